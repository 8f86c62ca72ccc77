import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { VPN_TUNNEL } from "./on-premises-link.plan";

/** Inputs of both tunnels of a VPN, which are negotiated alike and write one log. */
export function tunnelInputs(logGroupArn: pulumi.Input<string>): Partial<aws.ec2.VpnConnectionArgs> {
  const log = {
    cloudwatchLogOptions: {
      logEnabled: true,
      logGroupArn,
      logOutputFormat: "json",
      bgpLogEnabled: true,
      bgpLogGroupArn: logGroupArn,
      bgpLogOutputFormat: "json",
    },
  };
  return {
    tunnel1IkeVersions: [...VPN_TUNNEL.ikeVersions],
    tunnel1Phase1EncryptionAlgorithms: [...VPN_TUNNEL.encryption],
    tunnel1Phase1IntegrityAlgorithms: [...VPN_TUNNEL.integrity],
    tunnel1Phase1DhGroupNumbers: [...VPN_TUNNEL.diffieHellmanGroups],
    tunnel1Phase2EncryptionAlgorithms: [...VPN_TUNNEL.encryption],
    tunnel1Phase2IntegrityAlgorithms: [...VPN_TUNNEL.integrity],
    tunnel1Phase2DhGroupNumbers: [...VPN_TUNNEL.diffieHellmanGroups],
    tunnel1StartupAction: VPN_TUNNEL.startup,
    tunnel1DpdTimeoutAction: VPN_TUNNEL.onSilence,
    tunnel1EnableTunnelLifecycleControl: true,
    tunnel1LogOptions: log,
    tunnel2IkeVersions: [...VPN_TUNNEL.ikeVersions],
    tunnel2Phase1EncryptionAlgorithms: [...VPN_TUNNEL.encryption],
    tunnel2Phase1IntegrityAlgorithms: [...VPN_TUNNEL.integrity],
    tunnel2Phase1DhGroupNumbers: [...VPN_TUNNEL.diffieHellmanGroups],
    tunnel2Phase2EncryptionAlgorithms: [...VPN_TUNNEL.encryption],
    tunnel2Phase2IntegrityAlgorithms: [...VPN_TUNNEL.integrity],
    tunnel2Phase2DhGroupNumbers: [...VPN_TUNNEL.diffieHellmanGroups],
    tunnel2StartupAction: VPN_TUNNEL.startup,
    tunnel2DpdTimeoutAction: VPN_TUNNEL.onSilence,
    tunnel2EnableTunnelLifecycleControl: true,
    tunnel2LogOptions: log,
  };
}
