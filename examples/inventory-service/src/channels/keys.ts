import { hash } from "node:crypto";

/**
 * The key of a command or a call, made of what it is about: whoever makes it again makes the same. It has the form of a
 * UUIDv7, and a time by which the service knows whether its answer can still be there.
 */
export function keyOf(parts: readonly (string | number)[], milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, "0");
  const digits = hash("sha256", JSON.stringify(parts));
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${digits.slice(0, 3)}`,
    `8${digits.slice(3, 6)}`,
    digits.slice(6, 18),
  ].join("-");
}

/** The reservation of a channel's order: by it the warehouse knows the order, and learns no channel's own reference. */
export function reservationOf({ channel, orderRef }: { readonly channel: string; readonly orderRef: string }): string {
  return hash("sha256", JSON.stringify([channel, orderRef])).slice(0, 32);
}
