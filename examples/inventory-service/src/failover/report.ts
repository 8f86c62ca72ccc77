import type { KeptCommand, LostCommand } from "../storage";
import type { Promotion } from "./promote";
import type { ResolveReport } from "./resolve";

/** How many units of lost commands are withheld, and what they are of. */
export interface LostSummary {
  readonly commands: number;
  readonly reservations: number;
  readonly rows: number;
  readonly units: number;
}

/** Sums up lost commands. */
export function summaryOf(commands: readonly LostCommand[]): LostSummary {
  const units = commands.flatMap(({ tenant, units: all }) => all.map((each) => ({ ...each, tenant })));
  return {
    commands: commands.length,
    reservations: commands.filter(({ reservation }) => reservation !== null).length,
    rows: new Set(units.map(({ tenant, sku, location }) => JSON.stringify([tenant, sku, location]))).size,
    units: units.reduce((sum, { withheld }) => sum + withheld, 0),
  };
}

/** A promotion for somebody who reads it. */
export function promotionText({ epoch, before, isApplied, isDone, since, read, events, commands }: Promotion): string {
  if (isDone) {
    return `the database takes changes in epoch ${epoch} already; see what is not resolved by: failover status\n`;
  }
  const { commands: count, reservations, rows, units } = summaryOf(commands);
  const done = isApplied
    ? `the database takes changes in epoch ${epoch}, and no longer in ${before}`
    : `a dry run: the database would take changes in epoch ${epoch}; it is in ${before}. Do it by --apply`;
  return [
    done,
    `read ${read} events since ${since.toISOString()}; ${events} of them are not in the database`,
    `${count} commands were lost, of ${reservations} reservations; ${units} units of ${rows} stock rows are withheld`,
    ...commands.map(lineOf),
    "Not known is what was committed and neither replicated nor published before the old database was lost.",
    "",
  ].join("\n");
}

/** Lost commands for somebody who reads them. */
export function statusText(commands: readonly KeptCommand[]): string {
  const { units } = summaryOf(commands);
  const lines = commands.map((each) => `${each.id}\tepoch ${each.epoch}\t${lineOf(each).trimStart()}`);
  return [`${commands.length} lost commands are not resolved; ${units} units are withheld`, ...lines, ""].join("\n");
}

/** What was resolved for somebody who reads it. */
export function resolveText({ resolution, isApplied, resolved, kept, unknown }: ResolveReport): string {
  return [
    `${resolved.length} commands ${isApplied ? "are" : "would be"} ${resolution}${isApplied ? "" : "; do it by --apply"}`,
    ...kept,
    ...unknown.map((id) => `command ${id} is not there, or resolved already`),
    "",
  ].join("\n");
}

function lineOf({ tenant, reservation, events, told, before, units }: LostCommand): string {
  const what = reservation === null ? `stock, version ${events[0]?.version}` : `reservation ${reservation}`;
  const how = reservation === null ? "" : `: told ${told?.status ?? "nothing"}, here ${before?.status ?? "nothing"}`;
  const where = units.map(({ sku, location, withheld }) => `${withheld} x ${sku} at ${location}`).join(", ");
  return `  ${tenant}, ${what}${how}; withheld: ${where === "" ? "nothing" : where}`;
}
