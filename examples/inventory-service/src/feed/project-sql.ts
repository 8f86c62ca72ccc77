import { quoted } from "../archive";
import { UnusableInput } from "../job";
import type { FeedContract } from "./contracts";

const PARTITION = /^[a-z0-9-]{1,63}$/;

/**
 * The records of a contract out of the log's relation `files`, in the order of their positions. Names are in lower case, as the
 * platform's feeds have them. An event that lacks a field ends it: nothing is handed out that its contract does not hold for.
 */
export function projectSql({ event, fields }: FeedContract, partition: string): string {
  if (!PARTITION.test(partition)) {
    throw new UnusableInput(`the partition is ${partition}, expected lower-case letters, digits and dashes`);
  }
  const members = Object.entries(fields).map(
    ([name, { sql }]) => `'${name.toLowerCase()}': coalesce(${sql}, error('an event of ${event} lacks ${name}'))`,
  );
  return `
select
  cast(shard as varchar) || '-' || cast(transaction as varchar) || '-' || cast(sequence as varchar) as id,
  ${quoted(`urn:inventory:${partition}`)} as source,
  ${quoted(`inventory.${event}.v1`)} as type,
  make_timestamp(recorded_at_us) as time,
  {
    ${members.join(",\n    ")}
  } as data
from files
where type = ${quoted(event)}
order by transaction, sequence`;
}
