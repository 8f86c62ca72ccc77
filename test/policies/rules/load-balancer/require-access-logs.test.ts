import { loadBalancerRequireAccessLogs } from "../../../../policies/rules/load-balancer/require-access-logs";
import { describeRule } from "../../harness";

const type = "aws:lb/loadBalancer:LoadBalancer";

describeRule(loadBalancerRequireAccessLogs, {
  good: { type, props: { accessLogs: { bucket: "logs", enabled: true } } },
  alsoGood: { "a load balancer of connections": { type, props: { loadBalancerType: "network" } } },
  broken: [
    { path: "accessLogs.enabled", to: false, message: "accessLogs.enabled is false, expected true" },
    { path: "accessLogs", to: undefined, message: "accessLogs.enabled is missing, expected true" },
  ],
  alsoBroken: {
    "a load balancer by its other name": {
      type: "aws:alb/loadBalancer:LoadBalancer",
      props: {},
      message: "accessLogs.enabled is missing, expected true",
    },
  },
  unknown: ["accessLogs", "accessLogs.enabled"],
  secret: ["accessLogs.enabled"],
});
