import { loadBalancerRequireDeletionProtection } from "../../../../policies/rules/load-balancer/require-deletion-protection";
import { describeRule } from "../../harness";

const type = "aws:lb/loadBalancer:LoadBalancer";

describeRule(loadBalancerRequireDeletionProtection, {
  good: { type, props: { enableDeletionProtection: true } },
  alsoGood: { "a load balancer that may be thrown away": { type, props: { tags: { environment: "dev" } } } },
  broken: [
    { path: "enableDeletionProtection", to: false, message: "enableDeletionProtection is false, expected true" },
    { path: "enableDeletionProtection", to: undefined, message: "enableDeletionProtection is missing, expected true" },
  ],
  alsoBroken: {
    "a load balancer by its other name": {
      type: "aws:alb/loadBalancer:LoadBalancer",
      props: {},
      message: "enableDeletionProtection is missing, expected true",
    },
  },
  unknown: ["enableDeletionProtection"],
  secret: ["enableDeletionProtection"],
});
