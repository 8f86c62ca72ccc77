import type { Plant } from "./plant";

export const firewallPlants: readonly Plant[] = [
  {
    folder: "firewall",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "api-firewall-log",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected ",
  },
];
