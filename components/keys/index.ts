export {
  ADMINISTRATION_ACTIONS,
  keyPolicy,
  USE_ACTIONS,
  type KeyPolicy,
  type KeyPolicyStatement,
  type PolicyConditions,
} from "./key-policy";
export { KEY_SERVICES, SERVICE_DOMAINS, type KeyService, type KeyUse } from "./key-services";
export {
  EncryptionKey,
  PartitionKeys,
  type EncryptionKeyArgs,
  type KeyAccessArgs,
  type PartitionKeysArgs,
} from "./keys";
export * from "./keys.plan";
export {
  DELETION_WINDOWS,
  encryptionKeyRefusals,
  keyRefusals,
  partitionKeysRefusals,
  ROTATION_PERIODS,
} from "./keys.refusals";
