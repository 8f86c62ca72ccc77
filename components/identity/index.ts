export {
  areaActions,
  areaPolicy,
  boundary,
  DEPLOY_PATH,
  statePolicy,
  trustPolicy,
  type DeployConditions,
  type DeployPolicy,
  type DeployStatement,
} from "./deploy-policies";
export { DeployRoles, type DeployRolesArgs } from "./deploy-roles";
export * from "./deploy-roles.plan";
export { deployRolesRefusals, SESSION_DURATIONS } from "./deploy-roles.refusals";
