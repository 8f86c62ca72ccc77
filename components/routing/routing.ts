import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, toDays, type ComponentArgs } from "../core";
import { queryLogPolicy } from "./query-log-policy";
import { planHostedZone, ROUTING_DEFAULTS, ROUTING_REGION, SIGNING_KEY_DELETION_WINDOW } from "./routing.plan";
import type { HostedZonePlan, HostedZonePlanArgs, QueryLogPlan, QueryLogSettings } from "./routing.plan";
import { hostedZoneRefusals } from "./routing.refusals";
import { signingKeyPolicy } from "./signing-key-policy";

/** How the queries that the zone answers are logged, and encrypted. */
export interface QueryLogArgs extends QueryLogSettings {
  /** ARN of the customer key, in us-east-1, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly keyArn: pulumi.Input<string>;
}

/** Arguments of {@link HostedZone}. */
export interface HostedZoneArgs extends ComponentArgs, HostedZonePlanArgs {
  /**
   * How the queries that the zone answers are logged, and encrypted.
   *
   * @default - they are not
   */
  readonly queryLogs?: QueryLogArgs;
  /**
   * Whether Pulumi keeps the zone, and what signs it, from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

type NamedSigningKey = readonly [key: string, signingKey: aws.route53.KeySigningKey];

/**
 * A public hosted zone, and who may issue certificates for it; signed, logged and locked where that is asked for.
 *
 * Creates:
 * - the public hosted zone in Route 53, which is in no region
 * - the CAA record: the given authorities, the one of AWS by default, may issue certificates; no other may
 * - with `dnssec`: per signing key a KMS key in us-east-1, which Route 53 alone signs with, and the zone's key-signing
 *   key; signing, switched on
 * - with `queryLogs`: the log group in us-east-1, encrypted by the customer key, with a retention; the policy by which
 *   Route 53 writes this zone's queries to it; the logging, switched on
 * - with `registration`: the lock against transfer of a domain that the account registered, delegated to the zone
 *
 * Costs at defaults: 0.50 USD a month. Global, prices of 2024-07-01 (service-prices-us-east-1.json, route53_zone and
 * route53_record): 0.50 USD per zone, 0.40 USD per million standard queries. With `dnssec` 1.00 USD a month per signing
 * key (kms_key); requests to it are unpriced: there is no price row for asymmetric keys. With `queryLogs` 0.50 USD per GB
 * of logs and 0.03 USD per GB-month to keep them (cloudwatch_log_group); the customer key comes on top. `registration`
 * adds nothing to the domain's yearly fee.
 *
 * Does not: register a domain; delegate one that another account or registrar holds: it needs the zone's name servers;
 * hand the DS record to the zone above, which completes DNSSEC; alarm on a failing signing key; answer inside a VPC;
 * hold the records of the regions, which their own stacks own.
 *
 * @example
 * new HostedZone("shop", { domain: "shop.example.com", tags });
 */
export class HostedZone extends Component {
  /** Id of the zone, in which other stacks create their records. */
  readonly zoneId: pulumi.Output<string>;
  /** ARN of the zone, which policies name. */
  readonly zoneArn: pulumi.Output<string>;
  /** Domain that the zone answers for. */
  readonly domain: string;
  /** Name servers that the registrar has to delegate the domain to. */
  readonly nameServers: pulumi.Output<string[]>;
  /** DS record of each signing key, by the key's name, for the zone above; empty where answers are not signed. */
  readonly dsRecords: Readonly<Record<string, pulumi.Output<string>>>;
  /** Name of the log group of queries, where they are logged. */
  readonly queryLogGroupName: pulumi.Output<string> | undefined;

  constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:routing:HostedZone", name, checkArgs(`hosted zone "${name}"`, args, hostedZoneRefusals), opts);
    const plan = planHostedZone(args);
    const protect = args.protect ?? ROUTING_DEFAULTS.protect;
    const zone = this.createZone(plan, protect);
    this.limitIssuers(plan, zone);
    const signingKeys = this.sign(plan, zone, protect);
    const logGroup = this.logQueries(plan, zone, args.queryLogs);
    this.delegate(plan, zone);

    this.zoneId = zone.zoneId;
    this.zoneArn = zone.arn;
    this.domain = plan.domain;
    this.nameServers = zone.nameServers;
    this.dsRecords = Object.fromEntries(signingKeys.map(([key, { dsRecord }]) => [key, dsRecord]));
    this.queryLogGroupName = logGroup?.name;
    this.registerOutputs({
      zoneId: this.zoneId,
      zoneArn: this.zoneArn,
      domain: this.domain,
      nameServers: this.nameServers,
      dsRecords: this.dsRecords,
      queryLogGroupName: this.queryLogGroupName,
    });
  }

