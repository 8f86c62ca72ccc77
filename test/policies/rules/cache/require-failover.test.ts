import { cacheRequireFailover } from "../../../../policies/rules/cache/require-failover";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheRequireFailover, {
  good: { type, props: { automaticFailoverEnabled: true, multiAzEnabled: true } },
  broken: [
    { path: "automaticFailoverEnabled", to: false, message: "automaticFailoverEnabled is false, expected true" },
    { path: "automaticFailoverEnabled", to: undefined, message: "automaticFailoverEnabled is missing, expected true" },
    { path: "multiAzEnabled", to: false, message: "multiAzEnabled is false, expected true" },
    { path: "multiAzEnabled", to: undefined, message: "multiAzEnabled is missing, expected true" },
  ],
  unknown: ["automaticFailoverEnabled", "multiAzEnabled"],
  secret: ["automaticFailoverEnabled", "multiAzEnabled"],
});
