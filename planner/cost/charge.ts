/** Something that a resource is billed for in a month. */
export interface Charge {
  /** What it is, for a person: `NAT gateway`. */
  readonly name: string;
  /** Row of the price sheets. */
  readonly meter: string;
  /** Quantity of a month, in the row's unit; `undefined` where it depends on use that nobody stated. */
  readonly quantity: number | undefined;
  /** Whether it is paid for being there, or for being used. */
  readonly basis: "fixed" | "usage";
  /** Share of the price that is paid, where a saving is known: 0.36 for spot that saves 64 %. Default 1. */
  readonly share?: number;
  /** Region whose price is paid, where that is not the resource's own: of a replica. */
  readonly region?: string;
  /** What the quantity rests on, where that is no input of the resource. */
  readonly assumption?: string;
}

/** What is paid for being there. */
export function fixed(name: string, meter: string, quantity: number): Charge {
  return { name, meter, quantity, basis: "fixed" };
}

/** What is paid for being used. */
export function used(name: string, meter: string, quantity: number | undefined): Charge {
  return { name, meter, quantity, basis: "usage" };
}

/** A charge at another region's price. */
export function inRegion(region: string, charge: Charge): Charge {
  return { ...charge, name: `${charge.name} (${region})`, region };
}

/** A product that is unknown as soon as a factor is. */
export function product(...factors: readonly (number | undefined)[]): number | undefined {
  return factors.reduce(
    (whole, factor) => (whole === undefined || factor === undefined ? undefined : whole * factor),
    1,
  );
}
