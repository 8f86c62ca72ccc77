import { loadBalancerRequireZones } from "../../../../policies/rules/load-balancer/require-zones";
import { describeRule } from "../../harness";

const type = "aws:lb/loadBalancer:LoadBalancer";

describeRule(loadBalancerRequireZones, {
  good: { type, props: { subnets: ["subnet-1", "subnet-2"] } },
  alsoGood: {
    "a load balancer with addresses of its own": {
      type,
      props: { subnetMappings: [{ subnetId: "subnet-1" }, { subnetId: "subnet-2" }] },
    },
  },
  broken: [
    { path: "subnets", to: ["subnet-1"], message: 'subnets is ["subnet-1"], expected two at least' },
    { path: "subnets", to: undefined, message: "subnets is missing, expected two at least" },
  ],
  alsoBroken: {
    "a load balancer by its other name": {
      type: "aws:alb/loadBalancer:LoadBalancer",
      props: {},
      message: "subnets is missing, expected two at least",
    },
  },
  unknown: ["subnets"],
  secret: ["subnets"],
});
