import type { Plant } from "./plant";

export const networkPlants: readonly Plant[] = [
  {
    folder: "network",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "main-flow-logs-group",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected a number of days above 0",
  },
  {
    folder: "network",
    type: "aws:ec2/subnet:Subnet",
    name: "main-subnet-private-a",
    path: "mapPublicIpOnLaunch",
    to: true,
    rule: "subnet-forbid-public-addresses",
    says: "mapPublicIpOnLaunch is true, expected false or none",
  },
  {
    folder: "network",
    type: "aws:ec2/flowLog:FlowLog",
    name: "main-flow-logs-log",
    path: "trafficType",
    to: "ACCEPT",
    rule: "flow-log-require-all-traffic",
    says: 'trafficType is "ACCEPT", expected ALL or REJECT',
  },
];
