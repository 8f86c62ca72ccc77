import type { MountedFiles, NetworkDestination } from "inventory-platform/components";
import type { Settings } from "./settings";

/** What the service reads out of Secrets and ConfigMaps of its namespace, and whom it tells what it does. */
export interface Mounted {
  /** Variables of the service's own `config.ts`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets and ConfigMaps, by the folder that they are in. */
  readonly files: Readonly<Record<string, MountedFiles<string>>>;
  /** Port of health and metrics, where the other one speaks TLS. */
  readonly operationsPort?: number;
  /** Where it goes for that within the cluster. */
  readonly destinations: Readonly<Record<string, NetworkDestination>>;
  /** Whether it goes to parties anywhere. */
  readonly usesInternet: boolean;
}

const FOLDER = "/etc/inventory";
const OPERATIONS_PORT = 8_081;
type Part = Omit<Mounted, "operationsPort">;

const NOTHING: Part = { variables: {}, files: {}, destinations: {}, usesInternet: false };

/** What the settings have the service read of its namespace, and tell others there. */
export function mountedOf(settings: Settings): Mounted {
  const all = [channelsOf(settings), flagsOf(settings), tlsOf(settings), tracesOf(settings)];
  return {
    ...(settings.tls === undefined ? {} : { operationsPort: OPERATIONS_PORT }),
    variables: Object.assign({}, ...all.map(({ variables }) => variables)),
    files: Object.assign({}, ...all.map(({ files }) => files)),
    destinations: Object.assign({}, ...all.map(({ destinations }) => destinations)),
    usesInternet: all.some(({ usesInternet }) => usesInternet),
  };
}

/** Parties with their tokens. They answer anywhere, by HTTPS. */
function channelsOf({ channels: name }: Settings): Part {
  return name === undefined
    ? NOTHING
    : {
        ...NOTHING,
        variables: { CHANNELS_FILE: `${FOLDER}/channels/channels.json` },
        files: { [`${FOLDER}/channels`]: { kind: "secret", name } },
        usesInternet: true,
      };
}

function flagsOf({ flags: name }: Settings): Part {
  return name === undefined
    ? NOTHING
    : {
        ...NOTHING,
        variables: { FLAGS_FILE: `${FOLDER}/flags/flags.json` },
        files: { [`${FOLDER}/flags`]: { kind: "config-map", name } },
      };
}

/** A Secret as cert-manager makes it. Probes and Prometheus bring no certificate, and so have a port of their own. */
function tlsOf({ tls }: Settings): Part {
  if (tls === undefined) {
    return NOTHING;
  }
  const folder = `${FOLDER}/tls`;
  return {
    ...NOTHING,
    variables: {
      TLS_CERT_FILE: `${folder}/tls.crt`,
      TLS_KEY_FILE: `${folder}/tls.key`,
      ...(tls.clientCa === true ? { TLS_CLIENT_CA_FILE: `${folder}/ca.crt` } : {}),
      OPERATIONS_PORT: String(OPERATIONS_PORT),
    },
    files: { [folder]: { kind: "secret", name: tls.secret } },
  };
}

function tracesOf({ traces }: Settings): Part {
  if (traces === undefined) {
    return NOTHING;
  }
  const { namespace, service, port, ratio } = traces;
  return {
    ...NOTHING,
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${service}.${namespace}:${port}`,
      ...(ratio === undefined ? {} : { OTEL_TRACES_SAMPLER_ARG: String(ratio) }),
    },
    destinations: { collector: { peer: { kind: "namespace", namespace }, ports: [port] } },
  };
}
