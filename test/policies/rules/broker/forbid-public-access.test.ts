import { brokerForbidPublicAccess } from "../../../../policies/rules/broker/forbid-public-access";
import { describeRule } from "../../harness";

const type = "aws:msk/cluster:Cluster";

describeRule(brokerForbidPublicAccess, {
  good: { type, props: { brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "DISABLED" } } } } },
  alsoGood: {
    "the default": { type, props: { brokerNodeGroupInfo: { instanceType: "kafka.m7g.large" } } },
  },
  broken: [
    {
      path: "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
      to: "SERVICE_PROVIDED_EIPS",
      message: 'brokerNodeGroupInfo.connectivityInfo.publicAccess.type is "SERVICE_PROVIDED_EIPS", expected DISABLED',
    },
  ],
  unknown: ["brokerNodeGroupInfo.connectivityInfo.publicAccess.type"],
  secret: ["brokerNodeGroupInfo.connectivityInfo.publicAccess.type"],
});
