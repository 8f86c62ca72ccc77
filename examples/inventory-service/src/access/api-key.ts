import { hash } from "node:crypto";

/** What a key may be for. */
export const SCOPES = ["read", "stock:write", "reservations:write", "orders:erase", "shadow:write"] as const;

/** What a request may do. */
export type Scope = (typeof SCOPES)[number];

const FORM = /^inv_[\w-]{43}$/;

/** A new key out of 32 random bytes. It is shown once: only its hash is kept. */
export function keyText(random: Buffer): string {
  return `inv_${random.toString("base64url")}`;
}

/** A new key, and the hash under which it is known. */
export function newKey(random: Buffer): { readonly text: string; readonly hash: Buffer } {
  const text = keyText(random);
  return { text, hash: hash("sha256", text, "buffer") };
}

/** The hash under which a key is known; `undefined` for what has not the form of one. */
export function keyHash(text: string): Buffer | undefined {
  const name = keyName(text);
  return name === undefined ? undefined : Buffer.from(name, "base64");
}

/** The same as a text, in base64: requests ask for it, and a buffer costs them more than the hash itself. */
export function keyName(text: string): string | undefined {
  // Of 256 random bits nothing can be guessed, so that a fast hash is as good as a slow one.
  return FORM.test(text) ? hash("sha256", text, "base64") : undefined;
}
