/** How a region stands to the other regions of its partition. */
export interface Peers {
  /** The other regions, in listed order. */
  readonly regions: readonly string[];
  /**
   * Those listed before it. A link between two regions belongs to the stack of the later listed one, in both
   * directions, so that a new region's stack builds all its links and no other stack changes.
   */
  readonly linked: readonly string[];
}

/** The peers of a region. */
export function peersOf(region: string, regions: readonly string[]): Peers {
  return {
    regions: regions.filter((other) => other !== region),
    linked: regions.slice(0, Math.max(regions.indexOf(region), 0)),
  };
}
