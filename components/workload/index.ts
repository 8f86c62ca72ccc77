export { DNS_EGRESS, NAME_LABEL, POD_IDENTITY_EGRESS } from "./network-rules";
export type { CidrPeer, NamespacePeer, NetworkDestination, NetworkPeer, WorkloadPeer } from "./network-rules";
export type { Placement, Toleration } from "./placement";
export type { SecretReference } from "./pod-template";
export { Workload, type WorkloadArgs, type WorkloadIdentity } from "./workload";
export { planWorkload, WORKLOAD_DEFAULTS } from "./workload.plan";
export type { WorkloadImage, WorkloadPlan, WorkloadPlanArgs, WorkloadRole, ZoneSpread } from "./workload.plan";
export { workloadRefusals } from "./workload.refusals";
