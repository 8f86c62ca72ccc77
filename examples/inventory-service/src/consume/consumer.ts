import { EPOCH_RAISED, type CloudEvent } from "../stream";
import { TryLater, type EventLog, type ProgressStore } from "./ports";
import { afterTurn, isWaiting, take, turnOf, type Fate, type Progress, type Subject } from "./progress";

/** What a consumer needs. */
export interface ConsumerOptions {
  /** Where its progress is kept. */
  readonly store: ProgressStore;
  /** Where events are found that did not come, or found no room. */
  readonly log: EventLog;
  /** What is done with an event. It may be called again with the same one. */
  readonly handle: (event: CloudEvent) => Promise<void>;
  /** How often an event is tried before it is a dead letter. */
  readonly attempts: number;
  /** Events of a subject that are parked at most; what comes beyond them is read from the log when it is their turn. */
  readonly mostParked: number;
  /** How long a subject waits for a version before it is looked for in the log, in ms. */
  readonly patienceMilliseconds: number;
  /**
   * Which events are handled: every one of a subject, from its first version on or from the one that happens to come first; or
   * the newest that came, where each tells all there is to know.
   */
  readonly needs: "every-version" | "every-version-from-now-on" | "newest-version";
  /** Told what became of each event. */
  readonly onFate: (fate: Fate | "handled" | "dead") => void;
}

/** Subjects that are looked after at once. */
const MOST_HEALED = 100;

/** Events of a subject that are read from the log at once. */
const MOST_READ = 256;

/** How far reading on brought a subject. */
type Came = "to its end" | "forward" | "nowhere";

/**
 * Handles the events of each subject in the order of their versions, each once where nothing fails and again where something
 * did. What was handled is dropped; what comes early is parked until the version before it is there, or handled at once by who
 * needs the newest alone; an event that cannot be handled stops its own subject, and no other.
 */
export class Consumer {
  readonly #options: ConsumerOptions;

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  /**
   * Takes events in, and handles those whose turn it is.
   * @throws TryLater where nothing can be handled at present: they have to come again
   */
  async receive(events: readonly CloudEvent[]): Promise<void> {
    const bySubject = new Map<string, CloudEvent[]>();
    for (const event of events.filter(({ type }) => type !== EPOCH_RAISED)) {
      const ofSubject = bySubject.get(event.subject);
      if (ofSubject === undefined) {
        bySubject.set(event.subject, [event]);
      } else {
        ofSubject.push(event);
      }
    }
    const subjects = [...bySubject.values()].flatMap(([first]) => first ?? []);
    await this.#options.store.update(subjects, (all) =>
      Promise.all(all.map((each) => this.#advance(this.#takeAll(each, bySubject.get(each.subject) ?? [])))),
    );
  }

  /**
   * Reads from the log what subjects have waited for too long.
   * @returns whether there may be more of them
   */
  async heal(): Promise<boolean> {
    const { store, patienceMilliseconds } = this.#options;
    const subjects = await store.waiting(patienceMilliseconds, MOST_HEALED);
    const came: Came[] = [];
    for (const subject of subjects) {
      came.push(await this.#readOn(subject, (progress) => progress));
    }
    // Where all of them are through, there may be others that found no place among so many.
    return came.includes("forward") || (subjects.length === MOST_HEALED && !came.includes("nowhere"));
  }

  /**
   * Tries a dead letter once more, and all that has come behind it, in order; or leaves the dead letter out.
   * @returns why it stopped again; `null` where it goes on
   */
  async redrive(subject: Subject, { skip = false }: { readonly skip?: boolean } = {}): Promise<string | null> {
    let stopped: string | null = null;
    let start = resumed(skip);
    while ((await this.#readOn(subject, start, (left) => (stopped = left.stopped))) === "forward") {
      start = (progress) => progress;
    }
    return stopped;
  }

  /** Goes on with a subject, with what is parked and what is in the log. */
  async #readOn(
    subject: Subject,
    start: (progress: Progress) => Progress,
    onLeft: (left: Progress) => void = () => undefined,
  ): Promise<Came> {
    let came: Came = "to its end";
    await this.#options.store.update([subject], (all) =>
      Promise.all(
        all.map(async (before) => {
          const begun = start(before);
          const found = await this.#options.log.after(subject, this.#readFrom(begun), MOST_READ);
          const after = await this.#advance(this.#takeAll(begun, found));
          if (isWaiting(after)) {
            came = after.stopped === null && after.version > before.version ? "forward" : "nowhere";
          }
          onLeft(after);
          return after;
        }),
      ),
    );
    return came;
  }

  /** After which version the log is read on. */
  #readFrom({ version, highest }: Progress): number {
    return this.#options.needs === "newest-version" ? Math.max(version, highest - 1) : version;
  }

