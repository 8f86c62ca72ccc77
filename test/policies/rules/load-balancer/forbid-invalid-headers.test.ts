import { loadBalancerForbidInvalidHeaders } from "../../../../policies/rules/load-balancer/forbid-invalid-headers";
import { describeRule } from "../../harness";

const type = "aws:lb/loadBalancer:LoadBalancer";

describeRule(loadBalancerForbidInvalidHeaders, {
  good: { type, props: { dropInvalidHeaderFields: true } },
  alsoGood: { "a load balancer of connections": { type, props: { loadBalancerType: "network" } } },
  broken: [
    { path: "dropInvalidHeaderFields", to: false, message: "dropInvalidHeaderFields is false, expected true" },
    { path: "dropInvalidHeaderFields", to: undefined, message: "dropInvalidHeaderFields is missing, expected true" },
  ],
  alsoBroken: {
    "a load balancer by its other name": {
      type: "aws:alb/loadBalancer:LoadBalancer",
      props: {},
      message: "dropInvalidHeaderFields is missing, expected true",
    },
  },
  unknown: ["dropInvalidHeaderFields"],
  secret: ["dropInvalidHeaderFields"],
});
