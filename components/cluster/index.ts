export { Cluster, type ClusterArgs } from "./cluster";
export * from "./cluster.plan";
export { clusterRefusals } from "./cluster.refusals";
