import { brokerForbidAnonymousClients } from "../../../../policies/rules/broker/forbid-anonymous-clients";
import { describeRule } from "../../harness";

const type = "aws:msk/cluster:Cluster";

describeRule(brokerForbidAnonymousClients, {
  good: { type, props: { clientAuthentication: { unauthenticated: false } } },
  broken: [
    {
      path: "clientAuthentication.unauthenticated",
      to: true,
      message: "clientAuthentication.unauthenticated is true, expected false or none",
    },
  ],
  unknown: ["clientAuthentication.unauthenticated"],
  secret: ["clientAuthentication.unauthenticated"],
});
