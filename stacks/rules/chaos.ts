import { z } from "zod";
import { environmentSchema } from "../environment-schema";
import { partitionSchema } from "../schema/partition";
import { type EnvironmentRule, ruleOn, unknownName } from "./rule";

const chaos = environmentSchema.shape.chaos.unwrap();
const { name } = environmentSchema.shape;
const { production } = partitionSchema.shape;
const partitions = z.record(z.string(), z.object({ production }));
const entries = z.record(z.string(), z.unknown()).optional();
/** Names of environments that the component takes for production, whatever they say of themselves. */
const PRODUCTION = /^prod(uction)?$/;

/** Rules about experiments. */
export const chaosRules = {
  "production-is-called-so": ruleOn({ name, partitions }, (environment) =>
    PRODUCTION.test(environment.name)
      ? Object.entries(environment.partitions)
          .filter(([, partition]) => !partition.production)
          .map(([partition]) => ({
            path: ["partitions", partition, "production"],
            got: false,
            expected: `true in the environment ${environment.name}`,
            change: "remove it, or rename the environment: its tags say that it is production",
          }))
      : [],
  ),
  "experiment-breaks-what-exists": ruleOn({ chaos, tables: entries, archives: entries }, (environment) =>
    Object.entries(environment.chaos.experiments).flatMap(([experiment, settings]) => {
      const path = ["chaos", "experiments", experiment];
      switch (settings.kind) {
        case "table-replication-pause":
          return Object.hasOwn(environment.tables ?? {}, settings.table)
            ? []
            : [unknownName([...path, "table"], settings.table, environment.tables)];
        case "bucket-replication-pause":
          return Object.hasOwn(environment.archives ?? {}, settings.archive)
            ? []
            : [unknownName([...path, "archive"], settings.archive, environment.archives)];
        case "database-failover":
        case "spot-interruption":
        case "zone-loss":
          return [];
      }
    }),
  ),
  "production-allows-an-experiment": ruleOn({ chaos }, (environment) =>
    Object.keys(environment.chaos.allowInProduction)
      .filter((experiment) => !Object.hasOwn(environment.chaos.experiments, experiment))
      .map((experiment) =>
        unknownName(["chaos", "allowInProduction", experiment], experiment, environment.chaos.experiments),
      ),
  ),
  "experiment-may-be-run-somewhere": ruleOn({ chaos, partitions }, (environment) => {
    const { experiments, allowInProduction } = environment.chaos;
    const isProduction = Object.values(environment.partitions).every((partition) => partition.production);
    return Object.keys(experiments)
      .filter((experiment) => isProduction && !Object.hasOwn(allowInProduction, experiment))
      .map((experiment) => ({
        path: ["chaos", "experiments", experiment],
        got: experiment,
        expected: "an experiment that allowInProduction names, as every partition is production",
        change: "try it in another environment first; then name it there, with the reason",
      }));
  }),
} as const satisfies Record<string, EnvironmentRule>;
