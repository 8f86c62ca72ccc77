import { launchTemplateForbidUntaggedSpot } from "../../../../policies/rules/launch-template/forbid-untagged-spot";
import { describeRule } from "../../harness";

const type = "aws:ec2/launchTemplate:LaunchTemplate";
const message = 'instanceMarketOptions.marketType is "spot", expected none or a tag inventory-platform/batch of "true"';
const TAGS = { "inventory-platform/batch": "true" };

describeRule(launchTemplateForbidUntaggedSpot, {
  good: { type, props: { instanceMarketOptions: { marketType: "spot" }, tags: TAGS } },
  alsoGood: {
    "a template on demand": { type, props: {} },
    "a capacity block": { type, props: { instanceMarketOptions: { marketType: "capacity-block" } } },
    "what the provider's Check returns": {
      type,
      props: {
        __defaults: [],
        instanceMarketOptions: { marketType: "spot", __defaults: [] },
        tagsAll: { ...TAGS, __defaults: [] },
      },
    },
  },
  broken: [
    { path: "tags", to: undefined, message },
    { path: "tags", to: { "inventory-platform/batch": "no" }, message },
  ],
  unknown: ["instanceMarketOptions", "instanceMarketOptions.marketType", "tags"],
  secret: ["instanceMarketOptions.marketType", "tags"],
});
