import path from "node:path";
import { z } from "zod";
import type { PriceRow, PriceSheet, PriceTier } from "../../../facts";
import { InputError } from "../../input-error";
import { readJson } from "../../json-file";
import { grouped } from "../grouped";
import { METER_RULES, type Attributes, type MeterRule } from "./meters";

const Dimension = z.object({
  beginRange: z.string(),
  pricePerUnit: z.object({ USD: z.string().exactOptional() }),
});

const PriceList = z.object({
  offerCode: z.string(),
  publicationDate: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  products: z.record(
    z.string(),
    z.object({ productFamily: z.string().exactOptional(), attributes: z.record(z.string(), z.string()) }),
  ),
  terms: z.object({
    OnDemand: z
      .record(z.string(), z.record(z.string(), z.object({ priceDimensions: z.record(z.string(), Dimension) })))
      .default({}),
  }),
});

type PriceList = z.infer<typeof PriceList>;

const FIX = "name a file of AWS's bulk price list, such as offers/v1.0/aws/AmazonEC2/current/eu-central-1/index.json";

/** A product that is a meter here. */
interface Found {
  readonly region: string;
  readonly meter: string;
  readonly row: PriceRow;
}

/**
 * Reads the on-demand prices that the planner's meters need from a file of AWS's bulk price list.
 * @throws InputError where it is no such file, or holds none of these prices
 */
export function readPriceList(file: string): readonly PriceSheet[] {
  const where = path.relative(process.cwd(), file);
  const result = PriceList.safeParse(readJson(file, { where, fix: FIX }));
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
    throw new InputError([{ where, message: `is no price list of AWS: ${place}`, fix: FIX }]);
  }
  const list = result.data;
  const found = Object.keys(list.products).flatMap((sku) => productOf(list, sku) ?? []);
  if (found.length === 0) {
    const offers = [...new Set(METER_RULES.map(({ offer }) => offer))].join(", ");
    const message = `is the price list of ${list.offerCode} and holds no price that is needed, expected one of ${offers}`;
    throw new InputError([{ where, message, fix: FIX }]);
  }
  return [...grouped(found, ({ region }) => region)]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([region, rows]) => ({
      source: `AWS price list, ${list.offerCode}`,
      licence: "published by AWS",
      date: list.publicationDate.slice(0, 10),
      region,
      prices: Object.fromEntries(
        rows.map(({ meter, row }) => [meter, row] as const).toSorted(([left], [right]) => (left < right ? -1 : 1)),
      ),
    }));
}

function productOf(list: PriceList, sku: string): Found | undefined {
  const product = list.products[sku];
  const region = product?.attributes["regionCode"];
  if (product === undefined || region === undefined) {
    return undefined;
  }
  const rule = METER_RULES.find((candidate) => fits(candidate, list.offerCode, product));
  const row = rule === undefined ? undefined : rowOf(list, sku, rule.unit);
  return rule === undefined || row === undefined
    ? undefined
    : { region, meter: meterOf(rule, product.attributes), row };
}

function fits(rule: MeterRule, offer: string, { productFamily, attributes }: PriceList["products"][string]): boolean {
  return (
    rule.offer === offer &&
    rule.family === productFamily &&
    Object.entries(rule.where).every(([name, expected]) => {
      const value = attributes[name] ?? "";
      return typeof expected === "string" ? value === expected : expected.test(value);
    })
  );
}

function meterOf({ meter }: MeterRule, attributes: Attributes): string {
  return typeof meter === "string" ? meter : meter(attributes);
}

/** The price of a product by its quantity of a month; `undefined` where it is not sold on demand in USD. */
function rowOf(list: PriceList, sku: string, unit: string): PriceRow | undefined {
  const dimensions = Object.values(list.terms.OnDemand[sku] ?? {}).flatMap(({ priceDimensions }) =>
    Object.values(priceDimensions),
  );
  const tiers = dimensions
    .flatMap(({ beginRange, pricePerUnit }): readonly PriceTier[] =>
      pricePerUnit.USD === undefined ? [] : [[Number(beginRange), Number(pricePerUnit.USD)]],
    )
    .toSorted(([left], [right]) => left - right);
  const [first, ...more] = tiers;
  if (first === undefined) {
    return undefined;
  }
  return more.length === 0 ? { unit, usd: first[1] } : { unit, tiers };
}
