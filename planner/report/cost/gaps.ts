import type { CostDocument, CostedResource } from "./document";

/** What an estimate does not hold, and how many resources it concerns. */
export interface Gap {
  readonly what: string;
  readonly count: number;
}

/** Prices that no sheet has, by region, with what lacks them: `eu-central-1  nat-gateway:hour`. */
export function missingPrices({ resources }: CostDocument): readonly Gap[] {
  const lacking = resources.flatMap(({ lines }) =>
    lines.filter(({ source }) => source === null).map(({ region, meter }) => `${region}  ${meter}`),
  );
  return counted([...lacking, ...resources.flatMap(unpricedOf)]);
}

function unpricedOf({ region, type, unpriced }: CostedResource): readonly string[] {
  return unpriced === null ? [] : [`${region}  ${type}: ${unpriced}`];
}

/** Use that nobody stated, by type and what it is of. */
export function missingUsage({ resources }: CostDocument): readonly Gap[] {
  const open = resources.flatMap(({ type, lines }) =>
    lines.filter(({ quantity }) => quantity === null).map(({ name }) => `${type}  ${name}`),
  );
  return counted(open);
}

function counted(names: readonly string[]): readonly Gap[] {
  const counts = new Map<string, number>();
  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  return [...counts]
    .map(([what, count]) => ({ what, count }))
    .toSorted((left, right) => (left.what < right.what ? -1 : 1));
}
