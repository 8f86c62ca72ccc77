import { z } from "zod";
import { isSecret, SECRET, SIGNATURE, type Plan, type PropertyValue } from "../plan";
import { planOfState, replaced, StateResource, unreadableSecret } from "./state";

/** What `pulumi stack export` prints. */
export const StackExport = z.looseObject({
  version: z.literal([3, 4]),
  deployment: z.looseObject({ resources: z.array(StateResource).min(1, "a stack with resources") }),
});

/** The plan of what a stack holds: outputs are those that were returned, secrets are unknown unless they were exported in plain. */
export function planOfExport({ deployment: { resources } }: z.infer<typeof StackExport>): Plan {
  return planOfState({
    resources: resources.filter((resource) => resource["delete"] !== true),
    mode: "as-applied",
    valueOf: (value) => replaced(value, revealed),
    // An export holds its providers.
    providerInputs: () => ({}),
  });
}

function revealed(value: PropertyValue): PropertyValue | undefined {
  if (!isSecret(value)) {
    return undefined;
  }
  const { plaintext } = value;
  return typeof plaintext === "string" ? { [SIGNATURE]: SECRET, value: parsed(plaintext) } : unreadableSecret();
}

function parsed(plaintext: string): PropertyValue {
  return z.json().parse(JSON.parse(plaintext));
}
