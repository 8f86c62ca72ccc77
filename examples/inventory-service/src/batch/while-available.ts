import { isPassing } from "./execute-splitting";
import { Unanswered } from "./pending";

/**
 * Reads from the database.
 * @throws Unanswered where the database is away, or fails the reading for no fault of its own
 */
export async function whileAvailable<Result>(reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    throw isPassing(error) ? new Unanswered("unavailable", { cause: error }) : error;
  }
}
