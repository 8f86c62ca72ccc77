import { createHmac, timingSafeEqual } from "node:crypto";
import { whileAvailable } from "../batch";
import { inTransaction, storeMessages } from "../storage";
import { NOT_RECORDED, recording } from "../trace";
import type { ChannelsOptions } from "./channels-options";
import { takenOf } from "./messages";

/** What an ERP sent. */
export interface Webhook {
  readonly channel: string;
  /** Its headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  /** In which trace it was sent, as of W3C trace context; `undefined` where it does not say. */
  readonly traceparent: string | undefined;
  /** As it came: the signature is over its bytes. */
  readonly body: Buffer;
}

/** What became of it. */
export type WebhookAnswer =
  | { readonly kind: "taken"; readonly messages: number }
  /** There is no such channel, or it was not that channel who sent it, or not now. */
  | { readonly kind: "unauthorized" }
  /** Places that make no sense, and why. Nothing was taken. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** What taking in a webhook needs. */
export type WebhookOptions = Pick<ChannelsOptions, "pool" | "parties" | "traces" | "now">;

/** By how much a webhook's time may differ from this clock's, in seconds. What is older was sent before, or by somebody else. */
const WINDOW_SECONDS = 300;

/** Messages that are taken from one webhook. */
const MOST_MESSAGES = 1_000;

/**
 * Takes in what an ERP sends, whole or not at all, and records it as a part of its trace. What it sent before is known by the messages'
 * own ids.
 */
export async function takeInWebhook(options: WebhookOptions, webhook: Webhook): Promise<WebhookAnswer> {
  const { pool, parties, traces, now } = options;
  const erp = parties.erps.find(({ channel }) => channel === webhook.channel);
  if (erp?.secret === undefined || !isGenuine(webhook, erp.secret, now())) {
    return { kind: "unauthorized" };
  }
  const found = messagesOf(webhook.body);
  if (found === undefined) {
    return { kind: "invalid", problems: [`messages: an array of 1 to ${MOST_MESSAGES} is expected`] };
  }
  const messages = found.map((value, index) => takenOf("erp", value, { place: `messages.${index}`, now: now() }));
  const problems = messages.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) {
    return { kind: "invalid", problems };
  }
  const { tenant, channel } = erp;
  const start = { name: "webhook", role: "server", parent: webhook.traceparent, facts: { tenant, channel } } as const;
  await recording(traces, start, (traceparent = NOT_RECORDED) =>
    whileAvailable(inTransaction(pool, [tenant], (db) => storeMessages(db, erp, { messages, traceparent }))),
  );
  return { kind: "taken", messages: messages.length };
}

/** Whether the channel signed it, and just now. The form is that of Standard Webhooks: signatures of old and new secrets may be several. */
function isGenuine({ id, timestamp, signature, body }: Webhook, secret: string, now: number): boolean {
  const age = Math.abs(now / 1_000 - Number(timestamp));
  const signed = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest();
  const isSigned = signature.split(" ").some((each) => isEqual(signed, each.startsWith("v1,") ? each.slice(3) : ""));
  return isSigned && id !== "" && age <= WINDOW_SECONDS;
}

function isEqual(expected: Buffer, text: string): boolean {
  const given = Buffer.from(text, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function messagesOf(body: Buffer): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    const messages = typeof value === "object" && value !== null && "messages" in value ? value.messages : undefined;
    const isFine = Array.isArray(messages) && messages.length >= 1 && messages.length <= MOST_MESSAGES;
    return isFine ? messages : undefined;
  } catch {
    return undefined;
  }
}
