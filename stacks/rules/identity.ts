import { z } from "zod";
import { AWS_REGIONS } from "../../facts/regions";
import { environmentSchema } from "../environment-schema";
import type { Finding } from "../problems";
import { type EnvironmentRule, ruleOn, ruleOnPartitions } from "./rule";

/** Name under which the stack of what has no region goes. */
const GLOBAL = "global";
/** Account that organisation policies are attached from; the only optional one. */
const ORGANIZATION = "organization";

const { name } = environmentSchema.shape;
const anything = z.record(z.string(), z.unknown());

/** Rules about names, accounts and state: who an environment is. */
export const identityRules = {
  "name-is-the-file's": ruleOn({ name }, (environment, fileName) =>
    environment.name === fileName
      ? []
      : [{ path: ["name"], got: environment.name, expected: JSON.stringify(fileName), change: "name it as its file" }],
  ),
  "partition-name-is-free": ruleOnPartitions({}, (named) =>
    named
      .filter((partition) => [GLOBAL, ORGANIZATION, ...AWS_REGIONS].includes(partition.name))
      .map((partition) => ({
        path: ["partitions", partition.name],
        got: partition.name,
        expected: `a name other than ${GLOBAL}, ${ORGANIZATION} and the regions'`,
        change: "rename the partition: its stack would take the name of another",
      })),
  ),
  "every-stack-has-an-account": ruleOn({ accounts: anything, partitions: anything }, (environment) =>
    complete({ path: ["accounts"], given: environment.accounts }, stacksOf(environment), [ORGANIZATION]),
  ),
  "every-stack-has-a-secrets-provider": ruleOn(
    { state: z.object({ secretsProviders: anything }), partitions: anything },
    (environment) =>
      complete(
        { path: ["state", "secretsProviders"], given: environment.state.secretsProviders },
        stacksOf(environment),
        [],
      ),
  ),
} as const satisfies Record<string, EnvironmentRule>;

function stacksOf({ partitions }: { readonly partitions: object }): string[] {
  return [GLOBAL, ...Object.keys(partitions)].toSorted();
}

/** Every needed key must be there, and no other but the optional ones. */
function complete(
  { path, given }: { readonly path: readonly string[]; readonly given: Readonly<Record<string, unknown>> },
  needed: readonly string[],
  optional: readonly string[],
): Finding[] {
  const keys = Object.keys(given);
  const missing = needed.filter((key) => !keys.includes(key));
  const surplus = keys.filter((key) => ![...needed, ...optional].includes(key));
  return [
    ...missing.map((key) => ({
      path: [...path, key],
      expected: `an entry for each of ${needed.join(", ")}`,
      change: "add it",
    })),
    ...surplus.map((key) => ({
      path: [...path, key],
      got: given[key],
      expected: `entries for ${[...needed, ...optional].join(", ")} alone`,
      change: "remove it, or add the partition it is meant for",
    })),
  ];
}
