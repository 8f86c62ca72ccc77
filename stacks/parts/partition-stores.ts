import { Archive } from "../../components/archive";
import { KeyValue } from "../../components/key-value";
import type { PartitionKeys } from "../../components/keys";
import { lifecycleUntil } from "./archive-lifecycle";
import { lockOf } from "./lock";
import { buildKeys, othersOf, type PartitionSite } from "./partition-site";

/** Builds the tables. Their home region follows the initial role: a change of roles moves nothing. */
export function buildTables(site: PartitionSite, { keyArns }: PartitionKeys): Readonly<Record<string, KeyValue>> {
  const { stack, opts } = site;
  const tables = stack.tables.map(({ name, ...shape }) => {
    const table = new KeyValue(
      name,
      {
        ...shape,
        homeRegion: stack.initialPrimary,
        replicaRegions: othersOf(site, stack.initialPrimary),
        keyArns,
        accountId: stack.account,
        protect: stack.protect,
      },
      opts,
    );
    return [name, table] as const;
  });
  return Object.fromEntries(tables);
}

/** Archives, and the keys that they share. */
export interface Archives {
  /** The archives, by name. */
  readonly archives: Readonly<Record<string, Archive>>;
  /** ARN of their key, by region. */
  readonly keyArns: PartitionKeys["keyArns"];
}

/** Builds the archives, under keys of their own. */
export function buildArchives(site: PartitionSite): Archives {
  const { stack, opts } = site;
  if (stack.archives.length === 0) {
    return { archives: {}, keyArns: {} };
  }
  const { keyArns } = buildKeys(site, "archives");
  const archives = stack.archives.map((archive) => {
    const { name, bucketName, lockFor, expireAfter, tags } = archive;
    const built = new Archive(
      name,
      {
        bucketName,
        accountId: stack.account,
        regions: stack.regions,
        keyArns,
        ...(lockFor === undefined ? {} : { objectLock: { mode: lockOf(stack), retention: lockFor } }),
        ...(expireAfter === undefined ? {} : { lifecycle: lifecycleUntil(expireAfter) }),
        protect: stack.protect,
        tags,
      },
      opts,
    );
    return [name, built] as const;
  });
  return { archives: Object.fromEntries(archives), keyArns };
}
