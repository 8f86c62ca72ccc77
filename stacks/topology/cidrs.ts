/** An IPv4 range as numbers. */
export interface AddressRange {
  /** First address. */
  readonly first: number;
  /** Last address. */
  readonly last: number;
  /** Length of the prefix. */
  readonly prefix: number;
}

/** Length of every region's prefix. It does not follow the tier, so that a change of tier moves no network. */
export const REGION_PREFIX = 16;

const ADDRESS_BITS = 32;
const OCTET = 256;
/** Ranges for private use (RFC 1918). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/** Reads `10.0.0.0/12`; nothing where that is not a range, or where the address is not its first. */
export function parseCidr(cidr: string): AddressRange | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const numbers = (match?.slice(1) ?? []).map(Number);
  const prefix = numbers.at(-1) ?? Infinity;
  const octets = numbers.slice(0, -1);
  if (prefix > ADDRESS_BITS || octets.some((octet) => octet >= OCTET)) {
    return undefined;
  }
  const first = octets.reduce((address, octet) => address * OCTET + octet, 0);
  const size = 2 ** (ADDRESS_BITS - prefix);
  return first % size === 0 ? { first, last: first + size - 1, prefix } : undefined;
}

/** Whether a range lies in the private address space. */
export function isPrivate(range: AddressRange): boolean {
  return PRIVATE.map(parseCidr).some((space) => space !== undefined && contains(space, range));
}

/** Whether one range lies in another. */
export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two ranges share an address. */
export function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** How many regions a partition's range has room for. */
export function roomForRegions(range: AddressRange): number {
  return range.prefix > REGION_PREFIX ? 0 : 2 ** (REGION_PREFIX - range.prefix);
}

/**
 * The range of a region's network. It follows from the region's place in the list alone, so that a region added at the
 * end moves no other.
 * @param partition the partition's range
 * @param index place of the region in the partition's list
 * @throws RangeError where the range has no room for it
 */
export function cidrOfRegion(partition: string, index: number): string {
  const range = parseCidr(partition);
  if (range === undefined || index < 0 || index >= roomForRegions(range)) {
    throw new RangeError(`${partition} has no room for network ${String(index + 1)}; check the environment first`);
  }
  return renderCidr(range.first + index * 2 ** (ADDRESS_BITS - REGION_PREFIX), REGION_PREFIX);
}

function renderCidr(first: number, prefix: number): string {
  const octets = [OCTET ** 3, OCTET ** 2, OCTET, 1].map((unit) => Math.floor(first / unit) % OCTET);
  return `${octets.join(".")}/${String(prefix)}`;
}
