import fs from "node:fs";
import path from "node:path";
import { readProject } from "../project/project";
import { verdictOfFleet, type VerdictOfFleet } from "../report/residency/document";
import { fleetOf, type FleetStack } from "../residency/fleet";
import { proveResidency } from "../residency/prove";
import type { SchemaLookup } from "../residency/schema-proof";
import type { PlanRequest } from "./plan-environment";

const SCHEMA_NAME = /^[a-z][a-z0-9.-]*@\d+(\.\d+)*$/;

/** What was asked to be planned. */
type Asked = Pick<PlanRequest, "directory" | "environment" | "stacks" | "mode">;

/**
 * What is proven of an environment whose stacks are all there; `null` for single stacks, for what has no partitions, and
 * for plans with unknowns, in which most ways lead nobody knows where.
 */
export function provenOf(
  { directory, environment, stacks: named, mode }: Asked,
  stacks: readonly FleetStack[],
): VerdictOfFleet | null {
  const described = stacks.flatMap((stack) => stack.described ?? []);
  if (environment === undefined || named.length > 0 || mode === "unknowns") {
    return null;
  }
  const fleet = fleetOf(stacks, described);
  return fleet.zones.length === 0
    ? null
    : verdictOfFleet(proveResidency(fleet, schemasIn(schemaFolder(directory))).evidence);
}

/** Folder in which a project keeps the schemas that its streams declare. */
export function schemaFolder(directory: string): string {
  return path.join(readProject(directory).programDirectory, "schemas");
}

/** Finds schemas in a folder. A name that is no name of a schema finds nothing, wherever it points. */
export function schemasIn(folder: string): SchemaLookup {
  return (schema) => {
    const file = path.join(folder, `${schema}.json`);
    return SCHEMA_NAME.test(schema) && fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  };
}
