export { mergeConfigurations, type PolicyConfiguration } from "./configuration";
export { PolicyPackError } from "./error";
export { startPolicyPack, type PackInfo, type PolicyPack } from "./pack";
export { runPolicyPacks, startPolicyPacks, type PolicyPacks, type PolicyRun } from "./run";
