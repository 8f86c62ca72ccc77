import { DATA_CLASSES, type DataClass, type TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { awsPartitionOfRegions, roleArn } from "./accounts";
import { nightOf } from "./jobs";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import type { Role } from "./roles";
import { withTags } from "./tags";
import { type Placed, type PlannedImage, splitImage, staysIn, streamsOf, type Surroundings } from "./workloads";

type FeedSettings = Environment["feeds"][string];
type RestockSettings = NonNullable<FeedSettings["restock"]>;

/** The job that proposes what to restock. */
export interface PlannedRestock extends Omit<RestockSettings, "image"> {
  /** Physical name of the job, and beginning of those of its bus and queues. */
  readonly forecastName: string;
  /** Its container image, in a repository of the region's registry. */
  readonly image: PlannedImage;
  /** Time zone of its schedule. */
  readonly timeZone: string;
  /** Whether runs are left out, as the region is not primary. */
  readonly suspend: boolean;
}

/** What a feed promises to its readers. */
interface PlannedContract extends Pick<FeedSettings, "version" | "description" | "freshness"> {
  /** Its name: that of the feed. */
  readonly name: string;
  /** A record, as JSON Schema. */
  readonly schema: ReturnType<typeof schemaOf>;
  /** How long records can be read again from their files. */
  readonly replayRetention: FeedSettings["replay"];
}

/** A feed of a region. */
export interface PlannedFeed extends Placed {
  /** Physical name of its delivery stream. */
  readonly feedName: string;
  /** Beginning of the name of its bucket; account and region follow. */
  readonly bucketName: string;
  /** Name in the environment file of the stream that it reads. */
  readonly stream: string;
  /** What it promises. */
  readonly contract: PlannedContract;
  /** Day of its first record. */
  readonly firstDay: string;
  /**
   * ARN of the role that reads it.
   *
   * @default - none beside those that have rights of their own
   */
  readonly readerArn?: string;
  /**
   * The job that proposes what to restock.
   *
   * @default - none
   */
  readonly restock?: PlannedRestock;
}

/** Where feeds are planned. */
interface FeedPlace {
  /** Name of the region's stack. */
  readonly stack: string;
  readonly role: Role;
  /** Account of the region. */
  readonly account: string;
}

/** The feeds of a region that has a lake: those whose stream is there. */
export function feedsOf(surroundings: Surroundings, place: FeedPlace): PlannedFeed[] {
  const { environment } = surroundings;
  const streams = streamsOf(surroundings, place.stack).map(({ name }) => name);
  return entriesByKey(environment.feeds)
    .filter(([, { stream }]) => streams.includes(stream))
    .map(([name, feed]) => planFeed(name, feed, { ...surroundings, ...place }))
    .filter(staysIn(surroundings));
}

function planFeed(name: string, feed: FeedSettings, where: Surroundings & FeedPlace): PlannedFeed {
  const { environment, partition, tags, stack, account } = where;
  const own = withTags(tags, feed.tags);
  return {
    name,
    feedName: physicalName(stack, name),
    bucketName: `${environment.name}-feed-${name}`,
    stream: feed.stream,
    contract: contractOf(name, feed),
    firstDay: feed.firstDay,
    ...(feed.readerRole === undefined
      ? {}
      : { readerArn: roleArn(awsPartitionOfRegions(partition.regions), account, feed.readerRole) }),
    ...(feed.restock === undefined ? {} : { restock: planRestock(name, feed.restock, where) }),
    tags: { ...own, "data-class": highestClass(feed, own) },
  };
}

function planRestock(
  name: string,
  { image, ...settings }: RestockSettings,
  { partition, stack, role }: Surroundings & FeedPlace,
): PlannedRestock {
  return {
    ...settings,
    forecastName: physicalName(stack, `${name}-restock`),
    image: splitImage(image),
    timeZone: nightOf(partition),
    suspend: role !== "primary",
  };
}

function contractOf(name: string, feed: FeedSettings): PlannedContract {
  const { version, description, freshness, replay } = feed;
  return { name, version, description, schema: schemaOf(feed), freshness, replayRetention: replay };
}

/** A CloudEvent with the fields that the file names, closed. */
function schemaOf({ description, fields }: FeedSettings) {
  const data = fields.map((field) => [field.name, fieldOf(field.type, field.dataClass, field.description)] as const);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    additionalProperties: false,
    required: ["id", "source", "type", "time", "data"],
    properties: {
      id: fieldOf("string", "internal", "Id of the event: the same where it comes twice"),
      source: fieldOf("string", "internal", "Who says so"),
      type: fieldOf("string", "internal", "What happened"),
      subject: fieldOf("string", "internal", "What it happened to"),
      time: fieldOf("date-time", "internal", "When it happened"),
      data: { type: "object", description, additionalProperties: false, properties: Object.fromEntries(data) },
    },
  } as const;
}

function fieldOf(type: FeedSettings["fields"][number]["type"], dataClass: DataClass, description: string) {
  const shape = type === "date-time" ? { type: "string", format: type } : { type };
  return { ...shape, description, "x-data-class": dataClass };
}

function highestClass({ fields }: FeedSettings, tags: TagValues): DataClass {
  const present = new Set<DataClass>([tags["data-class"], ...fields.map(({ dataClass }) => dataClass)]);
  return DATA_CLASSES.findLast((dataClass) => present.has(dataClass)) ?? tags["data-class"];
}
