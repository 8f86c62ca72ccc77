import { quantityOf } from "../resource/pods";
import type { ResourceReader } from "../resource/reader";
import { NodeRoom, type CapacityType } from "./nodes";

const CAPACITY = "karpenter.sh/capacity-type";
const REQUIREMENTS = "spec.template.spec.requirements";

/** The room of a pool of nodes, as its manifest has it. */
export function roomOf(pool: ResourceReader): NodeRoom {
  const limit = (resource: string): number =>
    pool.has(`spec.limits.${resource}`) ? quantityOf(pool.read(`spec.limits.${resource}`)) : Infinity;
  return new NodeRoom(
    pool.text("metadata.name"),
    { cpu: limit("cpu"), memoryGiB: limit("memory") / 1_024 ** 3 },
    {
      capacityTypes: capacityTypesOf(pool),
      consolidateAfterSeconds: secondsOf(pool.text("spec.disruption.consolidateAfter", "Never")),
    },
  );
}

/** What Karpenter may buy, cheapest first; on demand where the pool does not say. */
function capacityTypesOf(pool: ResourceReader): readonly CapacityType[] {
  const index = pool.list(REQUIREMENTS).findIndex((_, at) => pool.text(`${REQUIREMENTS}.${at}.key`) === CAPACITY);
  const values = index < 0 ? [] : pool.list(`${REQUIREMENTS}.${index}.values`);
  const named = (["spot", "on-demand"] as const).filter((type) => values.includes(type));
  return named.length > 0 ? named : ["on-demand"];
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

/** Seconds of a duration such as `5m` or `1h30m`; for ever where it is `Never`. */
function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)([smh])/g)];
  return parts.length === 0
    ? Infinity
    : parts.reduce((sum, [, count, unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 1), 0);
}
