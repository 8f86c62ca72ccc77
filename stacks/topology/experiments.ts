import type { Environment } from "../environment-schema";
import { alarmArns } from "./accounts";
import { entriesByKey } from "./order";
import type { RegionStack } from "./stacks";
import type { Surroundings } from "./workloads";

type ChaosSettings = NonNullable<Environment["chaos"]>;
type ExperimentFields = ChaosSettings["experiments"][string];

/** The experiments of a region. */
export interface PlannedChaos {
  /** Whether what they break serves customers. */
  readonly production: boolean;
  /** Those that are allowed all the same, by name, with the reason. */
  readonly allowInProduction: Readonly<Record<string, string>>;
  /** The experiments, by name. */
  readonly experiments: Readonly<Record<string, ExperimentFields>>;
  /** ARNs of the alarms of which any stops every experiment. */
  readonly stopAlarmArns: readonly string[];
}

/**
 * The experiments of a region: those that find in it what they break, and in production those alone that are allowed.
 * @returns nothing where none is left
 */
export function chaosOf(
  { environment, partition }: Pick<Surroundings, "environment" | "partition">,
  region: RegionStack,
): { readonly chaos?: PlannedChaos } {
  const { chaos } = environment;
  if (chaos === undefined) {
    return {};
  }
  const { production } = partition;
  const here = entriesByKey(chaos.experiments)
    .filter(([name]) => !production || Object.hasOwn(chaos.allowInProduction, name))
    .filter(([, experiment]) => isBreakable(experiment, region));
  if (here.length === 0) {
    return {};
  }
  const allowed = here.flatMap(([name]) => {
    const reason = chaos.allowInProduction[name];
    return production && reason !== undefined ? [[name, reason] as const] : [];
  });
  return {
    chaos: {
      production,
      allowInProduction: Object.fromEntries(allowed),
      experiments: Object.fromEntries(here),
      stopAlarmArns: alarmArns({ ...region, stack: region.name }, chaos.stopAlarms),
    },
  };
}

function isBreakable(
  experiment: ExperimentFields,
  { zones, database, tables, archives, allowedRegions }: RegionStack,
): boolean {
  switch (experiment.kind) {
    case "spot-interruption":
      return true;
    case "zone-loss":
      return zones.some((zone) => zone.endsWith(experiment.zone));
    case "database-failover":
      return database !== undefined;
    case "table-replication-pause":
      return allowedRegions.length > 1 && tables.includes(experiment.table);
    case "bucket-replication-pause":
      return allowedRegions.length > 1 && archives.includes(experiment.archive);
  }
}
