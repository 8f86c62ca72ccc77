import { z } from "zod";
import { today } from "../clock";
import { InputError } from "../input-error";

/**
 * The day that `--as-of` names; today where it names none.
 * @param example a day that shows the form
 * @throws InputError where it is no day
 */
export function readDay(given: string | undefined, example: string): string {
  const day = given ?? today();
  if (!z.iso.date().safeParse(day).success) {
    const message = `is "${day}", expected a day such as ${example}`;
    throw new InputError([{ where: "--as-of", message, fix: "name a day that the calendar has" }]);
  }
  return day;
}
