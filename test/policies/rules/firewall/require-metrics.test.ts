import { firewallRequireMetrics } from "../../../../policies/rules/firewall/require-metrics";
import { describeRule } from "../../harness";

const type = "aws:wafv2/webAcl:WebAcl";

describeRule(firewallRequireMetrics, {
  good: { type, props: { visibilityConfig: { cloudwatchMetricsEnabled: true } } },
  broken: [
    {
      path: "visibilityConfig.cloudwatchMetricsEnabled",
      to: false,
      message: "visibilityConfig.cloudwatchMetricsEnabled is false, expected true",
    },
  ],
  unknown: ["visibilityConfig.cloudwatchMetricsEnabled"],
  secret: ["visibilityConfig.cloudwatchMetricsEnabled"],
});
