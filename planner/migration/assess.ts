import { dependentsOf } from "./dependencies";
import type { Freeze, Integration, Inventory } from "./integrations";
import { riskOf, type Risk } from "./risk";

/** An integration, judged. */
export interface JudgedIntegration extends Risk {
  readonly name: string;
  readonly owner: string;
  /** Wave that it moves in, from 1. */
  readonly wave: number;
  readonly dependsOn: readonly string[];
  /** Freezes that it had to wait for. */
  readonly waitedFor: readonly Freeze[];
}

/** Integrations that move together. */
export interface MigrationWave {
  /** Position, from 1. */
  readonly wave: number;
  /** First day. */
  readonly from: string;
  /** Last day. */
  readonly until: string;
  /** Names of the integrations, the least risky first. */
  readonly integrations: readonly string[];
}

/** Something that should change before anything moves. */
export interface MigrationFinding {
  readonly level: "mandatory" | "advisory";
  readonly integration: string;
  readonly message: string;
  readonly fix: string;
}

/** An inventory, judged. Its shape is stable; `version` changes with it. */
export interface Assessment {
  readonly version: 1;
  readonly waves: readonly MigrationWave[];
  readonly integrations: readonly JudgedIntegration[];
  readonly findings: readonly MigrationFinding[];
}

/** An integration on its way into a wave. */
interface Candidate {
  readonly name: string;
  readonly integration: Integration;
  readonly risk: Risk;
  readonly dependents: number;
}

const MS_A_DAY = 86_400_000;

/**
 * Puts integrations into waves: after all that they depend on; the least risky first; one of high risk at most in each
 * wave; none on days on which it may not move. A wave on whose days nothing may move is put off to the day after.
 * @param inventory a checked inventory, without circles
 */
export function assess(inventory: Inventory): Assessment {
  const judged = judge(inventory);
  const waves: MigrationWave[] = [];
  const placed = new Map<string, JudgedIntegration>();
  const waited = new Map<string, Freeze[]>();
  let from = inventory.start;
  while (placed.size < judged.length) {
    const until = addDays(from, inventory.waveDays - 1);
    const ready = judged.filter(
      ({ name, integration }) => !placed.has(name) && integration.dependsOn.every((needed) => placed.has(needed)),
    );
    const frozen = ready.map((candidate) => ({ candidate, freeze: freezeOf(candidate, inventory, { from, until }) }));
    frozen.forEach(({ candidate: { name }, freeze }) => {
      if (freeze !== undefined) {
        waited.set(name, [...(waited.get(name) ?? []).filter((known) => known !== freeze), freeze]);
      }
    });
    const moving = choose(
      frozen.flatMap(({ candidate, freeze }) => (freeze === undefined ? [candidate] : [])),
      inventory.perWave,
    );
    if (moving.length === 0) {
      from = dayAfterFirst(frozen.flatMap(({ freeze }) => freeze ?? []));
      continue;
    }
    const wave = waves.length + 1;
    waves.push({ wave, from, until, integrations: moving.map(({ name }) => name) });
    moving.forEach((candidate) => placed.set(candidate.name, placement(candidate, wave, waited)));
    from = addDays(until, 1);
  }
  const integrations = [...placed.values()];
  return { version: 1, waves, integrations, findings: findingsOf(inventory, integrations) };
}

/** All integrations, the least risky first; of two alike the one that more wait for, then by name. */
function judge({ integrations }: Inventory): readonly Candidate[] {
  const dependencies = new Map(Object.entries(integrations).map(([name, { dependsOn }]) => [name, dependsOn]));
  return Object.entries(integrations)
    .map(([name, integration]) => {
      const dependents = dependentsOf(name, dependencies);
      return { name, integration, risk: riskOf(integration, dependents), dependents: dependents.length };
    })
    .toSorted(inTurn);
}

function inTurn(one: Candidate, other: Candidate): number {
  if (one.risk.score !== other.risk.score) {
    return one.risk.score - other.risk.score;
  }
  if (one.dependents !== other.dependents) {
    return other.dependents - one.dependents;
  }
  return one.name < other.name ? -1 : 1;
}

/** As many as fit into a wave, one of high risk at most. */
function choose(candidates: readonly Candidate[], perWave: number): readonly Candidate[] {
  const [firstHigh] = candidates.filter(({ risk }) => risk.level === "high");
  return candidates.filter((candidate) => candidate.risk.level !== "high" || candidate === firstHigh).slice(0, perWave);
}

function placement(
  { name, integration, risk }: Candidate,
  wave: number,
  waited: ReadonlyMap<string, readonly Freeze[]>,
): JudgedIntegration {
  const { owner, dependsOn } = integration;
  return { name, owner, wave, ...risk, dependsOn, waitedFor: waited.get(name) ?? [] };
}

/** The freeze that keeps an integration from moving in some days: of several the one that ends last. */
function freezeOf(
  { integration }: Candidate,
  { freezes }: Inventory,
  { from, until }: { readonly from: string; readonly until: string },
): Freeze | undefined {
  return [...freezes, ...integration.freezes]
    .filter((freeze) => freeze.from <= until && freeze.until >= from)
    .toSorted((one, other) => (one.until < other.until ? -1 : 1))
    .at(-1);
}

function dayAfterFirst(freezes: readonly Freeze[]): string {
  const [first] = freezes.map(({ until }) => until).toSorted();
  if (first === undefined) {
    throw new RangeError("nothing can move, and nothing is frozen; check the inventory for circles first");
  }
  return addDays(first, 1);
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_A_DAY).toISOString().slice(0, 10);
}

function findingsOf({ integrations }: Inventory, judged: readonly JudgedIntegration[]): readonly MigrationFinding[] {
  return judged.flatMap(({ name, level, score, waitedFor }): MigrationFinding[] => {
    const { rollback, sandbox } = integrations[name] ?? { rollback: "none", sandbox: false };
    const risk = `its risk is ${level}, ${score} points`;
    return [
      ...(level === "high" && rollback === "none"
        ? [mandatory(name, `it has no way back, and ${risk}`, "keep the old way for a rollback window before it moves")]
        : []),
      ...(level === "high" && !sandbox
        ? [
            mandatory(
              name,
              `it cannot be rehearsed, and ${risk}`,
              "shadow its reads first, and move a tenant at a time",
            ),
          ]
        : []),
      ...waitedFor.map(({ from, until, reason }): MigrationFinding => ({
        level: "advisory",
        integration: name,
        message: `it waits for the end of ${reason}, ${from} to ${until}`,
        fix: "begin earlier or later where its wave is too late",
      })),
    ];
  });
}

function mandatory(integration: string, message: string, fix: string): MigrationFinding {
  return { level: "mandatory", integration, message, fix };
}
