import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import { patternOf } from "./patterns";
import { isKeptIn } from "./residence";
import { withTags } from "./tags";

type Table = Environment["tables"][string];
type Stream = Environment["streams"][string];
type Queue = Environment["queues"][string];
type Archive = Environment["archives"][string];
type Service = Environment["services"][string];

/** What a table, stream or service of one stack has beside its settings in the environment file. */
export interface Placed {
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

/** A queue of a region. */
export interface PlannedQueue extends Placed, Omit<Queue, "tags"> {
  /** Physical name, without the suffix that a FIFO queue has. */
  readonly queueName: string;
}

/** An archive of a partition. */
export interface PlannedArchive extends Placed, Omit<Archive, "tags"> {
  /** Beginning of the physical names; account and region follow, and a region belongs to one partition. */
  readonly bucketName: string;
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

/** What the tables, streams and services of a stack are planned from. */
export interface Surroundings {
  /** The environment. */
  readonly environment: Environment;
  /** Their partition. */
  readonly partition: Environment["partitions"][string];
  /** Tags of the stack. */
  readonly tags: TagValues;
}

/** The tables of a partition; those whose data stays on premises are left out. */
export function tablesOf(surroundings: Surroundings, stack: string): PlannedTable[] {
  const { environment } = surroundings;
  const placed = entriesByKey(environment.tables).map(([name, table]) => ({
    ...table,
    name,
    tableName: physicalName(stack, name),
    tags: withTags(surroundings.tags, table.tags),
  }));
  return patternOf(environment).tables ? placed.filter(staysIn(surroundings)) : [];
}

/** The streams of a region; those whose data stays on premises are left out. */
export function streamsOf(surroundings: Surroundings, stack: string): PlannedStream[] {
  const { environment } = surroundings;
  const placed = entriesByKey(environment.streams).map(([name, stream]) => ({
    ...stream,
    name,
    streamName: physicalName(stack, name),
    tags: withTags(surroundings.tags, stream.tags),
  }));
  return patternOf(environment).streams === "none" ? [] : placed.filter(staysIn(surroundings));
}

/** The queues of a region; those whose data stays on premises are left out. */
export function queuesOf(surroundings: Surroundings, stack: string): PlannedQueue[] {
  return entriesByKey(surroundings.environment.queues)
    .map(([name, queue]) => ({
      ...queue,
      name,
      queueName: physicalName(stack, name),
      tags: withTags(surroundings.tags, queue.tags),
    }))
    .filter(staysIn(surroundings));
}

/** The archives of a partition; those whose data stays on premises are left out. */
export function archivesOf(surroundings: Surroundings): PlannedArchive[] {
  return entriesByKey(surroundings.environment.archives)
    .map(([name, archive]) => ({
      ...archive,
      name,
      bucketName: physicalName(surroundings.environment.name, name),
      tags: withTags(surroundings.tags, archive.tags),
    }))
    .filter(staysIn(surroundings));
}

/** Repositories of a registry: one for each service, wherever it runs, and those that jobs name, a feed's among them. */
export function imagesOf({ services, jobs, feeds }: Environment): string[] {
  const images = [...Object.values(jobs), ...Object.values(feeds).flatMap(({ restock }) => restock ?? [])];
  const ofJobs = images.map(({ image }) => splitImage(image).repository);
  return [...new Set([...Object.keys(services), ...ofJobs])].toSorted();
}

/**
 * The services of a region; each is its own value of the tag `service`. Those whose data stays on premises run there;
 * there are none where the pattern runs nothing on Kubernetes.
 */
export function servicesOf(surroundings: Surroundings): PlannedService[] {
  const { environment, tags } = surroundings;
  const placed = entriesByKey(environment.services).map(([name, service]) => ({
    ...service,
    name,
    image: splitImage(service.image),
    tags: withTags(tags, { service: name, ...service.tags }),
  }));
  const here = patternOf(environment).compute === "kubernetes" ? placed.filter(staysIn(surroundings)) : [];
  return here.map((service) => ({
    ...service,
    callers: service.callers.filter((caller) => here.some(({ name }) => name === caller)).toSorted(),
    calls: here.flatMap(({ name, callers }) => (callers.includes(service.name) ? [name] : [])),
  }));
}

/** Whether the data of a thing may lie in the partition's regions. */
export function staysIn({ partition }: Surroundings): (placed: Placed) => boolean {
  return ({ tags }) => isKeptIn(partition, tags["data-class"]);
}

/** Repository of an image, and what pins it. */
export function splitImage(image: string): PlannedImage {
  const [repository = "", digest] = image.split("@");
  if (digest !== undefined) {
    return { repository, digest };
  }
  const colon = image.lastIndexOf(":");
  return { repository: image.slice(0, colon), tag: image.slice(colon + 1) };
}
