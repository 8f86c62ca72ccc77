import { isAwsRegion } from "../../facts/regions";
import { isRegime, REGIME_KEYS, type Regime, regimeOf } from "../../facts/residency";
import type { Finding } from "../problems";
import { partitionSchema } from "../schema/partition";
import { hostRegimeOf } from "../topology/residence";
import { type EnvironmentRule, ruleOnEachPartition } from "./rule";

const { personalData, recoveryTime, regime, regions, transfers } = partitionSchema.shape;

/** Rules about residency: what a regime allows of its partition. */
export const regimeRules = {
  "regime-is-known": ruleOnEachPartition({ regime }, (partition) =>
    isRegime(partition.regime)
      ? []
      : [
          {
            path: ["partitions", partition.name, "regime"],
            got: partition.regime,
            expected: `one of ${REGIME_KEYS.join(", ")}`,
            change: "name the regime that binds the partition's data",
          },
        ],
  ),
  "regime-has-a-region": ruleOnEachPartition({ personalData, regime, transfers }, (partition) => {
    const rules = rulesOf(partition.regime);
    const isOnPremises = partition.personalData === "on-premises";
    return rules === undefined || isOnPremises || permitted(rules, partition.transfers).length > 0
      ? []
      : [withoutRegion(partition.name, partition.regime, rules)];
  }),
  "region-lies-in-the-regime": ruleOnEachPartition({ regime, regions, transfers }, (partition) => {
    const rules = rulesOf(partition.regime);
    const allowed = rules === undefined ? [] : permitted(rules, partition.transfers);
    return rules === undefined || allowed.length === 0
      ? []
      : partition.regions.flatMap((region, index) =>
          allowed.includes(region) || !isAwsRegion(region)
            ? []
            : [
                {
                  path: ["partitions", partition.name, "regions", index],
                  got: region,
                  expected: `a region that ${partition.regime} allows: ${allowed.join(", ")}`,
                  change: wayAbroad(partition.name, region, rules),
                },
              ],
        );
  }),
  "host-has-a-regime": ruleOnEachPartition({ personalData, regime, regions }, (partition) =>
    partition.personalData === "in-region" || hostRegimeOf(partition) !== undefined
      ? []
      : [
          {
            path: ["partitions", partition.name, "regions"],
            got: partition.regions,
            expected: "regions of one regime, whose law binds what is not personal",
            change: "choose regions of one jurisdiction; everything else of this partition stays on premises",
          },
        ],
  ),
  "recovery-time-is-declared": ruleOnEachPartition({ recoveryTime, regime, regions, transfers }, (partition) => {
    const rules = rulesOf(partition.regime);
    return rules !== undefined && isAlone(rules, partition) && partition.recoveryTime === undefined
      ? [
          {
            path: ["partitions", partition.name, "recoveryTime"],
            expected: `how long restoring it may take, as ${rules.jurisdiction} has no second AWS region to take over`,
            change: 'add what the business agreed to, such as "4 hours"',
          },
        ]
      : [];
  }),
  "transfer-is-possible": ruleOnEachPartition({ regime, transfers }, (partition) => {
    const open = Object.keys(rulesOf(partition.regime)?.regionsByTransfer ?? {});
    return Object.entries(partition.transfers)
      .filter(([region]) => isRegime(partition.regime) && !open.includes(region))
      .map(([region, record]) => ({
        path: ["partitions", partition.name, "transfers", region],
        got: record,
        expected: open.length === 0 ? `no transfer under ${partition.regime}` : `one of ${open.join(", ")}`,
        change: "remove it: no record makes this transfer lawful",
      }));
  }),
} as const satisfies Record<string, EnvironmentRule>;

function rulesOf(key: string): Regime | undefined {
  return isRegime(key) ? regimeOf(key) : undefined;
}

/** Regions that a regime allows: those of its jurisdiction, and those abroad whose legal basis is on record. */
function permitted(rules: Regime, recorded: Readonly<Record<string, string>>): string[] {
  return [
    ...rules.regions,
    ...Object.keys(rules.regionsByTransfer).filter((region) => Object.hasOwn(recorded, region)),
  ];
}

/** Whether a partition lies in the only region that its jurisdiction has for it. */
function isAlone(
  rules: Regime,
  {
    regions: listed,
    transfers: recorded,
  }: { readonly regions: readonly string[]; readonly transfers: Readonly<Record<string, string>> },
): boolean {
  return listed.length === 1 && rules.regions.length <= 1 && permitted(rules, recorded).length > 0;
}

function withoutRegion(name: string, key: string, rules: Regime): Finding {
  const abroad = Object.keys(rules.regionsByTransfer);
  const byTransfer = abroad.length === 0 ? "" : `, or record the legal basis of a transfer to ${abroad.join(" or ")}`;
  return {
    path: ["partitions", name, "regime"],
    got: key,
    expected: `a regime with an AWS region in its jurisdiction, and ${rules.jurisdiction} has none`,
    change: `keep this data on premises with the pattern "hybrid" and personalData: on-premises${byTransfer}`,
  };
}

function wayAbroad(name: string, region: string, rules: Regime): string {
  const conditions: Readonly<Record<string, string>> = rules.regionsByTransfer;
  const condition = conditions[region];
  return condition === undefined
    ? "choose one of them, or move the region to a partition of another regime"
    : `choose one of them, or name the ${condition} in partitions.${name}.transfers.${region}`;
}
