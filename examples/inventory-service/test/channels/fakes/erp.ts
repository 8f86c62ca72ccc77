import { createHmac } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { LateMessages, NO_FAULTS, type Faults, type PartyMessage, type Said } from "./late-messages";

export const SECRET = "a secret of thirty-two characters";

/** Headers of a webhook, as Standard Webhooks has them: its sender is about to change its secret, and signs by two. */
export function webhookHeaders(
  body: string,
  { secret = SECRET, age = 0 }: { readonly secret?: string; readonly age?: number } = {},
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.now() / 1_000) - age);
  const signed = createHmac("sha256", secret).update(`hook-1.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    ...{ "webhook-id": "hook-1", "webhook-timestamp": timestamp, "webhook-signature": `v1,b2xk v1,${signed}` },
  };
}

/** Columns of the files that it drops. */
const COLUMNS = ["id", "kind", "at", "sku", "location", "quantity", "by", "reason", "sequence", "counted"];

interface Row {
  readonly sku: string;
  readonly location: string;
}

/** Ways in which an ERP says what it books. */
export interface ErpWays {
  /** The folder where it drops files; without one there are none. */
  readonly drop?: string | undefined;
  /** Where its webhooks go. */
  readonly url: string;
}

/**
 * An ERP: it books what comes and goes, and says so in files and webhooks. It is late, says things twice, by either way and not in
 * their order, writes files by halves, and sends webhooks again whose answer it did not get.
 */
export class FakeErp {
  readonly #ways: ErpWays;
  readonly #faults: Faults;
  readonly #messages: LateMessages;
  readonly #unanswered: PartyMessage[] = [];
  /** A file of which a part is there. */
  #unfinished: { readonly file: string; readonly text: string } | undefined;
  #files = 0;
  #sequence = 0;
  /** What it has booked, by SKU and location. */
  readonly shelves = new Map<string, number>();
  /** How its webhooks were answered. */
  readonly answers: number[] = [];

  constructor(ways: ErpWays, faults: Partial<Faults> = {}) {
    this.#ways = ways;
    this.#faults = { ...NO_FAULTS, ...faults };
    this.#messages = new LateMessages(this.#faults);
  }

  /** Whether it has said all it has booked. */
  get isSilent(): boolean {
    return this.#messages.isEmpty && this.#unanswered.length === 0 && this.#unfinished === undefined;
  }

  /** Goods come in. */
  receive({ sku, location }: Row, quantity: number): void {
    this.#book({ kind: "receipt", sku, location, quantity }, quantity);
  }

  /** Units are lost or found. */
  adjust({ sku, location }: Row, by: number): void {
    this.#book({ kind: "adjustment", sku, location, by, reason: by < 0 ? "lost" : "found" }, by);
  }

  /** A shelf is counted. */
  count({ sku, location }: Row): void {
    this.#sequence += 1;
    const counted = this.shelves.get(`${sku} ${location}`) ?? 0;
    this.#messages.say({ kind: "count", sku, location, sequence: this.#sequence, counted });
  }

  #book(message: Said & Row, by: number): void {
    const shelf = `${message.sku} ${message.location}`;
    this.shelves.set(shelf, (this.shelves.get(shelf) ?? 0) + by);
    this.#messages.say(message);
  }

  /** Says what there is to say now. */
  async tell(): Promise<void> {
    this.#finish();
    const due = this.#messages.read();
    const dropped = due.filter(() => this.#ways.drop !== undefined && this.#messages.chance(0.5));
    this.#drop(dropped);
    await this.#send([...this.#unanswered.splice(0), ...due.filter((message) => !dropped.includes(message))]);
  }

  #drop(messages: readonly PartyMessage[]): void {
    if (this.#ways.drop === undefined || messages.length === 0) {
      return;
    }
    this.#files += 1;
    const lines = messages.map((message) => COLUMNS.map((column) => String(message[column] ?? "")).join());
    const text = [COLUMNS.join(), ...lines, ""].join("\n");
    this.#unfinished = { file: path.join(this.#ways.drop, `bookings-${this.#files}.csv`), text };
    if (this.#messages.chance(this.#faults.fail)) {
      fs.writeFileSync(`${this.#unfinished.file}.part`, text.slice(0, text.length >> 1));
    } else {
      this.#finish();
    }
  }

  #finish(): void {
    if (this.#unfinished !== undefined) {
      const { file, text } = this.#unfinished;
      fs.writeFileSync(`${file}.part`, text);
      fs.renameSync(`${file}.part`, file);
      this.#unfinished = undefined;
    }
  }

  async #send(messages: readonly PartyMessage[]): Promise<void> {
    if (messages.length > 0 && !(await this.#isAnswered(messages))) {
      this.#unanswered.push(...messages);
    }
  }

  async #isAnswered(messages: readonly PartyMessage[]): Promise<boolean> {
    if (this.#messages.chance(this.#faults.fail)) {
      return false;
    }
    const body = JSON.stringify({ messages });
    const { status } = await fetch(this.#ways.url, { method: "POST", headers: webhookHeaders(body), body });
    this.answers.push(status);
    return status === 202 && !this.#messages.chance(this.#faults.lose);
  }
}
