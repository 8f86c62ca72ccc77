import { isAwsRegion } from "../../facts/regions";
import { TIME_ZONES } from "../../facts/time-zones";
import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import type { Role } from "./roles";
import { withTags } from "./tags";
import { type Placed, type PlannedImage, splitImage, staysIn, type Surroundings } from "./workloads";

type JobSettings = Environment["jobs"][string];

/** A job of a region. */
export interface PlannedJob extends Placed, Omit<JobSettings, "tags" | "image"> {
  /** Physical name. */
  readonly jobName: string;
  /** Its container image, in a repository of the region's registry. */
  readonly image: PlannedImage;
  /** Time zone of its schedule. */
  readonly timeZone: string;
  /** Whether runs are left out, as the region is not primary. */
  readonly suspend: boolean;
}

/**
 * The jobs of a region, each its own value of the tag `service`; those whose data stays on premises are left out. The
 * region that is primary runs them, at the same time of day whichever it is.
 */
export function jobsOf(
  surroundings: Surroundings,
  { stack, role }: { readonly stack: string; readonly role: Role },
): PlannedJob[] {
  const { environment, partition, tags } = surroundings;
  return entriesByKey(environment.jobs)
    .map(([name, job]) => ({
      ...job,
      name,
      jobName: physicalName(stack, name),
      image: splitImage(job.image),
      timeZone: nightOf(partition),
      suspend: role !== "primary",
      tags: withTags(tags, { service: name, ...job.tags }),
    }))
    .filter(staysIn(surroundings));
}

/** Time zone of a partition's night. */
export function nightOf({
  timeZone,
  initialPrimary,
}: Pick<Environment["partitions"][string], "timeZone" | "initialPrimary">): string {
  return timeZone ?? (isAwsRegion(initialPrimary) ? TIME_ZONES[initialPrimary] : "");
}
