import { clusterLimitPublicEndpoint } from "../../../../policies/rules/cluster/limit-public-endpoint";
import { describeRule } from "../../harness";

const type = "aws:eks/cluster:Cluster";
const cidrs = "vpcConfig.publicAccessCidrs";
const expected = "expected named blocks, or endpointPublicAccess false";

describeRule(clusterLimitPublicEndpoint, {
  good: { type, props: { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["198.51.100.0/24"] } } },
  alsoGood: { "a private endpoint": { type, props: { vpcConfig: { endpointPublicAccess: false } } } },
  broken: [
    { path: cidrs, to: undefined, message: `${cidrs} is missing, ${expected}` },
    { path: cidrs, to: [], message: `${cidrs} is [], ${expected}` },
    {
      path: cidrs,
      to: ["198.51.100.0/24", "0.0.0.0/0"],
      message: `${cidrs} is ["198.51.100.0/24","0.0.0.0/0"], ${expected}`,
    },
    { path: cidrs, to: ["::/0"], message: `${cidrs} is ["::/0"], ${expected}` },
    { path: "vpcConfig", to: {}, message: `${cidrs} is missing, ${expected}` },
  ],
  unknown: ["vpcConfig", "vpcConfig.endpointPublicAccess", cidrs],
  secret: ["vpcConfig.endpointPublicAccess", cidrs],
});
