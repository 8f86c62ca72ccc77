import { z } from "zod";
import { fields, lineOfText } from "../project/shape";
import { positive, seconds } from "./scenario-fields";

const fromSecond = seconds(0, 86_400).describe("When it happens.");
const forSeconds = seconds(1, 86_400).describe("How long it lasts.");
const percentage = "a percentage above 0 and up to 100";

const providerDelay = fields({
  kind: z.literal("provider-delay"),
  fromSecond,
  forSeconds,
  workloads: z
    .array(lineOfText("a name"), { error: "a list of workloads" })
    .min(1, { error: "at least one workload" })
    .describe("Workloads that wait for the answer."),
  addsSeconds: positive("seconds").describe("How much longer each thing takes."),
}).describe("Somebody outside, such as a warehouse or a carrier, answers late.");

const spotReclaim = fields({
  kind: z.literal("spot-reclaim"),
  fromSecond,
  forSeconds: forSeconds.describe("How long there is no spot capacity."),
  percent: z
    .number({ error: percentage })
    .gt(0, { error: percentage })
    .max(100, { error: percentage })
    .describe("Share of the pods on spot whose nodes are taken."),
}).describe("AWS takes nodes on spot away, with two minutes' notice.");

const zoneLoss = fields({
  kind: z.literal("zone-loss"),
  fromSecond,
  forSeconds,
  zone: lineOfText("a zone").describe("Zone that is lost."),
  failoverSeconds: seconds(0, 3_600)
    .default(60)
    .describe("How long the database has no writer, where a reader lies in another zone."),
}).describe("An availability zone is lost, without notice.");

const regionFailover = fields({
  kind: z.literal("region-failover"),
  fromSecond,
  takeoverSeconds: seconds(0, 86_400).describe("Until its load comes here; meanwhile databases here are promoted."),
  addsTimes: positive("a factor").describe("Its load, as a multiple of this region's at rest."),
}).describe("Another region is lost, and this one takes its load over.");

const KINDS = "provider-delay, spot-reclaim, zone-loss, region-failover";

/** Something that happens to a stack while a load runs through it. */
export const eventSchema = z.discriminatedUnion("kind", [providerDelay, spotReclaim, zoneLoss, regionFailover], {
  error: `a map whose kind is one of ${KINDS}`,
});

/** An event of a scenario. */
export type ScenarioEvent = z.infer<typeof eventSchema>;

/** Whether an event is under way. */
export function isDuring(event: { readonly fromSecond: number; readonly forSeconds: number }, second: number): boolean {
  return second >= event.fromSecond && second < event.fromSecond + event.forSeconds;
}

/** Events of one kind. */
export function eventsOf<Kind extends ScenarioEvent["kind"]>(
  events: readonly ScenarioEvent[],
  kind: Kind,
): readonly Extract<ScenarioEvent, { kind: Kind }>[] {
  return events.filter((event): event is Extract<ScenarioEvent, { kind: Kind }> => event.kind === kind);
}

/** How much longer a thing of a workload takes. */
export function delayAt(events: readonly ScenarioEvent[], workload: string, second: number): number {
  return eventsOf(events, "provider-delay")
    .filter((event) => event.workloads.includes(workload) && isDuring(event, second))
    .reduce((sum, { addsSeconds }) => sum + addsSeconds, 0);
}
