import type { Api, Lineage, Step } from "./api";
import { button, element, part, table, timeText } from "./dom";

/** What a lineage is of. */
export interface Asked {
  /** What it is called in the heading. */
  readonly title: string;
  /** Where it is asked for, without a query. */
  readonly path: string;
}

const PAGE = 50;

/** The part of the page that tells a lineage; more of it when that is asked for. */
export async function lineagePart(api: Api, { title, path }: Asked, onError: (error: unknown) => void) {
  const told = element("div");
  const steps: Step[] = [];
  const more = button("Later steps", {}, () => void ask().catch(onError));
  let from: number | null = 1;
  const ask = async (): Promise<void> => {
    const page: Lineage = await api.get<Lineage>(`${path}?from=${from ?? 1}&limit=${PAGE}`);
    steps.push(...page.steps);
    from = page.next;
    more.hidden = from === null;
    told.replaceChildren(stepsTable(title, steps));
  };
  await ask();
  return part("lineage", title, [told, more]);
}

function stepsTable(title: string, steps: readonly Step[]): HTMLElement {
  return table({
    caption: `${title}, step by step`,
    head: ["Version", "At (UTC)", "What", "Change", "After"],
    rows: steps.map((step) => [
      String(step.version),
      timeText(step.at),
      ...(step.change === undefined ? ofOrder(step) : ofRow(step)),
    ]),
    none: "The log has no step of it.",
  });
}

function ofRow({ cause = "", reservation, change, after }: Step): readonly string[] {
  const of = reservation === null || reservation === undefined ? "" : ` (${reservation})`;
  return [`${cause}${of}`, unitsText(change, true), unitsText(after, false)];
}

function ofOrder({ status = "", allocations = [] }: Step): readonly string[] {
  const units = allocations.map(
    ({ sku, location, quantity, shipped }) => `${quantity} × ${sku} at ${location}${shipped ? ", shipped" : ""}`,
  );
  return [status, "", units.join("; ")];
}

function unitsText(units: Step["change"], isChange: boolean): string {
  const named = [
    ["on hand", units?.onHand ?? 0],
    ["reserved", units?.reserved ?? 0],
    ["in transit", units?.inTransit ?? 0],
  ] as const;
  return named
    .filter(([, number]) => !isChange || number !== 0)
    .map(([name, number]) => `${isChange && number > 0 ? "+" : ""}${number} ${name}`)
    .join(", ");
}
