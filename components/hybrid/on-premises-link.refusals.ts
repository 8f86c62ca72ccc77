import { runbooksUrlRefusal, type Refusal } from "../core";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import { fewZonesRefusal } from "../core/places";
import { isWholeWithin } from "../core/whole-numbers";
import { PRIVATE_RANGES } from "../network";
import { isInside, parseRange } from "../network/ipv4";
import { addressRefusals } from "./address-ranges";
import {
  LINK_DEFAULTS,
  type DirectConnection,
  type OnPremisesLinkPlanArgs,
  type VpnDevice,
} from "./on-premises-link.plan";

/** Zones that the transit gateway is attached in, at least. */
const LEAST_ZONES = 2;
/** Largest number of an autonomous system of 16 bits that is private, and the smallest; of 32 bits likewise. */
const PRIVATE_ASNS = { short: [64_512, 65_534], long: [4_200_000_000, 4_294_967_294] } as const;
const LARGEST_ASN = 4_294_967_295;
const LARGEST_VLAN = 4_094;
const MAX_LINK_NAME = 60;
const LINK_NAME = new RegExp(`^[a-z][a-z0-9-]{0,${MAX_LINK_NAME - 1}}$`);
const DEVICE_NAME = /^[a-z][a-z0-9-]{0,19}$/;
const CONNECTION = /^(dxcon|dxlag)-[a-z0-9]{8,}$/;

