import { z } from "zod";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { type EnvironmentRule, ruleOn } from "./rule";

const { endpoints } = environmentSchema.shape;
const partitions = z.record(z.string(), z.object({ regions: z.array(z.string()) }));
const view = { endpoints, partitions };

type Endpoints = z.output<typeof endpoints>;
type Weights = Readonly<Record<string, number>>;

/** Rules about endpoints: every partition is served, and none is of another environment. */
export const endpointRules = {
  "endpoint-serves-every-partition": ruleOn(view, (environment) =>
    Object.entries(environment.partitions).flatMap(([partition, { regions }]) =>
      weightedOf(environment.endpoints)
        .filter(([, weights]) => regions.every((region) => (weights[region] ?? 0) === 0))
        .map(([name, weights]) => ({
          path: ["endpoints", name, "policy", "weights", regions[0] ?? ""],
          got: weights[regions[0] ?? ""],
          expected: `a weight above 0 in a region of ${partition}: with nothing but zeros Route 53 takes them for equal`,
          change: "raise the weight of the region that clients are to be led to",
        })),
    ),
  ),
  "endpoint-names-regions-of-the-environment": ruleOn(view, (environment) => {
    const known = regionsOf(environment.partitions);
    return namedRegions(environment.endpoints)
      .filter(({ region }) => !known.includes(region))
      .map(({ path, region }) => ({
        path: [...path, region],
        got: region,
        expected: `a region of the environment: ${known.join(", ")}`,
        change: "remove it or correct its name",
      }));
  }),
} as const satisfies Record<string, EnvironmentRule>;

function regionsOf(all: z.output<typeof partitions>): string[] {
  return Object.values(all).flatMap(({ regions }) => regions);
}

function weightedOf(all: Endpoints): (readonly [name: string, weights: Weights])[] {
  return Object.entries(all).flatMap(([name, { policy }]) =>
    policy.kind === "weighted" ? [[name, policy.weights] as const] : [],
  );
}

function namedRegions(all: Endpoints): { readonly path: Finding["path"]; readonly region: string }[] {
  return Object.entries(all).flatMap(([name, { policy, hosts, routingControls }]) => [
    ...placed(["endpoints", name, "policy", "weights"], policy.kind === "weighted" ? policy.weights : {}),
    ...placed(["endpoints", name, "hosts"], hosts),
    ...placed(["endpoints", name, "routingControls"], routingControls),
  ]);
}

function placed(path: Finding["path"], map: Readonly<Record<string, unknown>>) {
  return Object.keys(map).map((region) => ({ path, region }));
}
