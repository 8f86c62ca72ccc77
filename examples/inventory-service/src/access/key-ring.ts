import type { KeyGrant } from "../storage";
import { keyName } from "./api-key";

/** For how long a key is believed to be as it was found. A revoked key is refused everywhere after this time. */
const REMEMBERED_MILLISECONDS = 30_000;

/** Keys that are remembered at most, those that are none included. */
const MOST_REMEMBERED = 10_000;

/** What a key ring needs. */
export interface KeyRingOptions {
  /** Finds what the key of a hash allows. */
  readonly find: (hash: Buffer) => Promise<KeyGrant | undefined>;
  /** The time in ms since the epoch. */
  readonly now: () => number;
}

interface Remembered {
  readonly grant: Promise<KeyGrant | undefined>;
  readonly until: number;
}

/** Finds what keys allow, and remembers it for a while. Requests that come with the same key at once share one look-up. */
export class KeyRing {
  readonly #options: KeyRingOptions;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  /** What a key allows; `undefined` for one that is not known, has expired or was revoked. */
  async grantOf(text: string): Promise<KeyGrant | undefined> {
    const name = keyName(text);
    if (name === undefined) {
      return undefined;
    }
    const grant = await this.#lookUp(name);
    return grant !== undefined && grant.expiresAt > this.#options.now() ? grant : undefined;
  }

  #lookUp(name: string): Promise<KeyGrant | undefined> {
    const now = this.#options.now();
    const before = this.#remembered.get(name);
    if (before !== undefined && before.until > now) {
      return before.grant;
    }
    const grant = this.#options.find(Buffer.from(name, "base64"));
    this.#remembered.delete(name);
    this.#remembered.set(name, { grant, until: now + REMEMBERED_MILLISECONDS });
    grant.catch(() => this.#remembered.delete(name));
    this.#forgetOldest();
    return grant;
  }

  #forgetOldest(): void {
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size > MOST_REMEMBERED) {
      this.#remembered.delete(oldest);
    }
  }
}
