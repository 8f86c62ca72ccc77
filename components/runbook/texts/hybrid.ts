import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

const VPN: Look = {
  say: "The state of both tunnels, and why a tunnel is down.",
  call: { operation: "ec2:DescribeVpnConnections", with: { VpnConnectionIds: ["{{ VpnConnectionId }}"] } },
};
const TUNNEL_LOG: Look = {
  say: "The log `/aws/vendedlogs/<link>-tunnels`: which side ended the negotiation, and over which proposal.",
};

/** Runbooks of what joins a region with a data centre on premises. */
export const LINK_RUNBOOKS = {
  "link-tunnel-down": {
    title: "One of the two tunnels of a VPN is down",
    severity: "ticket",
    means:
      "Traffic takes the other tunnel. For a quarter of an hour there has been no second one: the next failure, or AWS's maintenance of the tunnel that is left, cuts the link.",
    look: [
      VPN,
      TUNNEL_LOG,
      { say: "Whether AWS replaces the end of a tunnel: maintenance is announced in the account's health dashboard." },
      { say: "Whether the device on premises was changed, restarted or cut from its line." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "restoreDevice",
        say: "Have the device's team bring the tunnel back: its address, its key from Secrets Manager, IKEv2 with AES-256-GCM and group 19, 20 or 21.",
      },
      {
        kind: "manual",
        name: "restoreRouting",
        say: "Where the tunnel is up and its BGP session is not, compare the numbers of the autonomous systems and the addresses inside the tunnel.",
      },
    ],
    after: ["Both tunnels are up, and both announce routes."],
    next: ["link-tunnels-down", "link-direct-connect-down"],
  },
  "link-tunnels-down": {
    title: "Both tunnels of a VPN are down",
    severity: "page",
    means:
      "Nothing passes between the region and this device. Where there is no other line, changes from the system of record wait on premises, and what asks there fails. Reservations go on against the anchor in the region.",
    look: [
      VPN,
      TUNNEL_LOG,
      { say: "Whether another device or Direct Connect still carries the traffic: the alarms of those lines." },
      { say: "How far change capture and the mirror are behind: they go on by themselves once the link is back." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "callPremises",
        say: "Call whoever is on duty at the data centre: two tunnels fall together with the device, its line or its key, not with one end in AWS.",
      },
      {
        kind: "manual",
        name: "holdReservations",
        say: "Where the link stays down for longer than the stock that is known is good for, lower the limits of reservation, or hold them: that is the decision of the stock's owner.",
      },
      {
        kind: "manual",
        name: "checkRetention",
        say: "Compare how long the link is down with how long the database and the Kafka on premises keep their logs; extend that before it runs out.",
      },
    ],
    after: [
      "Both tunnels are up and announce routes.",
      "Change capture and the mirror have caught up; the reconciliation after that finds nothing.",
    ],
    next: ["link-tunnel-down", "stuck-reconciliation", "stock-mismatch"],
  },
  "link-direct-connect-down": {
    title: "Direct Connect announces no routes",
    severity: "page",
    means:
      "The BGP session of a virtual interface is down. Traffic takes another connection or the VPN, which carries less; where there is neither, the link is cut.",
    look: [
      {
        say: "The state of the interface and of its session.",
        call: {
          operation: "directconnect:DescribeVirtualInterfaces",
          with: { virtualInterfaceId: "{{ VirtualInterfaceId }}" },
        },
      },
      { say: "The connection's metrics `ConnectionState`, `ConnectionErrorCount` and its light levels." },
      { say: "Whether AWS or the carrier announced maintenance." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "callCarrier",
        say: "Where the connection is down, open a case with the carrier and with AWS, each with the id of the connection.",
      },
      {
        kind: "manual",
        name: "restoreSession",
        say: "Where it is up, have the router's team compare VLAN, addresses, the number of the autonomous system and the key of the session.",
      },
    ],
    after: ["The session is up, and the VPC's range is announced once more."],
    next: ["link-tunnels-down"],
  },
  "names-resolver-unhealthy": {
    title: "An address of a resolver's endpoint answers no more",
    severity: "ticket",
    means:
      "For a quarter of an hour Resolver has tried to recover an address of the endpoint. The addresses of other zones answer, with less room for queries.",
    look: [
      {
        say: "The addresses of the endpoint, the state of each and what it says.",
        call: {
          operation: "route53resolver:ListResolverEndpointIpAddresses",
          with: { ResolverEndpointId: "{{ ResolverEndpointId }}" },
        },
      },
      { say: "Whether the subnet has free addresses, and whether the zone is impaired." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "waitForRecovery",
        say: "Wait for an hour: Resolver replaces the address by itself.",
      },
      {
        kind: "manual",
        name: "pointElsewhere",
        say: "Where name servers on premises ask that address alone, have them ask the others too.",
      },
    ],
    after: ["Every address is attached; a name of either side resolves from the other."],
    next: ["link-tunnels-down"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
