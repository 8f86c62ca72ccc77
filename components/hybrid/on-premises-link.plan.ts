import { toDays, toSeconds, type Duration } from "../core/units";
import type { TwoSides } from "./address-ranges";
import { planAlarm, type PlannedAlarm } from "./alarms";

/** A device on premises that both tunnels of a VPN end at. */
export interface VpnDevice {
  /** Its public IPv4 address. */
  readonly address: string;
  /** Number of its autonomous system, by which it announces its routes over BGP. */
  readonly asn: number;
}

/** A virtual interface on a physical connection of Direct Connect, which exists already. */
export interface DirectConnection {
  /** Id of the connection, or of the group of connections. */
  readonly connectionId: string;
  /** VLAN of the virtual interface. */
  readonly vlan: number;
  /** Number of the autonomous system on premises. */
  readonly asn: number;
}

/** What decides the shape of a link. */
export interface OnPremisesLinkPlanArgs extends TwoSides {
  /** Physical name of the link, which its log and its Direct Connect gateway bear. */
  readonly linkName: string;
  /**
   * Devices on premises, by a name for each, that a VPN of two tunnels leads to.
   *
   * @default {} - no VPN: Direct Connect alone
   */
  readonly vpnDevices?: Readonly<Record<string, VpnDevice>>;
  /**
   * Connections of Direct Connect, by a name for each, that carry a transit virtual interface.
   *
   * @default {} - no Direct Connect: VPN alone
   */
  readonly directConnections?: Readonly<Record<string, DirectConnection>>;
  /**
   * Number of the transit gateway's autonomous system.
   *
   * @default 64512
   */
  readonly amazonAsn?: number;
  /**
   * Number of the Direct Connect gateway's autonomous system.
   *
   * @default 64513
   */
  readonly directConnectAsn?: number;
  /**
   * How long the log of the tunnels is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const LINK_DEFAULTS = {
  vpnDevices: {},
  directConnections: {},
  amazonAsn: 64_512,
  directConnectAsn: 64_513,
  logRetention: "365 days",
} as const satisfies Partial<OnPremisesLinkPlanArgs>;

/**
 * How a tunnel is negotiated: IKEv2, AES-256 in GCM, elliptic curves of 256 bits and more. AWS begins the negotiation,
 * and begins again where the other side falls silent, so that a tunnel comes back without anybody.
 *
 * Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html and the provider's documentation of
 * `aws.ec2.VpnConnection` (read 2026-11-26).
 */
export const VPN_TUNNEL = {
  ikeVersions: ["ikev2"],
  encryption: ["AES256-GCM-16"],
  integrity: ["SHA2-384", "SHA2-512"],
  diffieHellmanGroups: [19, 20, 21],
  startup: "start",
  onSilence: "restart",
} as const;

/**
 * Where the keys of tunnels lie: AWS makes them, and keeps them in Secrets Manager. No program sees them.
 *
 * Source: the provider's documentation of `presharedKeyStorage` (read 2026-11-26).
 */
export const KEY_STORAGE = "SecretsManager";

/** Start of the names of groups that AWS services deliver logs to without a resource policy that grows with each. */
export const VENDED_LOGS = "/aws/vendedlogs";

/** Bytes of the largest packet: Direct Connect carries jumbo frames over a transit virtual interface. */
export const DIRECT_CONNECT_MTU = 8_500;

/** Alarms of each VPN. */
export const VPN_ALARMS = ["tunnel-down", "tunnels-down"] as const;

/** A VPN, with every choice made. */
export interface PlannedVpn {
  readonly name: string;
  readonly address: string;
  readonly asn: number;
  readonly alarms: Readonly<Record<(typeof VPN_ALARMS)[number], PlannedAlarm>>;
}

/** A virtual interface, with every choice made. */
export interface PlannedInterface extends DirectConnection {
  readonly name: string;
  readonly alarm: PlannedAlarm;
}

/** A link, with every choice made. */
export interface OnPremisesLinkPlan {
  readonly linkName: string;
  readonly cidr: string;
  readonly onPremisesCidrs: readonly string[];
  readonly amazonAsn: number;
  readonly directConnectAsn: number;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  /** The VPNs, by the name of their device. */
  readonly vpns: readonly PlannedVpn[];
  /** The virtual interfaces, by the name of their connection. */
  readonly interfaces: readonly PlannedInterface[];
}

/** Turns checked arguments into a plan. */
export function planOnPremisesLink(args: OnPremisesLinkPlanArgs): OnPremisesLinkPlan {
  return {
    linkName: args.linkName,
    cidr: args.cidr,
    onPremisesCidrs: args.onPremisesCidrs.toSorted(),
    amazonAsn: args.amazonAsn ?? LINK_DEFAULTS.amazonAsn,
    directConnectAsn: args.directConnectAsn ?? LINK_DEFAULTS.directConnectAsn,
    logGroupName: `${VENDED_LOGS}/${args.linkName}-tunnels`,
    logRetentionDays: toDays(args.logRetention ?? LINK_DEFAULTS.logRetention),
    vpns: byName<VpnDevice>(args.vpnDevices ?? LINK_DEFAULTS.vpnDevices).map(([name, device]) =>
      planVpn(name, device, args),
    ),
    interfaces: byName<DirectConnection>(args.directConnections ?? LINK_DEFAULTS.directConnections).map(
      ([name, connection]) => planInterface(name, connection, args),
    ),
  };
}

function byName<T>(entries: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(entries).toSorted(([left], [right]) => left.localeCompare(right));
}

/** State of the tunnels of a VPN: 1 for each that is up. */
const TUNNEL_STATE = {
  namespace: "AWS/VPN",
  metricName: "TunnelState",
  period: toSeconds("5 minutes"),
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  treatMissingData: "breaching",
} as const;

function planVpn(
  name: string,
  { address, asn }: VpnDevice,
  { linkName, runbooksUrl }: OnPremisesLinkPlanArgs,
): PlannedVpn {
  const about = { subject: `${linkName} to ${name}`, runbooksUrl };
  const one = { statistic: "Minimum", evaluationPeriods: 3, what: "one of the two tunnels is down" } as const;
  const both = { statistic: "Maximum", evaluationPeriods: 1, what: "both tunnels are down" } as const;
  return {
    name,
    address,
    asn,
    alarms: {
      "tunnel-down": planAlarm({ ...TUNNEL_STATE, ...one, runbook: "link-tunnel-down" }, about),
      "tunnels-down": planAlarm({ ...TUNNEL_STATE, ...both, runbook: "link-tunnels-down" }, about),
    },
  };
}

function planInterface(
  name: string,
  connection: DirectConnection,
  { linkName, runbooksUrl }: OnPremisesLinkPlanArgs,
): PlannedInterface {
  return {
    ...connection,
    name,
    alarm: planAlarm(
      {
        namespace: "AWS/DX",
        metricName: "VirtualInterfaceBgpStatus",
        statistic: "Minimum",
        period: toSeconds("5 minutes"),
        evaluationPeriods: 1,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
        what: "Direct Connect announces no routes",
        runbook: "link-direct-connect-down",
      },
      { subject: `${linkName} over ${name}`, runbooksUrl },
    ),
  };
}
