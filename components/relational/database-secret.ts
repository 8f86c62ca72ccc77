import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { tlsOnlySecretPolicy } from "./access";
import {
  DATABASE_SECRET_DEFAULTS,
  databaseSecretRefusals,
  DATABASE_PASSWORD,
  planDatabaseSecret,
} from "./database-secret.plan";
import type { DatabaseSecretPlan, DatabaseSecretPlanArgs } from "./database-secret.plan";

/** Arguments of {@link DatabaseSecret}. */
export interface DatabaseSecretArgs extends ComponentArgs, DatabaseSecretPlanArgs {
  /** ARN of the customer key per region of the residency partition; the secret lies in no region without one. */
  readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * What else the secret says beside user and password, for whoever connects or rotates: `host`, `port`, `dbname`.
   *
   * @default - user, password and engine alone
   */
  readonly connection?: Readonly<Record<string, pulumi.Input<string | number>>>;
  /**
   * ARN of the function, in the home region, that changes the password in the database and in the secret.
   *
   * @default - nothing changes the password
   */
  readonly rotationFunctionArn?: pulumi.Input<string>;
  /**
   * Whether Pulumi keeps the secret from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Inputs that rotation takes over from the program. */
const ROTATED = ["secretString", "versionStages"];

/**
 * The password of a database user, in a secret of one residency partition.
 *
 * Creates:
 * - the password: 40 characters, generated once
 * - the secret, encrypted by the customer key of its home region, with a copy in each other region of the partition,
 *   encrypted by the key of that region
 * - its first version; later ones come from rotation, and no deployment takes them back
 * - a policy that denies calls without TLS
 * - the rotation, where a function is given
 *
 * Costs at defaults: 0.40 USD a month, and as much for each copy. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json, secretsmanager_secret): 0.05 USD per 10,000 calls. The customer keys come on top.
 *
 * Does not: create the user in the database; bring the function that rotates; grant access.
 *
 * @example
 * new DatabaseSecret("inventory-user", {
 *   secretName: "prod-eu/inventory",
 *   username: "inventory",
 *   homeRegion: "eu-central-1",
 *   keyArns: { "eu-central-1": frankfurtKey.arn, "eu-west-1": dublinKey.arn },
 *   tags,
 * });
 */
export class DatabaseSecret extends Component {
  /** Name of the database user. */
  readonly username: string;
  /** The password that the user is created with; a secret value, and out of date after the first rotation. */
  readonly password: pulumi.Output<string>;
  /** ARN of the secret per region. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: DatabaseSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`database-secret "${name}"`, args, databaseSecretRefusals);
    super("inventory:relational:DatabaseSecret", name, checked, opts);
    const plan = planDatabaseSecret(args);
    const password = this.createPassword();
    const secret = this.createSecret(plan, args);
    const version = this.createFirstVersion(plan, args, { secret, password });
    this.createPolicy(plan, secret);
    this.createRotation(plan, args, { secret, version });

    this.username = plan.username;
    this.password = pulumi.secret(password.result);
    this.secretArns = secretArns(plan, secret);
    this.registerOutputs({ username: this.username, password: this.password, secretArns: this.secretArns });
  }

  private createPassword(): random.RandomPassword {
    return new random.RandomPassword(
      this.childName("password"),
      { length: DATABASE_PASSWORD.length, overrideSpecial: DATABASE_PASSWORD.overrideSpecial },
      this.childOptions(),
    );
  }

  private createSecret(plan: DatabaseSecretPlan, args: DatabaseSecretArgs): aws.secretsmanager.Secret {
    const protect = args.protect ?? DATABASE_SECRET_DEFAULTS.protect;
    return new aws.secretsmanager.Secret(
      this.childName("secret"),
      {
        name: plan.secretName,
        description: `Database user ${plan.username}`,
        region: plan.homeRegion,
        kmsKeyId: keyIn(args, plan.homeRegion),
        ...(plan.replicaRegions.length === 0 ? {} : { replicas: replicaInputs(plan, args) }),
        tags: this.childTags("secret"),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
  }

  private createFirstVersion(
    plan: DatabaseSecretPlan,
    args: DatabaseSecretArgs,
    { secret, password }: { readonly secret: aws.secretsmanager.Secret; readonly password: random.RandomPassword },
  ): aws.secretsmanager.SecretVersion {
    const content = { ...args.connection, engine: "postgres", username: plan.username, password: password.result };
    return new aws.secretsmanager.SecretVersion(
      this.childName("first-version"),
      {
        region: plan.homeRegion,
        secretId: secret.id,
        secretString: pulumi.secret(pulumi.jsonStringify(content)),
      },
      this.childOptions({ ignoreChanges: ROTATED, retainOnDelete: true }),
    );
  }

  private createPolicy({ homeRegion }: DatabaseSecretPlan, secret: aws.secretsmanager.Secret): void {
    new aws.secretsmanager.SecretPolicy(
      this.childName("policy"),
      { region: homeRegion, secretArn: secret.arn, policy: tlsOnlySecretPolicy(), blockPublicPolicy: true },
      this.childOptions(),
    );
  }

  private createRotation(
    plan: DatabaseSecretPlan,
    { rotationFunctionArn }: DatabaseSecretArgs,
    { secret, version }: { readonly secret: aws.secretsmanager.Secret; readonly version: pulumi.Resource },
  ): void {
    if (rotationFunctionArn === undefined) {
      return;
    }
    new aws.secretsmanager.SecretRotation(
      this.childName("rotation"),
      {
        region: plan.homeRegion,
        secretId: secret.id,
        rotationLambdaArn: rotationFunctionArn,
        rotateImmediately: false,
        rotationRules: { automaticallyAfterDays: plan.rotationDays },
      },
      this.childOptions({ dependsOn: [version] }),
    );
  }
}

/** ARN of a copy: that of the secret, in another region. */
function secretArns(plan: DatabaseSecretPlan, secret: aws.secretsmanager.Secret): DatabaseSecret["secretArns"] {
  const copies = plan.replicaRegions.map((region) => [
    region,
    secret.arn.apply((arn) => arn.replace(`:${plan.homeRegion}:`, `:${region}:`)),
  ]);
  return Object.fromEntries([[plan.homeRegion, secret.arn], ...copies]);
}

function replicaInputs(
  plan: DatabaseSecretPlan,
  args: DatabaseSecretArgs,
): aws.types.input.secretsmanager.SecretReplica[] {
  return plan.replicaRegions.map((region) => ({ region, kmsKeyId: keyIn(args, region) }));
}

function keyIn({ keyArns }: DatabaseSecretArgs, region: string): pulumi.Input<string> {
  const key = keyArns[region];
  if (key === undefined) {
    throw new Error(`no customer key for ${region}: the refusals of database-secret let a region without one pass`);
  }
  return key;
}
