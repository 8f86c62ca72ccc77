import type { Integration } from "./integrations";
import {
  DATA_CLASS_RISK,
  DIRECTION_RISK,
  FACT_RISK,
  MAX_DEPENDENT_POINTS,
  PROTOCOL_RISK,
  RISK_LEVELS,
  ROLLBACK_RISK,
  VOLUME_RISK,
  type RiskLevel,
} from "./risk-table";

/** One reason for points. */
export interface RiskFactor {
  /** What it is about, with the value: `protocol edi`. */
  readonly factor: string;
  readonly points: number;
  /** Why, as a phrase. */
  readonly because: string;
}

/** How risky an integration is to move, and why. */
export interface Risk {
  readonly score: number;
  readonly level: RiskLevel;
  /** Factors with points, the heaviest first. */
  readonly factors: readonly RiskFactor[];
}

/**
 * Judges an integration.
 * @param dependents the integrations that wait for it, directly or not
 */
export function riskOf(integration: Integration, dependents: readonly string[]): Risk {
  const { protocol, direction, dataClass, messagesPerHour, rollback, systemOfRecord, sandbox } = integration;
  const factors: readonly RiskFactor[] = [
    { factor: `protocol ${protocol}`, ...PROTOCOL_RISK[protocol] },
    { factor: `direction ${direction}`, ...DIRECTION_RISK[direction] },
    { factor: `data ${dataClass}`, ...DATA_CLASS_RISK[dataClass] },
    { factor: `${messagesPerHour} an hour`, ...volumeRisk(messagesPerHour) },
    { factor: `rollback ${rollback}`, ...ROLLBACK_RISK[rollback] },
    ...(systemOfRecord ? [{ factor: "system of record", ...FACT_RISK.systemOfRecord }] : []),
    ...(sandbox ? [] : [{ factor: "no sandbox", ...FACT_RISK.noSandbox }]),
    {
      factor: `${dependents.length} waiting`,
      points: Math.min(dependents.length, MAX_DEPENDENT_POINTS),
      because: `${dependents.join(", ")} cannot move before it`,
    },
  ];
  const counted = factors.filter(({ points }) => points > 0).toSorted((one, other) => other.points - one.points);
  const score = counted.reduce((sum, { points }) => sum + points, 0);
  return { score, level: levelOf(score), factors: counted };
}

function volumeRisk(messagesPerHour: number): Pick<RiskFactor, "points" | "because"> {
  const { points, because } = VOLUME_RISK.find(({ perHour }) => messagesPerHour >= perHour) ?? VOLUME_RISK[3];
  return { points, because };
}

function levelOf(score: number): RiskLevel {
  return RISK_LEVELS.find(({ from }) => score >= from)?.level ?? "low";
}
