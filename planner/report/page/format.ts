const USD = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** USD with cents: `1,234.50`. */
export function usd(amount: number): string {
  return USD.format(amount);
}

/** A difference in USD, with its sign. */
export function signed(amount: number): string {
  return `${amount < 0 ? "−" : "+"}${usd(Math.abs(amount))}`;
}

/** A whole number: `3,687`. */
export function whole(amount: number): string {
  return WHOLE.format(amount);
}

/** A number of things: `1 way`, `3,687 resources`. */
export function counted(count: number, what: string): string {
  return `${whole(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** A moment of a load: `12:30` minutes and seconds. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