  private createZone(plan: HostedZonePlan, protect: boolean): aws.route53.Zone {
    return new aws.route53.Zone(
      this.childName("zone"),
      {
        name: plan.domain,
        comment: `Public zone of ${plan.domain}`,
        forceDestroy: false,
        tags: this.childTags("zone"),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
  }

  private limitIssuers(plan: HostedZonePlan, zone: aws.route53.Zone): void {
    new aws.route53.Record(
      this.childName("certificate-issuers"),
      {
        zoneId: zone.zoneId,
        name: plan.domain,
        type: "CAA",
        ttl: plan.issuersTtlSeconds,
        records: [...plan.issuerRecords],
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private sign(plan: HostedZonePlan, zone: aws.route53.Zone, protect: boolean): readonly NamedSigningKey[] {
    if (plan.dnssec === undefined) {
      return [];
    }
    const { accountId, signingKeys } = plan.dnssec;
    const options = this.childOptions({ protect, retainOnDelete: protect });
    const created = signingKeys.map((key): NamedSigningKey => {
      const policy = zone.arn.apply((arn) => JSON.stringify(signingKeyPolicy(accountId, arn)));
      const kmsKey = this.createKmsKey(key, { description: `Signs ${plan.domain} (DNSSEC)`, policy }, options);
      return [
        key,
        this.createSigningKey(key, { hostedZoneId: zone.zoneId, keyManagementServiceArn: kmsKey.arn }, options),
      ];
    });
    new aws.route53.HostedZoneDnsSec(
      this.childName("dnssec"),
      { hostedZoneId: zone.zoneId, signingStatus: "SIGNING" },
      pulumi.mergeOptions(options, { dependsOn: created.map(([, signingKey]) => signingKey) }),
    );
    return created;
  }

  private createKmsKey(key: string, args: aws.kms.KeyArgs, options: pulumi.CustomResourceOptions): aws.kms.Key {
    const role = `signing-key-${key}`;
    return new aws.kms.Key(
      this.childName(role),
      {
        ...args,
        region: ROUTING_REGION,
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        multiRegion: false,
        deletionWindowInDays: toDays(SIGNING_KEY_DELETION_WINDOW),
        tags: this.childTags(role),
      },
      options,
    );
  }

  private createSigningKey(
    key: string,
    args: aws.route53.KeySigningKeyArgs,
    options: pulumi.CustomResourceOptions,
  ): aws.route53.KeySigningKey {
    return new aws.route53.KeySigningKey(
      this.childName(`key-signing-key-${key}`),
      { ...args, name: key, status: "ACTIVE" },
      pulumi.mergeOptions(options, { deleteBeforeReplace: true }),
    );
  }

  private logQueries(
    { queryLogs: plan }: HostedZonePlan,
    zone: aws.route53.Zone,
    args: QueryLogArgs | undefined,
  ): aws.cloudwatch.LogGroup | undefined {
    if (plan === undefined || args === undefined) {
      return undefined;
    }
    const logGroup = this.createLogGroup(plan, args);
    const policy = this.allowLogging(plan, zone, logGroup);
    new aws.route53.QueryLog(
      this.childName("query-log"),
      { zoneId: zone.zoneId, cloudwatchLogGroupArn: logGroup.arn },
      this.childOptions({ dependsOn: [policy], deleteBeforeReplace: true }),
    );
    return logGroup;
  }

  private createLogGroup(plan: QueryLogPlan, args: QueryLogArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("query-logs"),
      {
        region: ROUTING_REGION,
        name: plan.logGroupName,
        retentionInDays: plan.retentionDays,
        kmsKeyId: args.keyArn,
        tags: this.childTags("query-logs"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private allowLogging(
    { accountId, policyName }: QueryLogPlan,
    zone: aws.route53.Zone,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.cloudwatch.LogResourcePolicy {
    return new aws.cloudwatch.LogResourcePolicy(
      this.childName("query-logs-policy"),
      {
        region: ROUTING_REGION,
        policyName,
        policyDocument: pulumi
          .all([zone.arn, logGroup.arn])
          .apply(([zoneArn, logGroupArn]) => queryLogPolicy({ accountId, zoneArn, logGroupArn })),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private delegate({ domain, registration }: HostedZonePlan, zone: aws.route53.Zone): void {
    if (registration === undefined) {
      return;
    }
    new aws.route53domains.RegisteredDomain(
      this.childName("registration"),
      {
        domainName: domain,
        transferLock: registration.transferLock,
        nameServers: zone.nameServers.apply((names) => names.map((name) => ({ name }))),
        tags: this.childTags("registration"),
      },
      this.childOptions(),
    );
  }
}