  #takeAll(before: Progress, events: readonly CloudEvent[]): Progress {
    return this.#options.needs === "newest-version" ? this.#takeNewest(before, events) : this.#takeEach(before, events);
  }

  /** Leaves out what a newer one follows. Behind a dead letter none is taken: the newest is in the log. */
  #takeNewest(before: Progress, events: readonly CloudEvent[]): Progress {
    const { onFate } = this.#options;
    const newest = newestOf(before, events);
    const highest = Math.max(before.highest, newest?.subjectversion ?? 0);
    const isTaken = newest !== undefined && before.stopped === null;
    events.forEach((event) => {
      onFate(event !== newest ? "seen" : isTaken ? "parked" : "left-in-log");
    });
    return isTaken
      ? { ...before, highest, version: newest.subjectversion - 1, parked: [newest] }
      : { ...before, highest };
  }

  #takeEach(before: Progress, events: readonly CloudEvent[]): Progress {
    const { needs, mostParked, onFate } = this.#options;
    const [first] = events;
    const isUnknown = before.highest === 0 && needs === "every-version-from-now-on" && first !== undefined;
    const version = isUnknown ? first.subjectversion - 1 : before.version;
    // Where the version was moved by hand, what it moved past is still among the parked.
    const parked = before.parked.filter(({ subjectversion }) => subjectversion > version);
    return events.reduce<Progress>(
      (progress, event) => {
        const isNext = event.subjectversion === progress.version + progress.parked.length + 1;
        // What follows without a gap is about to be handled, and takes nobody's room.
        const [next, fate] = take(progress, event, isNext && progress.stopped === null ? Infinity : mostParked);
        onFate(fate);
        return next;
      },
      { ...before, version, parked },
    );
  }

  async #advance(before: Progress): Promise<Progress> {
    let progress = before;
    for (let event = turnOf(progress); event !== undefined; event = turnOf(progress)) {
      const failure = await this.#handle(event);
      progress = failure === undefined ? afterTurn(progress) : { ...progress, stopped: failure };
      this.#options.onFate(failure === undefined ? "handled" : "dead");
    }
    return { ...progress, parked: progress.parked.slice(0, this.#options.mostParked) };
  }

  /** Handles an event; says why that failed each time. */
  async #handle(event: CloudEvent): Promise<string | undefined> {
    let failure: string | undefined;
    for (let attempt = 0; attempt < this.#options.attempts; attempt += 1) {
      try {
        await this.#options.handle(event);
        return undefined;
      } catch (error) {
        if (error instanceof TryLater) {
          throw error;
        }
        failure = error instanceof Error ? error.message : String(error);
      }
    }
    return failure;
  }
}

/** The newest event of a subject that was not handled; `undefined` where all were. */
function newestOf({ version, parked }: Progress, events: readonly CloudEvent[]): CloudEvent | undefined {
  return [...parked, ...events]
    .filter(({ subjectversion }) => subjectversion > version)
    .reduce<CloudEvent | undefined>(
      (newest, event) => (newest === undefined || event.subjectversion > newest.subjectversion ? event : newest),
      undefined,
    );
}

/** A subject without its dead letter: to be tried again, or left out. */
function resumed(skip: boolean): (progress: Progress) => Progress {
  return (progress) => {
    const isLeftOut = skip && progress.stopped !== null;
    return { ...progress, version: progress.version + (isLeftOut ? 1 : 0), stopped: null };
  };
}
