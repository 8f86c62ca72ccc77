import { environmentSchema } from "../environment-schema";
import { partitionSchema } from "../schema/partition";
import { patternOf } from "../topology/patterns";
import { type EnvironmentRule, ruleOn } from "./rule";
import { z } from "zod";

const { pattern, cluster } = environmentSchema.shape;
const { personalData } = partitionSchema.shape;

/** The only pattern whose system of record is on premises. */
const HYBRID = "hybrid";

/** Rules about what a pattern needs, and what needs a pattern. */
export const patternRules = {
  "cluster-is-described": ruleOn({ pattern, cluster }, (environment) =>
    patternOf(environment).compute === "kubernetes" && environment.cluster === undefined
      ? [
          {
            path: ["cluster"],
            expected: `how its Kubernetes API is reached, as the pattern ${environment.pattern} runs on Kubernetes`,
            change: "add it",
          },
        ]
      : [],
  ),
  "personal-data-on-premises-is-hybrid": ruleOn(
    { pattern, partitions: z.record(z.string(), z.object({ personalData })) },
    (environment) =>
      environment.pattern === HYBRID
        ? []
        : Object.entries(environment.partitions)
            .filter(([, partition]) => partition.personalData === "on-premises")
            .map(([name, partition]) => ({
              path: ["partitions", name, "personalData"],
              got: partition.personalData,
              expected: `in-region under the pattern ${environment.pattern}`,
              change: `choose the pattern ${HYBRID}, or keep the data in the partition's regions`,
            })),
  ),
} as const satisfies Record<string, EnvironmentRule>;
