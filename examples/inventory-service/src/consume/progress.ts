import type { CloudEvent } from "../stream";

/** What an event is about, and whose it is. */
export interface Subject {
  readonly tenant: string;
  readonly subject: string;
}

/** How far a consumer is with a subject. */
export interface Progress extends Subject {
  /** The last version that was handled; 0 where none was. */
  readonly version: number;
  /** The highest version that came. Those that found no room among the parked are in the log. */
  readonly highest: number;
  /** Events that wait for one before them, in the order of their versions. */
  readonly parked: readonly CloudEvent[];
  /** Why the next event could not be handled: a dead letter, behind which its subject stops. `null` where there is none. */
  readonly stopped: string | null;
}

/** What became of an event. */
export type Fate = "seen" | "parked" | "left-in-log";

/** A subject of which nothing came yet. */
export function nothingOf({ tenant, subject }: Subject): Progress {
  return { tenant, subject, version: 0, highest: 0, parked: [], stopped: null };
}

/** Takes an event in: one that was seen changes nothing, any other is parked where there is room. */
export function take(progress: Progress, event: CloudEvent, mostParked: number): readonly [Progress, Fate] {
  const { version, parked } = progress;
  const isParked = parked.some(({ subjectversion }) => subjectversion === event.subjectversion);
  if (event.subjectversion <= version || isParked) {
    return [progress, "seen"];
  }
  const highest = Math.max(progress.highest, event.subjectversion);
  const all = [...parked, event].toSorted((one, other) => one.subjectversion - other.subjectversion);
  const kept = all.slice(0, mostParked);
  const fate = kept.includes(event) ? "parked" : "left-in-log";
  return [{ ...progress, highest, parked: kept }, fate];
}

/** The event whose turn it is; `undefined` where it has not come, or a dead letter is in the way. */
export function turnOf({ version, parked, stopped }: Progress): CloudEvent | undefined {
  const [first] = parked;
  return stopped === null && first?.subjectversion === version + 1 ? first : undefined;
}

/** After the event whose turn it was. */
export function afterTurn(progress: Progress): Progress {
  return { ...progress, version: progress.version + 1, parked: progress.parked.slice(1) };
}

/** Whether something is known to come that was not handled yet. */
export function isWaiting({ version, highest }: Progress): boolean {
  return highest > version;
}
