import { setTimeout } from "node:timers/promises";
import { versionsOf, type Db } from "../storage";
import { EPOCH_RAISED, type CloudEvent, type Source } from "../stream";
import { readLostEvent, type LostEvent } from "./lost-event";

/** Shards of the events: each is read to the word of the new epoch. */
const SHARDS = 64;

/** What collecting needs. */
export interface CollectOptions {
  /** The promoted database, as its owner. Nobody changes it meanwhile. */
  readonly db: Db;
  /** Where events were published. */
  readonly source: Source;
  /** The epoch that begins: events of it are not lost. */
  readonly epoch: number;
  /** From which time on events are read, in ms since the epoch. */
  readonly since: number;
  /** Publishes in every shard that the epoch begins; `undefined` in a dry run, which reads until nothing comes any more. */
  readonly announce: (() => Promise<void>) | undefined;
  /** How long nothing comes before a dry run ends, in ms. */
  readonly quietMilliseconds: number;
  /** How long the reading may take, in ms. */
  readonly mostMilliseconds: number;
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
}

/** What was read. */
export interface Collected {
  /** Events that were published, and whose versions the database does not have; those of a subject in the order of their versions. */
  readonly lost: readonly LostEvent[];
  /** How many events of earlier epochs were read. */
  readonly read: number;
}

/** What was lost cannot be told from what can be read. */
export class UnusableStream extends Error {
  override readonly name = "UnusableStream";
}

/**
 * Reads what was published, and keeps what the database does not have. Where the epoch's beginning is published into each shard,
 * all that was published before it has been read once it is read there, and nothing of an earlier epoch comes after it: the
 * stream refuses that, or its readers leave it out.
 */
export async function collectLost(options: CollectOptions): Promise<Collected> {
  const { source, announce, since, clock, quietMilliseconds, mostMilliseconds } = options;
  const collector = new Collector(options);
  const failures: unknown[] = [];
  const listener = (events: readonly CloudEvent[]): Promise<void> => collector.take(events);
  const listening = await source.listen({
    group: undefined,
    since,
    listener,
    onError: (error) => failures.push(error),
  });
  try {
    await announce?.();
    const latest = clock() + mostMilliseconds;
    const isThrough = (): boolean =>
      announce === undefined ? clock() - collector.lastAt >= quietMilliseconds : collector.begun.size === SHARDS;
    while (!isThrough()) {
      if (clock() > latest) {
        throw new UnusableStream(
          `after ${mostMilliseconds / 1000} s the beginning of epoch ${options.epoch} was read in ${collector.begun.size} of ${SHARDS} shards; see that the stream answers, and run this again`,
          { cause: failures.at(-1) },
        );
      }
      await setTimeout(20);
    }
  } finally {
    await listening.stop();
  }
  return { lost: await collector.complete(), read: collector.read };
}

class Collector {
  /** Shards in which the epoch has begun. */
  readonly begun = new Set<unknown>();
  read = 0;
  lastAt: number;
  readonly #options: CollectOptions;
  readonly #lost = new Map<string, Map<number, LostEvent>>();

  constructor(options: CollectOptions) {
    this.#options = options;
    this.lastAt = options.clock();
  }

  async take(events: readonly CloudEvent[]): Promise<void> {
    const { db, epoch, clock } = this.#options;
    this.lastAt = clock();
    const before = events.filter((event) => (event.epoch ?? 1) < epoch);
    const versions = await versionsOf(db, [...new Set(before.map(({ subject }) => subject))]);
    for (const event of before.filter(({ subject, subjectversion }) => subjectversion > (versions.get(subject) ?? 0))) {
      const read = readLostEvent(event);
      if (read !== undefined) {
        const ofSubject = this.#lost.get(read.subject) ?? new Map<number, LostEvent>();
        this.#lost.set(read.subject, ofSubject.set(read.version, read));
      }
    }
    this.read += before.length;
    events
      .filter((event) => event.type === EPOCH_RAISED && event.epoch === epoch)
      .forEach(({ subject }) => this.begun.add(subject));
  }

  /** @throws UnusableStream where versions between those of the database and those of the stream were not read */
  async complete(): Promise<readonly LostEvent[]> {
    const all = [...this.#lost].map(([subject, ofSubject]) => ({
      subject,
      events: [...ofSubject.values()].toSorted((one, other) => one.version - other.version),
    }));
    const versions = await versionsOf(this.#options.db, [...this.#lost.keys()]);
    for (const { subject, events } of all) {
      const version = versions.get(subject) ?? 0;
      const gap = events.find((event, index) => event.version !== version + index + 1);
      if (gap !== undefined) {
        throw new UnusableStream(
          `${subject} is at version ${version} in the database, and version ${gap.version} was read without those between; read from an earlier time on, by --since`,
        );
      }
    }
    return all.flatMap(({ events }) => events);
  }
}
