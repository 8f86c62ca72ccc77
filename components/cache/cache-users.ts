import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { DEFAULT_USER, DISABLED_ACCESS } from "./access";
import { CACHE_DEFAULTS } from "./cache.plan";
import { cacheUsersRefusals, planCacheUsers, userId } from "./cache-users.plan";
import type { CacheUsersPlanArgs, PlannedCacheUser } from "./cache-users.plan";

/** Arguments of {@link CacheUsers}. */
export interface CacheUsersArgs extends ComponentArgs, CacheUsersPlanArgs {
  /** ARN of the customer key, in the cache's region, that encrypts the secrets of users with a password. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Region of the cache.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the secrets from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Length of a password; ElastiCache takes 16 to 128 characters. */
const PASSWORD_LENGTH = 64;
const ENGINE = "valkey";

/**
 * The users of a Valkey cache and their group, the user named `default` disabled.
 *
 * Creates:
 * - a user for each name, who sees the keys of one pattern and logs in by IAM or by password
 * - for each user with a password: the password, and a secret with user name and password, encrypted by the customer key
 * - the user `default`, who cannot log in
 * - the group of all of them
 *
 * Costs at defaults: 0 USD. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json, secretsmanager_secret):
 * 0.40 USD a month for each user with a password.
 *
 * Does not: rotate passwords; give IAM principals the right to connect; copy secrets to another region.
 *
 * @example
 * new CacheUsers("legacy-users", {
 *   cacheName: "legacy",
 *   users: { reader: { access: "read", keyPattern: "stock:*" } },
 *   keyArn: key.arn,
 *   tags,
 * });
 */
export class CacheUsers extends Component {
  /** Id of the group, which a cache names. */
  readonly userGroupId: pulumi.Output<string>;
  /** Name that each user logs in with. */
  readonly userNames: Readonly<Record<string, string>>;
  /** ARN of each user, which `elasticache:Connect` is given on. */
  readonly userArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of the secret of each user with a password. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: CacheUsersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:cache:CacheUsers", name, checkArgs(`cache users "${name}"`, args, cacheUsersRefusals), opts);
    const planned = planCacheUsers(args);
    const passwords = this.createPasswords(planned);
    const secrets = this.createSecrets(planned, args, passwords);
    const users = this.createUsers(planned, args, passwords);
    const disabled = this.createDisabledUser(args);
    const group = this.createGroup(args, [disabled, ...Object.values(users)]);

    this.userGroupId = group.userGroupId;
    this.userNames = Object.fromEntries(planned.map((user) => [user.key, user.userId]));
    this.userArns = Object.fromEntries(Object.entries(users).map(([key, { arn }]) => [key, arn]));
    this.secretArns = secrets;
    this.registerOutputs({
      userGroupId: this.userGroupId,
      userNames: this.userNames,
      userArns: this.userArns,
      secretArns: this.secretArns,
    });
  }

  private createPasswords(planned: readonly PlannedCacheUser[]): Passwords {
    return Object.fromEntries(withPassword(planned).map(({ key }) => [key, this.createPassword(key)]));
  }

  private createPassword(key: string): pulumi.Output<string> {
    const length = PASSWORD_LENGTH;
    return new random.RandomPassword(this.childName(`${key}-password`), { length, special: false }, this.childOptions())
      .result;
  }

  private createSecrets(
    planned: readonly PlannedCacheUser[],
    args: CacheUsersArgs,
    passwords: Passwords,
  ): Readonly<Record<string, pulumi.Output<string>>> {
    return Object.fromEntries(
      withPassword(planned).map((user) => [user.key, this.createSecret(user, args, passwords)]),
    );
  }

  private createSecret(user: PlannedCacheUser, args: CacheUsersArgs, passwords: Passwords): pulumi.Output<string> {
    const kept = args.protect ?? CACHE_DEFAULTS.protect;
    const role = `${user.key}-secret`;
    const secret = new aws.secretsmanager.Secret(
      this.childName(role),
      {
        region: args.region,
        description: `How ${user.userId} logs in to the cache`,
        kmsKeyId: args.keyArn,
        tags: this.childTags(role),
      },
      this.childOptions({ protect: kept, retainOnDelete: kept }),
    );
    new aws.secretsmanager.SecretVersion(
      this.childName(`${user.key}-secret-version`),
      {
        region: args.region,
        secretId: secret.arn,
        secretString: pulumi.jsonStringify({ username: user.userId, password: passwords[user.key] }),
      },
      this.childOptions(),
    );
    return secret.arn;
  }

  private createUsers(
    planned: readonly PlannedCacheUser[],
    args: CacheUsersArgs,
    passwords: Passwords,
  ): Readonly<Record<string, aws.elasticache.User>> {
    return Object.fromEntries(
      planned.map((user) => [
        user.key,
        this.createUser(args, {
          role: user.key,
          userName: user.userId,
          accessString: user.accessString,
          password: passwords[user.key],
        }),
      ]),
    );
  }

  /** A group of Valkey users takes nobody without authentication, so the disabled user has a password that nobody knows. */
  private createDisabledUser(args: CacheUsersArgs): aws.elasticache.User {
    return this.createUser(args, {
      role: DEFAULT_USER,
      userName: DEFAULT_USER,
      accessString: DISABLED_ACCESS,
      password: this.createPassword(DEFAULT_USER),
    });
  }

  private createUser(args: CacheUsersArgs, login: Login): aws.elasticache.User {
    const { role, password } = login;
    return new aws.elasticache.User(
      this.childName(role),
      {
        region: args.region,
        engine: ENGINE,
        userId: userId(args.cacheName, role),
        userName: login.userName,
        accessString: login.accessString,
        authenticationMode: password === undefined ? { type: "iam" } : { type: "password", passwords: [password] },
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createGroup(args: CacheUsersArgs, users: readonly aws.elasticache.User[]): aws.elasticache.UserGroup {
    return new aws.elasticache.UserGroup(
      this.childName("group"),
      {
        region: args.region,
        engine: ENGINE,
        userGroupId: args.cacheName,
        userIds: users.map((user) => user.userId),
        tags: this.childTags("group"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}

type Passwords = Readonly<Record<string, pulumi.Output<string>>>;

interface Login {
  readonly role: string;
  readonly userName: string;
  readonly accessString: string;
  readonly password: pulumi.Output<string> | undefined;
}

function withPassword(planned: readonly PlannedCacheUser[]): readonly PlannedCacheUser[] {
  return planned.filter(({ authentication }) => authentication === "password");
}
