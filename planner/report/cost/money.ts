const FORMAT = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** USD with cents: `1,234.50`. */
export function usd(amount: number): string {
  return FORMAT.format(amount);
}

/** A difference, with its sign: `+12.00`. */
export function signed(amount: number): string {
  return `${amount < 0 ? "-" : "+"}${usd(Math.abs(amount))}`;
}
