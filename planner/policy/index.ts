export type { PolicyConfiguration, PolicyLevel, PolicySetting } from "./configuration";
export { PolicyPackError } from "./error";
export { startPolicyPack, type PackInfo, type PolicyInfo, type PolicyPack, type Remediated } from "./pack";
export type { StartOptions } from "./process";
export { runPolicyPacks, startPolicyPacks, type PolicyPacks, type PolicyRun } from "./run";
