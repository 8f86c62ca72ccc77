export { actionPolicy, actionTrust, type ActionPolicyDocument, type ActionRights } from "./action-policy";
export { Budgets, type BudgetsArgs } from "./budgets";
export * from "./budgets.plan";
export { budgetsRefusals, type BudgetsRefusalArgs } from "./budgets.refusals";
