import type { FleetResource } from "./fleet";

/** Where a text leads to. */
export type Place =
  /** A region, and an account where the text names one. */
  | { readonly at: "region"; readonly region: string; readonly account?: string }
  | { readonly at: "account"; readonly account: string }
  /** A resource of the fleet. */
  | { readonly at: "resource"; readonly resource: FleetResource }
  /** A host outside AWS. */
  | { readonly at: "host"; readonly host: string }
  /** Everybody on the internet, or in AWS. */
  | { readonly at: "everybody" }
  /** Where the resource itself lies. */
  | { readonly at: "here" }
  /** Nobody can say. */
  | { readonly at: "unknown"; readonly why: string };

/** The place itself. */
export const HERE: Place = { at: "here" };

/** A place that nobody can tell. */
export function unknownPlace(why: string): Place {
  return { at: "unknown", why };
}
