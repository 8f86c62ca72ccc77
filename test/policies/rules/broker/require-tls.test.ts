import { brokerRequireTls } from "../../../../policies/rules/broker/require-tls";
import { describeRule } from "../../harness";

const type = "aws:msk/cluster:Cluster";

describeRule(brokerRequireTls, {
  good: { type, props: { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } } } },
  alsoGood: {
    "the defaults": { type, props: { kafkaVersion: "3.9.x" } },
  },
  broken: [
    {
      path: "encryptionInfo.encryptionInTransit.clientBroker",
      to: "TLS_PLAINTEXT",
      message: 'encryptionInfo.encryptionInTransit.clientBroker is "TLS_PLAINTEXT", expected TLS',
    },
    {
      path: "encryptionInfo.encryptionInTransit.clientBroker",
      to: "PLAINTEXT",
      message: 'encryptionInfo.encryptionInTransit.clientBroker is "PLAINTEXT", expected TLS',
    },
    {
      path: "encryptionInfo.encryptionInTransit.inCluster",
      to: false,
      message: "encryptionInfo.encryptionInTransit.inCluster is false, expected true or none",
    },
  ],
  unknown: ["encryptionInfo.encryptionInTransit.clientBroker", "encryptionInfo.encryptionInTransit.inCluster"],
  secret: ["encryptionInfo.encryptionInTransit.clientBroker", "encryptionInfo.encryptionInTransit.inCluster"],
});
