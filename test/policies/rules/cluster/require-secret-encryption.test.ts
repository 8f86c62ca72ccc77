import { clusterRequireSecretEncryption } from "../../../../policies/rules/cluster/require-secret-encryption";
import { describeRule, UNKNOWN } from "../../harness";

const type = "aws:eks/cluster:Cluster";
const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const path = "encryptionConfig.provider.keyArn";

describeRule(clusterRequireSecretEncryption, {
  good: { type, props: { encryptionConfig: { resources: ["secrets"], provider: { keyArn } } } },
  alsoGood: {
    "a key that the program creates": {
      type,
      props: { encryptionConfig: { resources: ["secrets"], provider: { keyArn: UNKNOWN } } },
    },
  },
  broken: [
    {
      path: "encryptionConfig",
      to: undefined,
      message: "encryptionConfig.resources is missing, expected secrets among them",
    },
    {
      path: "encryptionConfig.resources",
      to: [],
      message: "encryptionConfig.resources is [], expected secrets among them",
    },
    { path, to: undefined, message: `${path} is missing, expected a customer's key, not one that AWS manages` },
    {
      path,
      to: "alias/aws/eks",
      message: `${path} is "alias/aws/eks", expected a customer's key, not one that AWS manages`,
    },
  ],
  unknown: ["encryptionConfig", "encryptionConfig.resources"],
  secret: ["encryptionConfig.resources", path],
});
