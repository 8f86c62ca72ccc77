import { columnsOf } from "./columns";
import type { Db } from "./db";

/** Names a channel of a tenant. */
export interface ChannelKey {
  readonly tenant: string;
  readonly channel: string;
}

/** A message as it was taken in. */
export interface TakenMessage {
  /** The party's own id of it. */
  readonly message: string;
  /** What it says; `null` where that could not be read. */
  readonly body: object | null;
  /** When it was written, as ISO 8601. */
  readonly at: string;
  /** Why it was set aside; `null` where it waits to be handled. */
  readonly problem: string | null;
}

/** Messages that were taken in together. */
export interface TakenMessages {
  readonly messages: readonly TakenMessage[];
  /** Where they were brought in, as of W3C trace context, recorded or not; `undefined` where nobody brought them. */
  readonly traceparent: string | undefined;
}

/** A message that is to be handled. */
export interface WaitingMessage extends ChannelKey {
  readonly message: string;
  readonly body: unknown;
  /** How often the business has refused it. */
  readonly attempt: number;
  /** The time in its commands' keys, in ms since the epoch. */
  readonly keyTime: number;
  /** How long ago it was taken in, in ms. */
  readonly ageMilliseconds: number;
  /** Where it was brought in, as of W3C trace context, recorded or not; `null` where nobody brought it. */
  readonly traceparent: string | null;
}

interface WaitingRow extends ChannelKey, Pick<WaitingMessage, "message" | "body" | "attempt" | "traceparent"> {
  readonly key_time: Date;
  readonly age: string;
}

/** Keys of a message are of its own time, unless their answers would be forgotten before it may be handled again. */
const OLDEST_KEY = "5 days";

/** Keeps messages; one that was taken in before changes nothing. */
export async function storeMessages(
  db: Db,
  { tenant, channel }: ChannelKey,
  { messages, traceparent }: TakenMessages,
): Promise<void> {
  await db.query({
    name: "store-messages",
    text: `
      insert into inventory.channel_message (tenant, channel, message, body, state, problem, key_time, traceparent)
      select $1, $2, m.message, m.body::jsonb, case when m.problem is null then 'waiting' else 'set-aside' end, m.problem,
        case when m.at between clock_timestamp() - $3::interval and clock_timestamp() then m.at else clock_timestamp() end,
        $4
      from unnest($5::text[], $6::text[], $7::timestamptz[], $8::text[]) as m (message, body, at, problem)
      on conflict do nothing`,
    values: [
      ...[tenant, channel, OLDEST_KEY, traceparent ?? null],
      ...columnsOf(messages, [
        ({ message }) => message,
        ({ body }) => (body === null ? null : JSON.stringify(body)),
        ({ at }) => at,
        ({ problem }) => problem,
      ]),
    ],
  });
}

/** Messages that are to be handled now, the oldest first. */
export async function dueMessages(db: Db, most: number): Promise<readonly WaitingMessage[]> {
  const { rows } = await db.query<WaitingRow>({
    name: "due-messages",
    text: `
      select tenant, channel, message, body, attempt, key_time, traceparent,
        (extract(epoch from clock_timestamp() - received_at) * 1000)::bigint as age
      from inventory.channel_message
      where state = 'waiting' and due_at <= clock_timestamp()
      order by due_at limit $1`,
    values: [most],
  });
  return rows.map(({ key_time, age, ...row }) => ({
    ...row,
    keyTime: key_time.getTime(),
    ageMilliseconds: Number(age),
  }));
}

/** What becomes of a message. */
export type MessageFate =
  | { readonly state: "done" }
  | { readonly state: "set-aside"; readonly problem: string }
  /** It is tried again; under a new key where the business has refused it. */
  | {
      readonly state: "waiting";
      readonly problem: string;
      readonly afterMilliseconds: number;
      readonly isRefused: boolean;
    };

/** Keeps what became of a message, unless somebody else kept it before. */
export async function saveMessage(
  db: Db,
  { tenant, channel, message, attempt }: Pick<WaitingMessage, "tenant" | "channel" | "message" | "attempt">,
  fate: MessageFate,
): Promise<void> {
  const isRefused = fate.state === "waiting" && fate.isRefused;
  await db.query({
    name: "save-message",
    text: `
      update inventory.channel_message
      set state = $5, body = case when $5 = 'done' then null else body end, problem = $6, due_at = clock_timestamp() + make_interval(secs => $7 / 1000.0),
        attempt = attempt + $8::integer, key_time = case when $8::integer = 1 then clock_timestamp() else key_time end
      where tenant = $1 and channel = $2 and message = $3 and attempt = $4 and state = 'waiting'`,
    values: [
      ...[tenant, channel, message, attempt, fate.state],
      fate.state === "done" ? null : fate.problem,
      fate.state === "waiting" ? fate.afterMilliseconds : 0,
      isRefused ? 1 : 0,
    ],
  });
}

/** Forgets messages that were handled so long ago that nobody sends them again. */
export async function forgetMessages(db: Db, keptDays: number): Promise<void> {
  await db.query({
    name: "forget-messages",
    text: `
      delete from inventory.channel_message
      where state = 'done' and received_at < clock_timestamp() - make_interval(days => $1)`,
    values: [keptDays],
  });
}

/** How far a place of a channel has been read; `null` where nothing was read of it. */
export async function findPosition(db: Db, { tenant, channel }: ChannelKey, place: string): Promise<string | null> {
  const { rows } = await db.query<{ position: string }>({
    name: "find-position",
    text: "select position from inventory.channel_position where tenant = $1 and channel = $2 and place = $3",
    values: [tenant, channel, place],
  });
  return rows[0]?.position ?? null;
}

/** Keeps how far a place of a channel has been read. */
export async function savePosition(
  db: Db,
  { tenant, channel }: ChannelKey,
  { place, position }: { readonly place: string; readonly position: string },
): Promise<void> {
  await db.query({
    name: "save-position",
    text: `
      insert into inventory.channel_position (tenant, channel, place, position) values ($1, $2, $3, $4)
      on conflict (tenant, channel, place) do update set position = excluded.position, moved_at = clock_timestamp()`,
    values: [tenant, channel, place, position],
  });
}
