export { HostedZone, type HostedZoneArgs, type QueryLogArgs } from "./routing";
export * from "./routing.plan";
export { hostedZoneRefusals, MAX_SIGNING_KEYS } from "./routing.refusals";
