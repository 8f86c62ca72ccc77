import { isAwsType, takesRegion } from "./aws-type-lists";
import { isGlobalType } from "./global-services";

/** What stands for a value that is only known after `pulumi up`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What {@link effectiveRegion} needs to know of a resource. */
export interface RegionQuery {
  /** Type token. */
  readonly type: string;
  /** Inputs of the resource. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs of its provider; `undefined` where it has none. */
  readonly providerInputs: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Where a resource lies: in a region; everywhere, because its service is global; in a region that is only known
 * after `pulumi up`; or nowhere that anyone has said: not an AWS resource, or no region on it nor on its provider.
 */
export type EffectiveRegion =
  | { readonly kind: "region"; readonly region: string }
  | { readonly kind: "global" }
  | { readonly kind: "unknown" }
  | { readonly kind: "none" };

/**
 * The region a resource really lies in: its own `region` where its type takes one, otherwise its provider's.
 * Whoever judges where something is asks this function and no other.
 */
export function effectiveRegion({ type, inputs, providerInputs }: RegionQuery): EffectiveRegion {
  if (!isAwsType(type)) {
    return { kind: "none" };
  }
  if (isGlobalType(type, inputs)) {
    return { kind: "global" };
  }
  const own = takesRegion(type) ? regionIn(inputs) : NONE;
  return own.kind === "none" && providerInputs !== undefined ? regionIn(providerInputs) : own;
}

const NONE: EffectiveRegion = { kind: "none" };

function regionIn(inputs: Readonly<Record<string, unknown>>): EffectiveRegion {
  const { region } = inputs;
  if (typeof region !== "string" || region === "") {
    return NONE;
  }
  return region === UNKNOWN ? { kind: "unknown" } : { kind: "region", region };
}
