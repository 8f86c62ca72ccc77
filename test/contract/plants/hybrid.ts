import { EU, SLUG, type Plant } from "./plant";

export const hybridPlants: readonly Plant[] = [
  {
    folder: "hybrid",
    type: "aws:ec2/vpnConnection:VpnConnection",
    name: "premises-vpn-hall-a",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
  {
    folder: "hybrid",
    type: "aws:ec2transitgateway/transitGateway:TransitGateway",
    name: "premises-transit-gateway",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
  {
    folder: "hybrid",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "names-query-log",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing",
  },
  {
    folder: "hybrid",
    type: "aws:dms/replicationInstance:ReplicationInstance",
    name: "erp-instance",
    path: "tags.residency",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.residency is missing",
  },
  {
    folder: "hybrid",
    type: "aws:mskconnect/connector:Connector",
    name: "mirror-records",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
];
