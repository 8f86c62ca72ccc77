import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { topicArn, type AlarmPlace } from "./accounts";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import { withTags } from "./tags";
import type { Surroundings } from "./workloads";

type Level = Environment["objectives"][string];

/** What a service promises in a region. */
export interface PlannedLevel extends Pick<Level, "promises" | "window"> {
  /** Name of the service. */
  readonly name: string;
  /** Physical name of the dashboard, which the names of the alarms begin with. */
  readonly levelName: string;
  /**
   * Name of the region's API.
   *
   * @default - there is none
   */
  readonly apiName?: string;
  /** ARN of the topic that slow burns notify. */
  readonly ticketTopicArn: string;
  /** Its tags. */
  readonly tags: TagValues;
}

/** Where objectives are planned. */
export interface LevelPlace extends AlarmPlace {
  /** Name of the region's stack. */
  readonly stack: string;
  /**
   * The region's API.
   *
   * @default - there is none
   */
  readonly api?: { readonly apiName: string };
}

/** Kinds without a budget, whose one alarm rings at once: the ones that take a release back, or stop an experiment. */
export const ABSOLUTE_KINDS: readonly Level["promises"][string]["kind"][] = [
  "negative-inventory",
  "duplicate-allocation",
];

/** The objectives of a region, by the service that they are promised of. */
export function objectivesOf({ environment, tags }: Surroundings, place: LevelPlace): PlannedLevel[] {
  const { alarmTopic } = environment;
  return entriesByKey(environment.objectives).map(([name, { promises, window, ticketTopic, tags: own }]) => ({
    name,
    levelName: physicalName(place.stack, name),
    promises: Object.fromEntries(entriesByKey(promises)),
    ...(window === undefined ? {} : { window }),
    ...(place.api === undefined ? {} : { apiName: place.api.apiName }),
    ticketTopicArn: topicArn({ ...place, topic: ticketTopic ?? alarmTopic }),
    tags: withTags(tags, { service: name, ...own }),
  }));
}
