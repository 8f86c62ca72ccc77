import { loadBalancerRequireFirewall } from "../../../../policies/rules/load-balancer/require-firewall";
import { describeCompanion } from "../../relations";

describeCompanion(loadBalancerRequireFirewall, {
  owner: {
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "owner",
    props: { arn: "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1" },
  },
  companion: { type: "aws:wafv2/webAclAssociation:WebAclAssociation", props: {} },
  by: "resourceArn",
  named: "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1",
  message: "a web firewall is missing, expected aws:wafv2/webAclAssociation:WebAclAssociation with it as resourceArn",
  alsoGood: {
    "an internal load balancer": [{ type: "aws:lb/loadBalancer:LoadBalancer", props: { internal: true } }],
    "a load balancer of connections, which no firewall can stand before": [
      { type: "aws:lb/loadBalancer:LoadBalancer", props: { loadBalancerType: "network" } },
    ],
  },
  alsoBroken: { "a load balancer by its other name": [{ type: "aws:alb/loadBalancer:LoadBalancer", props: {} }] },
});
