import { awsPartitionOf } from "../../facts/regions";
import { effectiveRegion } from "../../facts/effective-region";
import { isSecret, SECRET, SIGNATURE, UNKNOWN, type Properties, type PropertyValue } from "../plan";
import type { Subject } from "./applied";

/** Account used in ARNs where neither the provider nor the configuration names one. */
export const NO_ACCOUNT = "000000000000";

/** Where a resource lies: what its own inputs and its provider's say. */
export type Placement = Pick<Subject, "account" | "partition" | "region" | "isGlobal">;

/** Finds account, region and AWS partition of a resource from its inputs and its provider's. */
export function placementOf(type: string, inputs: Properties, providerInputs: Properties): Placement {
  const found = effectiveRegion({ type, inputs, providerInputs });
  const region = found.kind === "region" ? found.region : undefined;
  const near = region ?? providerRegion(providerInputs) ?? "";
  return {
    account: accountOf(providerInputs) ?? NO_ACCOUNT,
    partition: awsPartitionOf(near) ?? "aws",
    isGlobal: found.kind === "global",
    ...(region !== undefined && { region }),
  };
}

/** The account that a provider is bound to: its only allowed account, or that of the role it assumes. */
export function accountOf(providerInputs: Properties): string | undefined {
  const allowed = parsed(providerInputs["allowedAccountIds"]);
  if (Array.isArray(allowed) && typeof allowed[0] === "string") {
    return allowed[0];
  }
  const roles = JSON.stringify(parsed(providerInputs["assumeRoles"]) ?? parsed(providerInputs["assumeRole"]) ?? "");
  return /arn:[a-z-]+:iam::(\d{12}):role\//.exec(roles)?.[1];
}

/** The region that a provider works in, where it is known. */
export function providerRegion(providerInputs: Properties): string | undefined {
  const region = providerInputs["region"];
  return typeof region === "string" && region !== UNKNOWN ? region : undefined;
}

/** Marks the outputs that the resource declares secret. */
export function withSecretOutputs(outputs: Properties, secretOutputs: readonly string[]): Properties {
  const marked = secretOutputs.filter((name) => outputs[name] !== undefined && !isSecret(outputs[name]));
  return { ...outputs, ...Object.fromEntries(marked.map((name) => [name, asSecret(outputs[name] ?? null)])) };
}

function asSecret(value: PropertyValue): Properties {
  return { [SIGNATURE]: SECRET, value };
}

// Providers take everything but strings as JSON text.
function parsed(value: PropertyValue | undefined): PropertyValue | undefined {
  if (typeof value !== "string" || value === UNKNOWN) {
    return value === UNKNOWN ? undefined : value;
  }
  try {
    return JSON.parse(value) as PropertyValue;
  } catch {
    return value;
  }
}
