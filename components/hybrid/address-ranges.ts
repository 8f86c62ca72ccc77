import type { Problem, Refusal } from "../core";
import { parseRange, shareAddresses } from "../network/ipv4";

/** Shortest prefix of a range on premises: a wider one would send the world there. */
const SHORTEST_PREFIX = 8;

/** The addresses on both sides of a link. */
export interface TwoSides {
  /** Range of the VPC. */
  readonly cidr: string;
  /** Ranges on premises that the VPC reaches; nothing else is routed there. */
  readonly onPremisesCidrs: readonly string[];
}

/** Whether a range can be one on premises. */
function isRoutable(cidr: string): boolean {
  const range = parseRange(cidr);
  return range !== undefined && range.prefix >= SHORTEST_PREFIX;
}

function meet(one: string, other: string): boolean {
  const [left, right] = [parseRange(one), parseRange(other)];
  return left !== undefined && right !== undefined && shareAddresses(left, right);
}

const say = (got: readonly string[], expected: string, change: string): Problem => ({
  arg: "onPremisesCidrs",
  got,
  expected,
  change,
});

/** Refuses ranges that are none, that overlap with the VPC's, or with one another. */
export const addressRefusals: readonly Refusal<TwoSides>[] = [
  {
    when: ({ onPremisesCidrs }) => onPremisesCidrs.length === 0 || !onPremisesCidrs.every(isRoutable),
    say: ({ onPremisesCidrs }) =>
      say(
        onPremisesCidrs.filter((cidr) => !isRoutable(cidr)),
        `at least one range of IPv4, each of /${SHORTEST_PREFIX} or longer and written with its first address`,
        "declare each network on premises that the platform talks to",
      ),
  },
  {
    when: ({ cidr, onPremisesCidrs }) => onPremisesCidrs.some((other) => meet(cidr, other)),
    say: ({ cidr, onPremisesCidrs }) =>
      say(
        onPremisesCidrs.filter((other) => meet(cidr, other)),
        `ranges apart from ${cidr}, the VPC's`,
        "declare a narrower range, or give the VPC another one: addresses that both sides have reach one of them",
      ),
  },
  {
    when: ({ onPremisesCidrs }) => overlapping(onPremisesCidrs).length > 0,
    say: ({ onPremisesCidrs }) =>
      say(overlapping(onPremisesCidrs), "ranges apart from one another", "keep the wider of two ranges alone"),
  },
];

function overlapping(cidrs: readonly string[]): readonly string[] {
  return cidrs.filter((cidr, index) => cidrs.some((other, place) => place < index && meet(cidr, other)));
}

/** A range or a domain as part of a child's name. */
export function asRole(place: string): string {
  return place.replaceAll(/[./]/g, "-");
}
