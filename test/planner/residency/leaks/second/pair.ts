import type { Properties, PropertyValue } from "../../../../../planner/plan";
import { bucket, type Leak, type Planted, type Surroundings, ZONES } from "../program";

/** A text of the leak, and what stands in its place where nothing leaves. */
export type Swap = readonly [abroad: string, home: string];

/** A leak whose twin is the same resources with other texts in them. */
export interface Pair extends Surroundings {
  readonly title: string;
  readonly leak: readonly Planted[];
  /** What is swapped in every input but those of buckets, which are there in both. */
  readonly swaps: readonly Swap[];
  readonly at: string;
}

/** A leak and its twin. */
export function pair({ swaps, ...rest }: Pair): Leak {
  return { ...rest, twin: rest.leak.map((each) => (each.type === BUCKET ? each : swapped(each, swaps))) };
}

const BUCKET = bucket("eu", "any").type;

function swapped(planted: Planted, swaps: readonly Swap[]): Planted {
  const { inputs, region } = planted;
  return {
    ...planted,
    inputs: swapIn(inputs, swaps),
    ...(region !== undefined && { region: swapText(region, swaps) }),
  };
}

function swapIn(properties: Properties, swaps: readonly Swap[]): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, swapValue(value, swaps)]));
}

function swapValue(value: PropertyValue, swaps: readonly Swap[]): PropertyValue {
  if (typeof value === "string") {
    return swapText(value, swaps);
  }
  if (Array.isArray(value)) {
    return value.map((item) => swapValue(item, swaps));
  }
  return typeof value === "object" && value !== null ? swapIn(value, swaps) : value;
}

function swapText(text: string, swaps: readonly Swap[]): string {
  return swaps.reduce((said, [abroad, home]) => said.replaceAll(abroad, home), text);
}

/** Accounts of the zones that most leaks are between. */
export const EU = ZONES.eu.account;
export const IN = ZONES.in.account;
export const US = ZONES.us.account;

/** Personal files of the Union, payment files of India, and a bucket of the United States. */
export const ORDERS = bucket("eu", "eu-orders");
export const PAYMENTS = bucket("in", "in-payments", { holds: "payment" });
export const FAR = bucket("us", "us-files");
/** Swaps that keep what leaves in its zone. */
export const IN_EU: Swap = [FAR.name, ORDERS.name];
export const IN_INDIA: Swap = [FAR.name, PAYMENTS.name];

/** A policy of one statement. */
export function policy(statement: Properties): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Resource: "*", ...statement }] });
}

/** A statement that lets the root of an account do something. */
export function lets(account: string, action: string): Properties {
  return { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: action };
}
