import { hash } from "node:crypto";
import type { StockKey } from "../domain";

/**
 * The key of a repair, a UUIDv7: of its row and its day alone, so that a repair that is sent again is the same one, and a
 * row is repaired once a day at most. Its time is the end of the day, after which the service takes it for as long as any key.
 * @param day as `YYYY-MM-DD`
 */
export function repairKey(day: string, { tenant, sku, location }: StockKey): string {
  const time = (Date.parse(day) + 86_400_000).toString(16).padStart(12, "0");
  const noise = hash("sha256", JSON.stringify([day, tenant, sku, location]));
  const variant = "89ab".charAt(parseInt(noise.charAt(3), 16) % 4);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${noise.slice(0, 3)}`,
    `${variant}${noise.slice(4, 7)}`,
    noise.slice(7, 19),
  ].join("-");
}
