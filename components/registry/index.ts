export { Registry, type RegistryArgs } from "./registry";
export {
  creationPolicy,
  repositoryPolicy,
  type CreationPolicyDocument,
  type RepositoryPolicyDocument,
  type RepositoryPolicyStatement,
} from "./registry-policies";
export * from "./registry.plan";
export { MAX_NAMESPACE, registryRefusals, type RegistryRefusalArgs } from "./registry.refusals";
