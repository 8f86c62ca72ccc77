import type { ReadLine } from "./history-format";
import { sellable, type Rows } from "./rows";
import type { Violations } from "./violations";

/** Where the log judge notes which availabilities there were, for SKUs that were read while they changed. */
export function readsToSee(reads: readonly ReadLine[]): Map<string, Map<string, number>> {
  const nothing = (): Map<string, number> => new Map([["0/0", 0]]);
  return new Map(reads.filter(({ isFinal }) => !isFinal).map((read) => [nameOf(read), nothing()]));
}

/** Nobody is shown what was not committed by then; and at the end, everybody is shown what the log says. */
export function judgeReads(
  reads: readonly ReadLine[],
  seen: ReadonlyMap<string, ReadonlyMap<string, number>>,
  { rows, violations }: { readonly rows: Rows; readonly violations: Violations },
): void {
  for (const read of reads) {
    const { inStock, sellable: all, source, until } = read;
    if (read.isFinal) {
      const expected = availability(rows, read);
      const isLogged = expected.inStock === inStock && expected.sellable === all;
      violations.unless(
        isLogged,
        "the read model is the log",
        () => `${nameOf(read)}, from the ${source}: ${inStock}/${all}, logged ${expected.inStock}/${expected.sellable}`,
      );
    } else {
      const first = seen.get(nameOf(read))?.get(`${inStock}/${all}`);
      const at = (): string =>
        `${nameOf(read)}, from the ${source}: ${inStock}/${all}, ${first === undefined ? "never committed" : `read ${first - until} ms before it was`}`;
      violations.unless(first !== undefined && first <= until, "what is read was committed", at);
    }
  }
}

function availability(
  rows: Rows,
  { tenant, sku, channel }: ReadLine,
): { readonly inStock: number; readonly sellable: number } {
  const all = rows.ofSku(tenant, sku).map(({ level }) => sellable(level, channel));
  const sum = (name: "inStock" | "sellable"): number => all.reduce((total, each) => total + each[name], 0);
  return { inStock: sum("inStock"), sellable: sum("sellable") };
}

function nameOf({ tenant, sku, channel }: Pick<ReadLine, "tenant" | "sku" | "channel">): string {
  return `${tenant} ${sku} ${channel}`;
}