/** What the refusals of a link look at. */
export interface OnPremisesLinkRefusalArgs extends OnPremisesLinkPlanArgs {
  /** Ids of the subnets that the transit gateway is attached in, by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Ids of the route tables that lead on premises. */
  readonly routeTableIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type LinkRefusal = Refusal<OnPremisesLinkRefusalArgs>;

const shape: readonly LinkRefusal[] = [
  {
    when: ({ linkName }) => !LINK_NAME.test(linkName),
    say: ({ linkName }) => ({
      arg: "linkName",
      got: linkName,
      expected: `1 to ${MAX_LINK_NAME} lower-case letters, digits or dashes, starting with a letter`,
      change: "name the link after its region's stack",
    }),
  },
  ...addressRefusals,
  {
    when: (args) => devicesOf(args).length + connectionsOf(args).length === 0,
    say: () => ({
      arg: "vpnDevices and directConnections",
      got: [],
      expected: "a device or a connection",
      change: "name what the link leads to",
    }),
  },
  {
    when: (args) => misnamed(args).length > 0,
    say: (args) => ({
      arg: "vpnDevices and directConnections",
      got: misnamed(args),
      expected: "names of 1 to 20 lower-case letters, digits or dashes, starting with a letter",
      change: "rename them: they are part of the names of what is created",
    }),
  },
  {
    when: ({ routeTableIds }) => Object.keys(routeTableIds).length === 0,
    say: () => ({
      arg: "routeTableIds",
      got: [],
      expected: "the route table of at least one subnet",
      change: "name the tables of the subnets that talk to the other side",
    }),
  },
  fewZonesRefusal(
    LEAST_ZONES,
    "attach the transit gateway in more zones: traffic of a zone without it takes another's",
  ),
];

const devices: readonly LinkRefusal[] = [
  {
    when: (args) => devicesOf(args).some(([, { address }]) => !isAddress(address)),
    say: (args) => ({
      arg: "vpnDevices",
      got: devicesOf(args).flatMap(([, { address }]) => (isAddress(address) ? [] : [address])),
      expected: "public IPv4 addresses such as 203.0.113.10",
      change: "give the address that the device has on the internet",
    }),
  },
  {
    when: (args) => sharedAddresses(args).length > 0,
    say: (args) => ({
      arg: "vpnDevices",
      got: sharedAddresses(args),
      expected: "an address for each device",
      change: "name a device once: both tunnels lead to it, and a second device has an address of its own",
    }),
  },
  {
    when: ({ vpnDevices, directConnections }) => wrongAsns({ ...vpnDevices, ...directConnections }).length > 0,
    say: ({ vpnDevices, directConnections }) => ({
      arg: "vpnDevices and directConnections",
      got: wrongAsns({ ...vpnDevices, ...directConnections }),
      expected: `numbers of autonomous systems, from 1 to ${LARGEST_ASN}`,
      change: "ask whoever runs the routers on premises",
    }),
  },
  {
    when: (args) => connectionsOf(args).some(([, { connectionId }]) => !CONNECTION.test(connectionId)),
    say: (args) => ({
      arg: "directConnections",
      got: connectionsOf(args).map(([, { connectionId }]) => connectionId),
      expected: "ids of connections such as dxcon-ffabc123, or of groups such as dxlag-ffabc123",
      change: "order the connection first; the link does not create it",
    }),
  },
  {
    when: (args) => connectionsOf(args).some(([, { vlan }]) => !isWholeWithin(vlan, 1, LARGEST_VLAN)),
    say: (args) => ({
      arg: "directConnections",
      got: connectionsOf(args).map(([, { vlan }]) => vlan),
      expected: `VLANs from 1 to ${LARGEST_VLAN}`,
      change: "ask the provider of the connection",
    }),
  },
];

const numbers: readonly LinkRefusal[] = [
  {
    when: (args) => amazonAsns(args).some((asn) => !isPrivateAsn(asn)),
    say: (args) => ({
      arg: "amazonAsn and directConnectAsn",
      got: amazonAsns(args),
      expected: "64512 to 65534, or 4200000000 to 4294967294",
      change: "choose numbers that nobody else has",
    }),
  },
  {
    when: (args) => new Set([...amazonAsns(args), ...asnsOf(args)]).size < new Set(asnsOf(args)).size + AMAZON_SIDES,
    say: (args) => ({
      arg: "amazonAsn and directConnectAsn",
      got: amazonAsns(args),
      expected: `two numbers, neither of them ${[...new Set(asnsOf(args))].join(" or ")}`,
      change: "choose another: a router drops routes that bear its own number",
    }),
  },
  logRetentionRefusal("choose one of them"),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever runs the network"),
];

/** The transit gateway and the Direct Connect gateway. */
const AMAZON_SIDES = 2;

/** Reasons to refuse a link. */
export const onPremisesLinkRefusals: readonly LinkRefusal[] = [...shape, ...devices, ...numbers];

function devicesOf({ vpnDevices }: OnPremisesLinkPlanArgs) {
  return Object.entries<VpnDevice>(vpnDevices ?? LINK_DEFAULTS.vpnDevices);
}

function connectionsOf({ directConnections }: OnPremisesLinkPlanArgs) {
  return Object.entries<DirectConnection>(directConnections ?? LINK_DEFAULTS.directConnections);
}

function misnamed(args: OnPremisesLinkPlanArgs): readonly string[] {
  return [...devicesOf(args), ...connectionsOf(args)].map(([name]) => name).filter((name) => !DEVICE_NAME.test(name));
}

function asnsOf(args: OnPremisesLinkPlanArgs): readonly number[] {
  return [...devicesOf(args), ...connectionsOf(args)].map(([, { asn }]) => asn);
}

function wrongAsns(entries: Readonly<Record<string, { readonly asn: number }>>): readonly number[] {
  return Object.values(entries).flatMap(({ asn }) => (isWholeWithin(asn, 1, LARGEST_ASN) ? [] : [asn]));
}

function amazonAsns({ amazonAsn, directConnectAsn }: OnPremisesLinkPlanArgs): readonly number[] {
  return [amazonAsn ?? LINK_DEFAULTS.amazonAsn, directConnectAsn ?? LINK_DEFAULTS.directConnectAsn];
}

function isPrivateAsn(asn: number): boolean {
  return Object.values(PRIVATE_ASNS).some(([least, most]) => isWholeWithin(asn, least, most));
}

function sharedAddresses(args: OnPremisesLinkPlanArgs): readonly string[] {
  const addresses = devicesOf(args).map(([, { address }]) => address);
  return addresses.filter((address, index) => addresses.indexOf(address) < index);
}

/** Whether an address is one that the internet can route: an IPv4 address outside the private ranges. */
function isAddress(address: string): boolean {
  const alone = parseRange(`${address}/32`);
  const inside = (cidr: string): boolean => {
    const range = parseRange(cidr);
    return alone !== undefined && range !== undefined && isInside(alone, range);
  };
  return alone !== undefined && !PRIVATE_RANGES.some(inside);
}
