import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { BACKED_UP, BACKUP_DEFAULTS, planBackup, type BackupPlan, type BackupPlanArgs } from "./backup.plan";
import { backupRefusals } from "./backup.refusals";
import { MANAGEMENT_PREFERENCE, OPT_IN_PREFERENCE } from "./region-settings";
import { vaultPolicy } from "./vault-policy";
import { serviceTrust } from "../core/trust";

/** Events of the vault that notify; a completed job is one that succeeded, failed or was aborted. */
export const VAULT_EVENTS = [
  "BACKUP_JOB_COMPLETED",
  "COPY_JOB_FAILED",
  "RECOVERY_POINT_MODIFIED",
  "RESTORE_JOB_COMPLETED",
] as const;

/** Arguments of {@link Backup}. */
export interface BackupArgs extends ComponentArgs, BackupPlanArgs {
  /** ARN of the customer key, in the vault's region, that encrypts the recovery points. */
  readonly keyArn: pulumi.Input<string>;
  /** ARN of the SNS topic, in the vault's region, that hears of the vault's jobs. */
  readonly notificationTopicArn: pulumi.Input<string>;
  /**
   * Whether this component sets what AWS Backup may back up in the region: one does for account and region.
   *
   * @default true
   */
  readonly ownsRegionSettings?: boolean;
  /**
   * Whether Pulumi keeps the vault and its lock from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A region's backups: a locked vault, what is put into it when, and a regular test that it can be restored.
 *
 * Creates:
 * - the vault, encrypted by the customer key, with its lock, its policy and its notifications
 * - a plan with a rule per schedule, which copies to the partition's other vaults where asked, and a selection by tag
 * - a restore-testing plan, with a selection per kind of store
 * - the role that backs up and restores, and what AWS Backup may back up in the region
 *
 * Costs at defaults: 0 USD while there is nothing to back up. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json, backup_vault): 0.024 USD per GB-month of Aurora, 0.11 USD of DynamoDB and 0.055 USD
 * of EBS, in each region that holds a copy; restoring DynamoDB, 0.17 USD per GB. Transfer to the other region, and
 * a restored store for as long as a test keeps it, come on top; tests themselves are unpriced: no price row.
 *
 * Does not: make keys; copy outside the partition or to another account; move recovery points to cold storage; check
 * what it restored.
 *
 * @example
 * new Backup("backup", {
 *   vaultName: "prod-eu",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   partitionRegions: ["eu-central-1", "eu-west-1"],
 *   copyRegions: ["eu-west-1"],
 *   keyArn: key.keyArn,
 *   notificationTopicArn: topic.arn,
 *   tags,
 * });
 */
export class Backup extends Component {
  /** Name of the vault. */
  readonly vaultName: pulumi.Output<string>;
  /** ARN of the vault. */
  readonly vaultArn: pulumi.Output<string>;
  /** ARN of the plan. */
  readonly planArn: pulumi.Output<string>;
  /** ARN of the role that backs up and restores. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: BackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:backup:Backup", name, checkArgs(`backup "${name}"`, args, backupRefusals), opts);
    const plan = planBackup(args, args.tags);
    this.createRegionSettings(plan, args);
    const vault = this.createVault(plan, args);
    this.lockVault(plan, args, vault);
    const role = this.createRole(plan);
    const backupPlan = this.createPlan(plan, vault);
    this.createSelection(plan, backupPlan, role);
    this.createRestoreTests(plan, vault, role);

    this.vaultName = vault.name;
    this.vaultArn = vault.arn;
    this.planArn = backupPlan.arn;
    this.roleArn = role.arn;
    this.registerOutputs({
      vaultName: this.vaultName,
      vaultArn: this.vaultArn,
      planArn: this.planArn,
      roleArn: this.roleArn,
    });
  }

  private createRegionSettings({ region }: BackupPlan, args: BackupArgs): void {
    if (!(args.ownsRegionSettings ?? BACKUP_DEFAULTS.ownsRegionSettings)) {
      return;
    }
    new aws.backup.RegionSettings(
      this.childName("region-settings"),
      {
        region,
        resourceTypeOptInPreference: OPT_IN_PREFERENCE,
        resourceTypeManagementPreference: MANAGEMENT_PREFERENCE,
      },
      this.childOptions(),
    );
  }

  private createVault({ region, vaultName }: BackupPlan, args: BackupArgs): aws.backup.Vault {
    const protect = args.protect ?? BACKUP_DEFAULTS.protect;
    return new aws.backup.Vault(
      this.childName("vault"),
      { region, name: vaultName, kmsKeyArn: args.keyArn, tags: this.childTags("vault") },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
  }

  private lockVault(plan: BackupPlan, args: BackupArgs, vault: aws.backup.Vault): void {
    const protect = args.protect ?? BACKUP_DEFAULTS.protect;
    const { region, changeableForDays } = plan;
    const backupVaultName = vault.name;
    new aws.backup.VaultLockConfiguration(
      this.childName("vault-lock"),
      {
        region,
        backupVaultName,
        minRetentionDays: plan.minRetentionDays,
        maxRetentionDays: plan.maxRetentionDays,
        ...(changeableForDays === undefined ? {} : { changeableForDays }),
      },
      this.childOptions({ protect, retainOnDelete: protect }),
    );
    new aws.backup.VaultPolicy(
      this.childName("vault-policy"),
      { region, backupVaultName, policy: JSON.stringify(vaultPolicy(plan.accountId, plan.copyVaultArns)) },
      this.childOptions(),
    );
    new aws.backup.VaultNotifications(
      this.childName("vault-notifications"),
      { region, backupVaultName, snsTopicArn: args.notificationTopicArn, backupVaultEvents: [...VAULT_EVENTS] },
      this.childOptions(),
    );
  }

  private createRole({ partition, rolePolicies }: BackupPlan): aws.iam.Role {
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        description: "Backs up and restores stores of a residency partition",
        assumeRolePolicy: serviceTrust("backup.amazonaws.com"),
        tags: this.childTags("role"),
      },
      this.childOptions(),
    );
    for (const policy of rolePolicies) {
      new aws.iam.RolePolicyAttachment(
        this.childName(`role-${attachmentRole(policy)}`),
        { role: role.name, policyArn: `arn:${partition}:iam::aws:policy/${policy}` },
        this.childOptions(),
      );
    }
    return role;
  }

  private createPlan(plan: BackupPlan, vault: aws.backup.Vault): aws.backup.Plan {
    return new aws.backup.Plan(
      this.childName("plan"),
      {
        region: plan.region,
        rules: plan.rules.map((rule) => ({
          ruleName: rule.ruleName,
          targetVaultName: vault.name,
          schedule: rule.schedule,
          enableContinuousBackup: rule.continuous,
          lifecycle: { deleteAfter: rule.deleteAfterDays },
          ...(rule.copyVaultArns.length === 0 ? {} : { copyActions: copyActions(rule) }),
        })),
        tags: this.childTags("plan"),
      },
      this.childOptions(),
    );
  }

  private createSelection(plan: BackupPlan, backupPlan: aws.backup.Plan, role: aws.iam.Role): void {
    new aws.backup.Selection(
      this.childName("selection"),
      {
        region: plan.region,
        planId: backupPlan.id,
        iamRoleArn: role.arn,
        resources: [...plan.resourceArns],
        conditions: [{ stringEquals: [...plan.selectionTags] }],
      },
      this.childOptions(),
    );
  }

  private createRestoreTests(plan: BackupPlan, vault: aws.backup.Vault, role: aws.iam.Role): void {
    const test = new aws.backup.RestoreTestingPlan(
      this.childName("restore-test"),
      {
        region: plan.region,
        name: plan.restoreTestName,
        scheduleExpression: plan.restoreTestAt,
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: [...plan.recoveryPointTypes],
          selectionWindowDays: plan.restoreTestSelectionDays,
        },
        tags: this.childTags("restore-test"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    for (const type of plan.resourceTypes) {
      new aws.backup.RestoreTestingSelection(
        this.childName(`restore-test-${type}`),
        {
          region: plan.region,
          name: type,
          restoreTestingPlanName: test.name,
          protectedResourceType: BACKED_UP[type].restoreType,
          protectedResourceArns: ["*"],
          protectedResourceConditions: { stringEquals: [...plan.selectionTags] },
          iamRoleArn: role.arn,
          validationWindowHours: plan.restoreTestWindowHours,
        },
        this.childOptions({ deleteBeforeReplace: true }),
      );
    }
  }
}

function copyActions({
  copyVaultArns,
  deleteAfterDays,
}: BackupPlan["rules"][number]): aws.types.input.backup.PlanRuleCopyAction[] {
  return copyVaultArns.map((destinationVaultArn) => ({
    destinationVaultArn,
    lifecycle: { deleteAfter: deleteAfterDays },
  }));
}

/** The end of an attachment's name: `service-role/AWSBackupServiceRolePolicyForBackup` is `backup`. */
function attachmentRole(policy: string): string {
  return policy.replace(/^.*PolicyFor/, "").toLowerCase();
}
