import { Backup } from "../../components/backup";
import { Partition } from "../../components/partition";
import { Registry } from "../../components/registry";
import { lockOf } from "./lock";
import { buildKeys, othersOf, type PartitionSite, perRegion, regional } from "./partition-site";

/** Builds the trails, recorders, detectors and the tenant map of a partition. */
export function buildGuards({ stack, opts }: PartitionSite): Partition {
  const { regime, residences, ownsAccountSettings } = stack.guards;
  return new Partition(
    "partition",
    {
      partition: stack.partition,
      regime,
      accountId: stack.account,
      regions: stack.regions,
      tenantMap: { ...residences.markets, ...residences.tenants },
      ownsAccountSettings,
      lock: lockOf(stack),
      protect: stack.protect,
      tags: stack.tags,
    },
    opts,
  );
}

/** Builds a backup vault in every region; each sends a copy of everything to the partition's others. */
export function buildBackups(site: PartitionSite): Readonly<Record<string, Backup>> {
  const { stack, opts } = site;
  const { keyArns } = buildKeys(site, "backups");
  return perRegion(
    site,
    (region) =>
      new Backup(
        `backup-${region}`,
        {
          vaultName: stack.name,
          accountId: stack.account,
          region,
          partitionRegions: stack.regions,
          copyRegions: othersOf(site, region),
          lock: lockOf(stack),
          keyArn: regional(keyArns, region),
          notificationTopicArn: regional(stack.alarmTopicArns, region),
          protect: stack.protect,
          tags: stack.tags,
        },
        opts,
      ),
  );
}

/**
 * Builds a container registry in every region. Images are pushed into the one that was primary at creation, and go to
 * the others from there: a change of roles moves nothing.
 */
export function buildRegistries(site: PartitionSite): Readonly<Record<string, Registry>> {
  const { stack, opts } = site;
  const { keyArns } = buildKeys(site, "images");
  return perRegion(
    site,
    (region) =>
      new Registry(
        `registry-${region}`,
        {
          namespace: stack.environment,
          accountId: stack.account,
          region,
          partitionRegions: stack.regions,
          replicaRegions: region === stack.initialPrimary ? othersOf(site, region) : [],
          repositories: Object.fromEntries(stack.images.map((image) => [image, {}])),
          keyArn: regional(keyArns, region),
          protect: stack.protect,
          tags: stack.tags,
        },
        opts,
      ),
  );
}
