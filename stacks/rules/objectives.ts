import { z } from "zod";
import type { Duration } from "../../components/core/units";
import { serviceLevelRefusals } from "../../components/service-level/service-level.refusals";
import { type Environment, environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { ABSOLUTE_KINDS } from "../topology/objectives";
import { refusedBy } from "./refusals";
import { type EnvironmentRule, ruleOn, unknownName } from "./rule";

const { objectives } = environmentSchema.shape;
const entries = z.record(z.string(), z.unknown()).optional();
const anything = z.unknown().optional();
type Levels = Environment["objectives"];

/** Rules about objectives. */
export const objectiveRules = {
  "objectives-are-of-what-runs": ruleOn({ objectives, services: entries, functions: entries, jobs: entries }, (all) => {
    const known = { ...all.services, ...all.functions, ...all.jobs };
    return Object.keys(all.objectives)
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => unknownName(["objectives", name], name, known));
  }),
  "objectives-of-an-api-need-one": ruleOn({ objectives, api: z.unknown().optional() }, (all) =>
    askedOf(all.objectives)
      .filter(({ from }) => from === "api" && all.api === undefined)
      .map(({ path }) => ({
        path: [...path, "from"],
        got: "api",
        expected: "service or canary where the environment has no api",
        change: "measure what is there, or add the API",
      })),
  ),
  "objectives-of-a-canary-name-its-endpoint": ruleOn({ objectives, endpoints: entries }, (all) =>
    askedOf(all.objectives).flatMap(({ path, from, endpoint }) => endpointProblems(path, { from, endpoint }, all)),
  ),
  "objectives-can-be": ruleOn({ objectives }, (all) =>
    Object.entries(all.objectives).flatMap(([name, { promises, window }]) =>
      refusedBy(serviceLevelRefusals, levelOf(name, Object.keys(promises), window), (arg) => [
        ...["objectives", name],
        arg === "objectives" ? "promises" : arg,
      ]),
    ),
  ),
  "alarms-of-objectives-ring-at-once": ruleOn({ objectives, flags: anything, chaos: anything }, (all) =>
    alarmsIn(all).flatMap(({ path, got }) => {
      const [service = "", objective = ""] = got.split("/");
      const promised = all.objectives[service]?.promises[objective];
      return promised !== undefined && ABSOLUTE_KINDS.includes(promised.kind)
        ? []
        : [
            {
              path,
              got,
              expected: `<service>/<objective> of an objective of the kind ${ABSOLUTE_KINDS.join(" or ")}`,
              change: "name one that is there: what burns over an hour is too slow to take anything back",
            },
          ];
    }),
  ),
} as const satisfies Record<string, EnvironmentRule>;

/** A level as its component refuses it, without what the shape of the file has judged. */
function levelOf(levelName: string, names: readonly string[], window: Duration | undefined) {
  const metric = { namespace: "-", metricName: "-", statistic: "Sum" };
  const promised = { kind: "zero", promise: "-", runbookUrl: "https://-", metric } as const;
  return {
    levelName,
    objectives: Object.fromEntries(names.map((key) => [key, promised])),
    ...(window === undefined ? {} : { window }),
    pageTopicArns: [""],
    ticketTopicArns: [""],
  };
}

/** Alarms that flags and experiments name by the objective that they belong to. */
function alarmsIn({ flags, chaos }: { readonly flags?: unknown; readonly chaos?: unknown }) {
  const sets = z.record(z.string(), z.object({ rollbackAlarms: z.array(z.string()) })).safeParse(flags);
  const stops = z.object({ stopAlarms: z.array(z.string()) }).safeParse(chaos);
  const named = [
    ...Object.entries(sets.data ?? {}).map(([name, { rollbackAlarms }]) => ({
      path: ["flags", name, "rollbackAlarms"],
      alarms: rollbackAlarms,
    })),
    { path: ["chaos", "stopAlarms"], alarms: stops.data?.stopAlarms ?? [] },
  ];
  return named.flatMap(({ path, alarms }) =>
    alarms.flatMap((got, index) => (got.includes("/") ? [{ path: [...path, index], got }] : [])),
  );
}

/** The objectives that are measured where one may choose. */
function askedOf(levels: Levels) {
  return Object.entries(levels).flatMap(([name, { promises }]) =>
    Object.entries(promises).flatMap(([key, promised]) =>
      "from" in promised
        ? [{ path: ["objectives", name, "promises", key], from: promised.from, endpoint: promised.endpoint }]
        : [],
    ),
  );
}

function endpointProblems(
  path: Finding["path"],
  { from, endpoint }: { readonly from: string; readonly endpoint: string | undefined },
  { endpoints = {} }: { readonly endpoints?: Readonly<Record<string, unknown>> | undefined },
): Finding[] {
  if (from !== "canary") {
    return endpoint === undefined
      ? []
      : [
          {
            path: [...path, "endpoint"],
            got: endpoint,
            expected: `nothing beside from: ${from}`,
            change: "remove it, or measure the canary of the endpoint",
          },
        ];
  }
  return endpoint !== undefined && Object.hasOwn(endpoints, endpoint)
    ? []
    : [unknownName([...path, "endpoint"], endpoint ?? "", endpoints)];
}
