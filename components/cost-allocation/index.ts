export { CostAllocation, type CostAllocationArgs } from "./cost-allocation";
export * from "./cost-allocation.plan";
