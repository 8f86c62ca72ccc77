import { z } from "zod";
import type { Plan, Properties } from "../plan";
import { planOfState, replaced, StateResource, unreadableSecret } from "./state";

const Setting = z.union([z.string(), z.looseObject({ value: z.string().optional() })]);

/** What `pulumi preview --json` prints. */
export const PreviewJson = z.looseObject({
  config: z.record(z.string(), Setting).optional(),
  steps: z.array(z.looseObject({ op: z.string(), urn: z.string(), newState: StateResource.optional() })),
});

type PreviewJson = z.infer<typeof PreviewJson>;

/** What the command writes in the place of a secret. */
const HIDDEN = "[secret]";

/** The plan that a preview shows: what it deletes is left out, what it hides is secret and unknown. */
export function planOfPreview({ config = {}, steps }: PreviewJson): Plan {
  const states = new Map(steps.flatMap(({ newState }) => (newState === undefined ? [] : [[newState.urn, newState]])));
  return planOfState({
    resources: [...states.values()],
    mode: "unknowns",
    valueOf: (value) => replaced(value, (inner) => (inner === HIDDEN ? unreadableSecret() : undefined)),
    providerInputs: (packageName) => settingsOf(config, packageName),
  });
}

/** The configuration of a package's default provider: `aws:region` is its input `region`. */
function settingsOf(config: NonNullable<PreviewJson["config"]>, packageName: string): Properties {
  const prefix = `${packageName}:`;
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, setting]) => {
      const value = typeof setting === "string" ? setting : setting.value;
      return key.startsWith(prefix) && value !== undefined ? [[key.slice(prefix.length), value]] : [];
    }),
  );
}
