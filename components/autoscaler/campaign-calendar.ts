import { isTimeZone } from "../batch/clock-changes";
import { readCron, runsOf } from "../batch/cron-schedule";
import type { Refusal } from "../core";

/** A time for which pods are started before the customers come: a flash sale, a broadcast, a payday. */
export interface Campaign {
  /** When the pods are to be there, in five fields; it comes again every year, or as often as it says. */
  readonly start: string;
  /** When the metrics alone decide again, in five fields. */
  readonly end: string;
  /** Time zone of both, as the IANA database names it. */
  readonly timeZone: string;
  /** Fewest pods from start to end. */
  readonly replicas: number;
}

/** Campaigns, by a name for the reader. */
export type CampaignCalendar = Readonly<Record<string, Campaign>>;

/** A campaign as a trigger of a scaled object: while it lasts, it asks for its pods; the highest wish counts. */
export interface PlannedCronTrigger {
  readonly type: "cron";
  readonly name: string;
  readonly metricType: "AverageValue";
  readonly metadata: {
    readonly timezone: string;
    readonly start: string;
    readonly end: string;
    readonly desiredReplicas: string;
  };
}

/** Plans the triggers of a calendar, in the order of their names. */
export function planCampaigns(calendar: CampaignCalendar): PlannedCronTrigger[] {
  return Object.entries(calendar)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, { start, end, timeZone, replicas }]) => ({
      type: "cron",
      name,
      metricType: "AverageValue",
      metadata: { timezone: timeZone, start, end, desiredReplicas: String(replicas) },
    }));
}

/** What a calendar is judged by. */
export interface CalendarArgs {
  /** The calendar. */
  readonly campaigns: CampaignCalendar;
  /** Fewest pods outside of campaigns. */
  readonly minReplicas: number;
  /** Most pods. */
  readonly maxReplicas: number;
}

/** Reasons to refuse a calendar. */
export const campaignRefusals: readonly Refusal<CalendarArgs>[] = [
  {
    when: ({ campaigns }) => unreadable(campaigns).length > 0,
    say: ({ campaigns }) => ({
      arg: "campaigns",
      got: unreadable(campaigns),
      expected: "start and end in five fields each: minute, hour, day of the month, month, day of the week (0 to 6)",
      change: 'write them out: "0 18 27 11 *" is six in the evening of 27 November',
    }),
  },
  {
    when: ({ campaigns }) => unpaired(campaigns).length > 0,
    say: ({ campaigns }) => ({
      arg: "campaigns",
      got: unpaired(campaigns),
      expected: "an end after each start, and a start before each end",
      change:
        "let both come equally often: while the next end comes before the next start, KEDA takes a campaign for begun",
    }),
  },
  {
    when: ({ campaigns }) => zoneless(campaigns).length > 0,
    say: ({ campaigns }) => ({
      arg: "campaigns",
      got: zoneless(campaigns),
      expected: "time zones of the IANA database, such as Europe/Berlin",
      change: "give the zone in which the campaign is announced",
    }),
  },
  {
    when: (args) => outOfBounds(args).length > 0,
    say: (args) => ({
      arg: "campaigns",
      got: outOfBounds(args),
      expected: `replicas above minReplicas (${args.minReplicas}) and at most maxReplicas (${args.maxReplicas})`,
      change: "give what the first minute of the campaign needs, and raise maxReplicas with it",
    }),
  },
];

function unreadable(campaigns: CampaignCalendar): string[] {
  return namesOf(campaigns, ({ start, end }) => readCron(start) === undefined || readCron(end) === undefined);
}

/** Campaigns of which not every start is followed by an end before the next start. */
function unpaired(campaigns: CampaignCalendar): string[] {
  return namesOf(campaigns, ({ start, end }) => {
    const [starts, ends] = [readCron(start), readCron(end)];
    return starts !== undefined && ends !== undefined && !alternate(runsOf(starts), runsOf(ends));
  });
}

/** Whether two ascending lists of minutes take turns; the calendar goes round, so whoever comes first does not matter. */
function alternate(starts: readonly number[], ends: readonly number[]): boolean {
  const endFirst = (ends[0] ?? 0) < (starts[0] ?? 0);
  const [first, second] = endFirst ? [ends, starts] : [starts, ends];
  return (
    first.length > 0 &&
    first.length === second.length &&
    first.every((minute, index) => minute < (second[index] ?? 0) && (second[index - 1] ?? -1) < minute)
  );
}

function zoneless(campaigns: CampaignCalendar): string[] {
  return namesOf(campaigns, ({ timeZone }) => !isTimeZone(timeZone));
}

function outOfBounds({ campaigns, minReplicas, maxReplicas }: CalendarArgs): string[] {
  return namesOf(
    campaigns,
    ({ replicas }) => !Number.isInteger(replicas) || replicas <= minReplicas || replicas > maxReplicas,
  );
}

function namesOf(campaigns: CampaignCalendar, fails: (campaign: Campaign) => boolean): string[] {
  return Object.entries(campaigns)
    .filter(([, campaign]) => fails(campaign))
    .map(([name]) => name);
}
