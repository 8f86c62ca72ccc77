import type { Refusal } from "../../components/core/refusal";
import type { Finding, Path } from "../problems";

/**
 * What a component would refuse, at its place in the environment file, in the component's own words.
 * @param placeOf the place in the file that an argument of the component comes from
 */
export function refusedBy<Args>(
  rules: readonly Refusal<Args>[],
  args: Args,
  placeOf: (arg: string) => Path,
): Finding[] {
  return rules
    .filter(({ when }) => when(args))
    .map(({ say }) => {
      const { arg, got, expected, change } = say(args);
      return { path: placeOf(arg), got, expected, change };
    });
}
