import { columnsOf } from "./columns";
import type { Db } from "./db";

/** How far a consumer is with a subject, as it is stored. */
export interface StoredProgress<Event> {
  readonly tenant: string;
  readonly subject: string;
  readonly version: number;
  readonly highest: number;
  readonly parked: readonly Event[];
  readonly stopped: string | null;
}

interface ProgressRow<Event> extends Omit<StoredProgress<Event>, "version" | "highest"> {
  readonly version: string;
  readonly highest: string;
}

type SubjectKey = Pick<StoredProgress<never>, "tenant" | "subject">;

/** Locks what a consumer knows of some subjects, in the order of their names; those that are new to it are made. */
export async function lockProgress<Event>(
  db: Db,
  consumer: string,
  subjects: readonly SubjectKey[],
): Promise<readonly StoredProgress<Event>[]> {
  const keys = columnsOf(subjects, [({ tenant }) => tenant, ({ subject }) => subject]);
  await db.query({
    name: "make-progress",
    text: `
      insert into inventory.consumer_subject (consumer, tenant, subject)
      select $1, s.tenant, s.subject from unnest($2::text[], $3::text[]) as s (tenant, subject) order by s.subject
      on conflict (consumer, subject) do nothing`,
    values: [consumer, ...keys],
  });
  const { rows } = await db.query<ProgressRow<Event>>({
    name: "lock-progress",
    text: `
      select p.tenant, p.subject, p.version, p.highest, p.parked, p.stopped
      from (select subject from unnest($2::text[]) as s (subject) order by subject) as wanted
      cross join lateral (
        select * from inventory.consumer_subject as one
        where one.consumer = $1 and one.subject = wanted.subject
        for update
      ) as p`,
    values: [consumer, subjects.map(({ subject }) => subject)],
  });
  return rows.map((row) => ({ ...row, version: Number(row.version), highest: Number(row.highest) }));
}

/** Keeps how far a consumer is with subjects that are locked. */
export async function saveProgress<Event>(
  db: Db,
  consumer: string,
  progress: readonly StoredProgress<Event>[],
): Promise<void> {
  await db.query({
    name: "save-progress",
    text: `
      insert into inventory.consumer_subject (consumer, tenant, subject, version, highest, parked, stopped, waiting_since)
      select $1, tenant, subject, version, highest, parked::json, stopped,
        case when highest > version then clock_timestamp() end
      from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
        as p (tenant, subject, version, highest, parked, stopped)
      on conflict (consumer, subject) do update
      set version = excluded.version, highest = excluded.highest, parked = excluded.parked, stopped = excluded.stopped,
        waiting_since = case
          when excluded.highest > excluded.version
          then coalesce(consumer_subject.waiting_since, excluded.waiting_since)
        end`,
    values: [
      consumer,
      ...columnsOf(progress, [
        ({ tenant }) => tenant,
        ({ subject }) => subject,
        ({ version }) => version,
        ({ highest }) => highest,
        ({ parked }) => JSON.stringify(parked),
        ({ stopped }) => stopped,
      ]),
    ],
  });
}

/** Subjects of all tenants that have waited for so long, and behind no dead letter, the longest first. */
export async function waitingSubjects(
  db: Db,
  consumer: string,
  { forMilliseconds, most }: { readonly forMilliseconds: number; readonly most: number },
): Promise<readonly SubjectKey[]> {
  const { rows } = await db.query<SubjectKey>({
    name: "waiting-subjects",
    text: "select tenant, subject from inventory.waiting_subjects($1, make_interval(secs => $2 / 1000.0), $3)",
    values: [consumer, forMilliseconds, most],
  });
  return rows;
}

/** How many subjects wait, and how many of them behind a dead letter. */
export async function countWaiting(
  db: Db,
  consumer: string,
): Promise<{ readonly waiting: number; readonly stopped: number }> {
  const { rows } = await db.query<{ waiting: number; stopped: number }>({
    name: "count-waiting",
    text: "select waiting, stopped from inventory.count_waiting($1)",
    values: [consumer],
  });
  return rows[0] ?? { waiting: 0, stopped: 0 };
}
