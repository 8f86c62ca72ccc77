import { InvalidationHandler } from "../../components/cdn";
import { IDEMPOTENCY_TABLE } from "../../components/handler";
import { KeyValue } from "../../components/key-value";
import type { EncryptionKey } from "../../components/keys";
import { entryOf, type PartitionReference } from "../outputs";
import { invalidationName, type PlannedInvalidation } from "../topology";
import { keyArnOf } from "./functions";
import type { Messaging } from "./messaging";
import type { Site } from "./site";

/** What invalidations are built on. */
export interface InvalidationFoundations {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
  /** The streams of stock events. */
  readonly messaging: Messaging;
  /** Key of the functions' variables. */
  readonly key: EncryptionKey | undefined;
}

/**
 * Builds what invalidates pages when the stock of this region changes. Each has a ledger of its own, which is in no other
 * region: what counts a budget must not be written in two places.
 */
export function buildInvalidations(site: Site, foundations: InvalidationFoundations): void {
  const { key } = foundations;
  if (key !== undefined) {
    site.stack.invalidations.forEach((planned) => buildInvalidation(site, planned, { ...foundations, key }));
  }
}

function buildInvalidation(
  site: Site,
  planned: PlannedInvalidation,
  foundations: InvalidationFoundations & { readonly key: EncryptionKey },
): void {
  const { stack, opts } = site;
  const { partition, logs, messaging, key } = foundations;
  const { distribution: name, stream: source, ledgerName: _ledger, externalId, ...shape } = planned;
  const distribution = partition.distributions.apply((all = {}) => entryOf(all, name, "distribution"));
  const { arn, failureQueueArn } = entryOf(messaging.streams, source, "stream");
  new InvalidationHandler(
    invalidationName(name),
    {
      ...shape,
      accountId: stack.account,
      distributionId: distribution.id,
      distributionArn: distribution.arn,
      ...(externalId === undefined ? {} : { role: { roleArn: distribution.apply(roleArnOf), externalId } }),
      source: { kind: "kinesis", streamArn: arn, keyArn: keyArnOf(messaging), failureQueueArn },
      ledger: buildLedger(site, planned, partition),
      keyArn: key.keyArn,
      logKeyArn: logs.keyArn,
      alarmTopicArns: [stack.alarmTopicArn],
      runbooksUrl: stack.runbooks,
      region: stack.region,
    },
    opts,
  );
}

function roleArnOf({ invalidationRoleArn }: { readonly invalidationRoleArn?: string | undefined }): string {
  if (invalidationRoleArn === undefined) {
    throw new Error(
      "the global stack does not give the role that invalidates yet; run pulumi up for it, then for the partition's",
    );
  }
  return invalidationRoleArn;
}

function buildLedger({ stack, opts }: Site, planned: PlannedInvalidation, { keyArns }: PartitionReference) {
  const { region, account: accountId, protect } = stack;
  const keyArn = keyArns.apply((arns) => entryOf(arns, region, "key of stores in"));
  const table = new KeyValue(
    `${planned.distribution}-invalidations`,
    {
      ...IDEMPOTENCY_TABLE,
      tableName: planned.ledgerName,
      homeRegion: region,
      keyArns: { [region]: keyArn },
      ...{ accountId, protect, tags: planned.tags },
    },
    opts,
  );
  return { name: table.name, arn: entryOf(table.arns, region, "ARN of the ledger in"), keyArn };
}
