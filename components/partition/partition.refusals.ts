import { logRetentionBounds, type CombinedLogBounds } from "../../facts/log-retention";
import { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";
import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import { regimeOf, type RegimeKey } from "../../facts/residency";
import type { DataClass, TagValues } from "../../facts/tag-schema";
import { LOG_RETENTIONS } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { AUDIT_LOG_DEFAULTS, type AuditLogPlanArgs } from "./audit-log.plan";
import type { LogBucketPlanArgs } from "./log-bucket.plan";
import { PARAMETER_BYTES, tenantMapValue, type PartitionPlanArgs } from "./partition.plan";
import type { RegionGuardsPlanArgs } from "./region-guards.plan";

const NAME = /^(?=.{2,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAME_IN_WORDS = "2 to 40 lower-case letters, digits or single dashes, starting with a letter";
const PARTITION = /^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const TENANT = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/;
const ACCOUNT = /^\d{12}$/;
const SECONDS_A_DAY = 86_400;

interface Tagged {
  readonly tags: TagValues;
}

/** Reasons to refuse an account, a region of a regime, and a time for which logs are kept. */
const accountRefusal: Refusal<{ readonly accountId: string }> = {
  when: ({ accountId }) => !ACCOUNT.test(accountId),
  say: ({ accountId }) => ({
    arg: "accountId",
    got: accountId,
    expected: "12 digits",
    change: "write the number of the account as text",
  }),
};

const regionRefusal: Refusal<{ readonly region: string }> = {
  when: ({ region }) => !isAwsRegion(region),
  say: ({ region }) => ({
    arg: "region",
    got: region,
    expected: "a known region, such as eu-central-1",
    change: "name the region that is watched",
  }),
};

const environmentRefusal: Refusal<Tagged> = {
  when: ({ tags }) => tags.environment.includes("."),
  say: ({ tags }) => ({
    arg: "tags.environment",
    got: tags.environment,
    expected: "no dot, as it is part of names",
    change: "write a dash instead",
  }),
};

const retentionRefusal: Refusal<{ readonly logRetention?: Duration }> = {
  when: (args) => !LOG_RETENTION_DAYS.some((days) => days === daysOf(retentionOf(args))),
  say: (args) => ({
    arg: "logRetention",
    got: retentionOf(args),
    expected: LOG_RETENTIONS,
    change: "choose the next longer one that the regime allows",
  }),
};

type Bound = Tagged & { readonly logRetention?: Duration; readonly regime: RegimeKey };

const boundsRefusal: Refusal<Bound> = {
  when: (args) => !isWithin(daysOf(retentionOf(args)), boundsOf(args)),
  say: (args) => ({
    arg: "logRetention",
    got: retentionOf(args),
    expected: boundsInWords(boundsOf(args)),
    change: `keep logs as long as ${args.regime} says (${boundsOf(args).sources.join("; ")})`,
  }),
};

/** Reasons to refuse a bucket for logs. */
export const logBucketRefusals: readonly Refusal<LogBucketPlanArgs>[] = [
  {
    when: ({ bucketName }) => !NAME.test(bucketName),
    say: ({ bucketName }) => ({
      arg: "bucketName",
      got: bucketName,
      expected: NAME_IN_WORDS,
      change: "choose what the bucket's name starts with; region and account follow",
    }),
  },
  accountRefusal,
  regionRefusal,
  {
    when: ({ retentionDays }) => !Number.isInteger(retentionDays) || retentionDays < 1,
    say: ({ retentionDays }) => ({
      arg: "retentionDays",
      got: retentionDays,
      expected: "a whole number from 1",
      change: "choose how long logs are kept",
    }),
  },
  {
    when: ({ writer, lock }) => writer === "config" && lock !== undefined,
    say: ({ lock }) => ({
      arg: "lock",
      got: lock,
      expected: "none where AWS Config delivers",
      change: "leave it out: AWS Config does not deliver to a bucket that locks",
    }),
  },
];

/** Reasons to refuse an audit log. */
export const auditLogRefusals: readonly Refusal<AuditLogPlanArgs & Tagged>[] = [
  {
    when: ({ trailName }) => !NAME.test(trailName),
    say: ({ trailName }) => ({
      arg: "trailName",
      got: trailName,
      expected: NAME_IN_WORDS,
      change: "name the environment and the partition, such as prod-eu",
    }),
  },
  environmentRefusal,
  accountRefusal,
  {
    when: ({ region }) => !isAwsRegion(region),
    say: regionRefusal.say,
  },
  {
    when: ({ region, regime }) => isAwsRegion(region) && outsideRegions([region], regime).length > 0,
    say: ({ region, regime }) => ({ arg: "region", got: region, ...ofRegime(regime) }),
  },
  retentionRefusal,
  boundsRefusal,
];

/** Reasons to refuse a region's guards. */
export const regionGuardsRefusals: readonly Refusal<RegionGuardsPlanArgs>[] = [
  {
    when: ({ guardsName }) => !NAME.test(guardsName),
    say: ({ guardsName }) => ({
      arg: "guardsName",
      got: guardsName,
      expected: NAME_IN_WORDS,
      change: "name the environment and the partition, such as prod-eu",
    }),
  },
  accountRefusal,
  regionRefusal,
  retentionRefusal,
  {
    when: ({ detectorFeatures = [] }) => new Set(detectorFeatures).size !== detectorFeatures.length,
    say: ({ detectorFeatures }) => ({
      arg: "detectorFeatures",
      got: detectorFeatures,
      expected: "each feature once",
      change: "list a feature once",
    }),
  },
];

/** Reasons to refuse a residency partition's guards. */
export const partitionRefusals: readonly Refusal<PartitionPlanArgs & Tagged>[] = [
  {
    when: ({ partition }) => !PARTITION.test(partition),
    say: ({ partition }) => ({
      arg: "partition",
      got: partition,
      expected: "2 to 20 lower-case letters, digits or single dashes, starting with a letter",
      change: "choose a short name, such as eu",
    }),
  },
  environmentRefusal,
  accountRefusal,
  {
    when: ({ regions }) => regions.length === 0 || new Set(regions).size !== regions.length,
    say: ({ regions }) => ({
      arg: "regions",
      got: regions,
      expected: "at least one region, each once",
      change: "list the partition's regions",
    }),
  },
  {
    when: ({ regions }) => foreignRegions(regions).length > 0,
    say: ({ regions }) => ({
      arg: "regions",
      got: foreignRegions(regions),
      expected: "known regions of one AWS partition",
      change: "name regions such as eu-central-1",
    }),
  },
  {
    when: ({ regions, regime }) => outsideRegions(regions.filter(isAwsRegion), regime).length > 0,
    say: ({ regions, regime }) => ({
      arg: "regions",
      got: outsideRegions(regions.filter(isAwsRegion), regime),
      ...ofRegime(regime),
    }),
  },
  {
    when: ({ ownedRegions = [], regions }) => ownedRegions.some((region) => !regions.includes(region)),
    say: ({ ownedRegions = [], regions }) => ({
      arg: "ownedRegions",
      got: ownedRegions.filter((region) => !regions.includes(region)),
      expected: `regions of the partition, ${regions.join(", ")}`,
      change: "own what is guarded in the partition's own regions",
    }),
  },
  {
    when: ({ ownedRegions = [] }) => new Set(ownedRegions).size !== ownedRegions.length,
    say: ({ ownedRegions }) => ({
      arg: "ownedRegions",
      got: ownedRegions,
      expected: "each region once",
      change: "list a region once",
    }),
  },
  retentionRefusal,
  boundsRefusal,
  {
    when: ({ tenantMap }) => badTenants(tenantMap) !== undefined,
    say: ({ tenantMap }) => ({
      arg: "tenantMap",
      got: badTenants(tenantMap),
      expected: "at least one tenant or market, each with the name of a partition",
      change: "map every tenant or market, by up to 63 letters, digits, dots, underscores or dashes, to its partition",
    }),
  },
  {
    when: ({ tenantMap, partition }) =>
      badTenants(tenantMap) === undefined && !Object.values(tenantMap).includes(partition),
    say: ({ tenantMap, partition }) => ({
      arg: "tenantMap",
      got: [...new Set(Object.values(tenantMap))].toSorted(),
      expected: `a tenant or market of ${partition}`,
      change: "map one to this partition, or do without the partition",
    }),
  },
  {
    when: (args) => Buffer.byteLength(tenantMapValue(args)) > PARAMETER_BYTES.advanced,
    say: (args) => ({
      arg: "tenantMap",
      got: `${Buffer.byteLength(tenantMapValue(args))} bytes`,
      expected: `at most ${PARAMETER_BYTES.advanced} bytes of JSON`,
      change: "map markets instead of tenants, and keep tenants in a table",
    }),
  },
  {
    when: ({ detectorFeatures = [] }) => new Set(detectorFeatures).size !== detectorFeatures.length,
    say: ({ detectorFeatures }) => ({
      arg: "detectorFeatures",
      got: detectorFeatures,
      expected: "each feature once",
      change: "list a feature once",
    }),
  },
];

function retentionOf({ logRetention }: { readonly logRetention?: Duration }): Duration {
  return logRetention ?? AUDIT_LOG_DEFAULTS.logRetention;
}

function daysOf(duration: Duration): number {
  return toSeconds(duration) / SECONDS_A_DAY;
}

function boundsOf({ regime, tags }: Bound): CombinedLogBounds {
  const dataClass: DataClass = tags["data-class"];
  return logRetentionBounds(regime, dataClass);
}

function isWithin(days: number, { minimumDays, maximumDays }: CombinedLogBounds): boolean {
  return days >= minimumDays && (maximumDays === undefined || days <= maximumDays);
}

function boundsInWords({ minimumDays, maximumDays }: CombinedLogBounds): string {
  if (maximumDays === undefined) {
    return `at least ${minimumDays} days`;
  }
  return minimumDays === maximumDays ? `${maximumDays} days` : `${minimumDays} to ${maximumDays} days`;
}

function foreignRegions(regions: readonly string[]): readonly string[] {
  const home = awsPartitionOf(regions.find(isAwsRegion) ?? "");
  return regions.filter((region) => !isAwsRegion(region) || awsPartitionOf(region) !== home);
}

/** Regions that the regime neither names nor opens by a transfer that is on record. */
function outsideRegions(regions: readonly string[], key: RegimeKey): readonly string[] {
  const { regions: inside, regionsByTransfer } = regimeOf(key);
  return regions.filter((region) => !inside.some((one) => one === region) && !Object.hasOwn(regionsByTransfer, region));
}

function ofRegime(key: RegimeKey): { expected: string; change: string } {
  const { regions, regionsByTransfer } = regimeOf(key);
  const byTransfer = Object.keys(regionsByTransfer);
  const named =
    regions.length === 0 ? `no region: AWS has none under ${key}` : `regions of ${key}: ${regions.join(", ")}`;
  return {
    expected: byTransfer.length === 0 ? named : `${named}; by a recorded transfer ${byTransfer.join(", ")}`,
    change: "put the data where its regime allows, or use the hybrid pattern",
  };
}

function badTenants(tenantMap: PartitionPlanArgs["tenantMap"]): readonly string[] | undefined {
  const entries = Object.entries(tenantMap);
  const bad = entries.filter(([tenant, partition]) => !TENANT.test(tenant) || !PARTITION.test(partition));
  return entries.length > 0 && bad.length === 0 ? undefined : bad.map(([tenant]) => tenant);
}
