export { HostedZone, type HostedZoneArgs } from "./routing";
export * from "./routing.plan";
