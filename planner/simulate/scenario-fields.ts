import { z } from "zod";

/** A number above nothing. */
export function positive(what: string) {
  const error = `${what} above 0`;
  return z.number({ error }).gt(0, { error });
}

/** A time in whole seconds. */
export function seconds(least: number, most: number) {
  const error = `whole seconds from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}
