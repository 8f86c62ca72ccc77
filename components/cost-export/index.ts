export { CostExport, type CostExportArgs } from "./cost-export";
export { COST_EXPORT_DEFAULTS, COST_EXPORT_REGION, planCostExport } from "./cost-export.plan";
export type { CostColumn, CostExportPlan, CostExportPlanArgs } from "./cost-export.plan";
export { costExportRefusals, MAX_PREFIX as MAX_COST_EXPORT_PREFIX } from "./cost-export.refusals";
export { showbackQueries, type OrdersTable, type ShowbackQuery, type ShowbackScope } from "./showback";
