/** A block of IPv4 addresses, as CIDR notation writes it. */
export interface Ipv4Range {
  /** First address, as a number. */
  readonly first: number;
  /** Length of the prefix: a range of prefix 16 holds 65,536 addresses. */
  readonly prefix: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const BITS = 32;
const OCTET = 256;

/** Reads CIDR notation; `undefined` where it has host bits, leading zeros, or another shape. */
export function parseRange(cidr: string): Ipv4Range | undefined {
  const numbers = CIDR.exec(cidr)?.slice(1).map(Number) ?? [];
  const octets = numbers.slice(0, -1);
  const prefix = numbers.at(-1) ?? Infinity;
  if (prefix > BITS || octets.some((octet) => octet >= OCTET)) {
    return undefined;
  }
  const range = { first: octets.reduce((address, octet) => address * OCTET + octet, 0), prefix };
  const hasHostBits = range.first % addressesIn(prefix) !== 0;
  return hasHostBits || formatRange(range) !== cidr ? undefined : range;
}

/** Writes a range in CIDR notation. */
export function formatRange({ first, prefix }: Ipv4Range): string {
  const octets = [3, 2, 1, 0].map((position) => Math.floor(first / OCTET ** position) % OCTET);
  return `${octets.join(".")}/${prefix}`;
}

/** How many addresses a range with this prefix holds. */
export function addressesIn(prefix: number): number {
  return 2 ** (BITS - prefix);
}

/** One of the four equal parts of a range, counted from 0. */
export function quarterOf({ first, prefix }: Ipv4Range, index: number): Ipv4Range {
  return { first: first + index * addressesIn(prefix + 2), prefix: prefix + 2 };
}

/** Whether every address of one range lies in another. */
export function isInside(inner: Ipv4Range, outer: Ipv4Range): boolean {
  return (
    inner.first >= outer.first && inner.first + addressesIn(inner.prefix) <= outer.first + addressesIn(outer.prefix)
  );
}

/** Whether two ranges have an address in common: of two ranges that have, one lies in the other. */
export function shareAddresses(one: Ipv4Range, other: Ipv4Range): boolean {
  return isInside(one, other) || isInside(other, one);
}
