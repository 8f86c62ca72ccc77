import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import { withTags } from "./tags";

type Table = Environment["tables"][string];
type Stream = Environment["streams"][string];
type Service = Environment["services"][string];

/** What a table, stream or service of one stack has beside its settings in the environment file. */
interface Placed {
  /** Name in the environment file. */
  readonly name: string;
  /** Its tags, the stack's where it says nothing else. */
  readonly tags: TagValues;
}

/** A table of a partition. */
export interface PlannedTable extends Placed, Omit<Table, "tags"> {
  /** Physical name, the same in every region. */
  readonly tableName: string;
}

/** A stream of a region. */
export interface PlannedStream extends Placed, Omit<Stream, "tags"> {
  /** Physical name. */
  readonly streamName: string;
}

/** A container image, pinned by one of the two. */
export type PlannedImage =
  { readonly repository: string; readonly tag: string } | { readonly repository: string; readonly digest: string };

/** A service in a region. */
export interface PlannedService extends Placed, Omit<Service, "tags" | "image"> {
  /** Its container image. */
  readonly image: PlannedImage;
  /** Services that it calls. */
  readonly calls: readonly string[];
}

/** A feature that is switched for the whole environment. */
export interface PlannedFeature {
  /** Its name. */
  readonly name: string;
  /** Whether it is on. */
  readonly isOn: boolean;
}

/** The features of an environment. */
export function featuresOf({ features }: Environment): PlannedFeature[] {
  return entriesByKey(features).map(([name, isOn]) => ({ name, isOn }));
}

/** The tables of a partition. */
export function tablesOf({ tables }: Environment, stack: string, tags: TagValues): PlannedTable[] {
  return entriesByKey(tables).map(([name, table]) => ({
    ...table,
    name,
    tableName: physicalName(stack, name),
    tags: withTags(tags, table.tags),
  }));
}

/** The streams of a region. */
export function streamsOf({ streams }: Environment, stack: string, tags: TagValues): PlannedStream[] {
  return entriesByKey(streams).map(([name, stream]) => ({
    ...stream,
    name,
    streamName: physicalName(stack, name),
    tags: withTags(tags, stream.tags),
  }));
}

/** The services of a region; each is its own value of the tag `service`. */
export function servicesOf({ services }: Environment, tags: TagValues): PlannedService[] {
  return entriesByKey(services).map(([name, service]) => ({
    ...service,
    name,
    image: splitImage(service.image),
    callers: service.callers.toSorted(),
    calls: entriesByKey(services).flatMap(([callee, { callers }]) => (callers.includes(name) ? [callee] : [])),
    tags: withTags(tags, { service: name, ...service.tags }),
  }));
}

function splitImage(image: string): PlannedImage {
  const [repository = "", digest] = image.split("@");
  if (digest !== undefined) {
    return { repository, digest };
  }
  const colon = image.lastIndexOf(":");
  return { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}
