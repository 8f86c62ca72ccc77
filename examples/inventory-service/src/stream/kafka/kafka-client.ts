import { setTimeout } from "node:timers/promises";
import { generateAuthToken } from "aws-msk-iam-sasl-signer-js";
import { Kafka, KafkaJSError, logLevel, type KafkaConfig } from "kafkajs";

/** Where a Kafka cluster is, and how it is spoken to. */
export interface KafkaCluster {
  /** Brokers that are asked first, as `host:port`. */
  readonly brokers: readonly string[];
  /** How the cluster lets clients in: `none` and `tls` ask for nothing; `iam` is MSK's, with this process's own AWS identity. */
  readonly access: { readonly kind: "none" | "tls" } | { readonly kind: "iam"; readonly region: string };
  /** What this replica is called in the brokers' logs. */
  readonly clientId: string;
}

/** Where the events are. */
export interface KafkaOptions extends KafkaCluster {
  /** The topic of the events. */
  readonly topic: string;
}

/**
 * How requests are tried again before they fail: for some seconds, at first at once, since a transaction that follows another is
 * refused until that one is ended everywhere.
 */
export const RETRY = { initialRetryTime: 20, retries: 8, factor: 0.2 } as const;

/** How often a cluster is asked that is not ready yet, and with which rest. */
const ATTEMPTS = 20;
const REST_MILLISECONDS = 500;

/** A client of a cluster. */
export function kafkaClient({ brokers, access, clientId }: KafkaCluster): Kafka {
  return new Kafka({
    ...{ brokers: [...brokers], clientId },
    ...security(access),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: RETRY,
    // What fails is told to whoever asked for it; the client calls much a failure that it then mends by itself.
    logLevel: logLevel.NOTHING,
  });
}

function security(access: KafkaCluster["access"]): Pick<KafkaConfig, "ssl" | "sasl"> {
  if (access.kind !== "iam") {
    return { ssl: access.kind === "tls" };
  }
  const { region } = access;
  const oauthBearerProvider = async (): Promise<{ value: string }> => ({
    value: (await generateAuthToken({ region })).token,
  });
  return { ssl: true, sasl: { mechanism: "oauthbearer", oauthBearerProvider } };
}

/** Does what a cluster is not yet ready for some moments after a topic, or its first group, was made. */
export async function patiently<Result>(task: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt === ATTEMPTS || !(error instanceof KafkaJSError && error.retriable)) {
        throw error;
      }
      await setTimeout(REST_MILLISECONDS);
    }
  }
}
