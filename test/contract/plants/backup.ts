import { EU, type Plant } from "./plant";

export const backupPlants: readonly Plant[] = [
  {
    folder: "backup",
    type: "aws:backup/vault:Vault",
    name: "backup-eu-west-1-vault",
    path: "region",
    to: "us-west-2",
    rule: "resource-limit-region",
    says: `region is "us-west-2", ${EU}`,
  },
  {
    folder: "backup",
    type: "aws:backup/vault:Vault",
    name: "backup-eu-central-1-vault",
    path: "kmsKeyArn",
    to: undefined,
    rule: "vault-require-customer-key",
    says: "kmsKeyArn is missing, expected a customer's key",
  },
  {
    folder: "backup",
    type: "aws:backup/plan:Plan",
    name: "backup-eu-central-1-plan",
    path: "rules[0].copyActions",
    to: undefined,
    rule: "backup-plan-require-copy",
    says: "rules[0].copyActions is missing, expected a copy in eu-west-1 (residency eu)",
  },
];
