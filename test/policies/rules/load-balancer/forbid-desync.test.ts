import { loadBalancerForbidDesync } from "../../../../policies/rules/load-balancer/forbid-desync";
import { describeRule } from "../../harness";

const type = "aws:lb/loadBalancer:LoadBalancer";

describeRule(loadBalancerForbidDesync, {
  good: { type, props: { desyncMitigationMode: "strictest" } },
  alsoGood: {
    "a load balancer of connections": { type, props: { loadBalancerType: "network" } },
    "a load balancer that says nothing": { type, props: {} },
  },
  broken: [
    {
      path: "desyncMitigationMode",
      to: "monitor",
      message: 'desyncMitigationMode is "monitor", expected defensive, strictest or none',
    },
  ],
  unknown: ["desyncMitigationMode"],
  secret: ["desyncMitigationMode"],
});
