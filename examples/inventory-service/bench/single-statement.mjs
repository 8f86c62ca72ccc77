// The best that one statement for each reservation can do: no batch, and eight connections, more of which only wait.
import { built } from "./built.mjs";

const { openPool, reserveOne, storedKey } = built;

/** Submits each reservation as one statement, while a task runs. */
export async function withSingleStatements(url, task) {
  const pool = openPool(url, 8);
  const submit = async (request) => {
    const connection = await pool.connect();
    try {
      return await reserveOne(connection, { command: request.command }, storedKey(request));
    } finally {
      connection.release();
    }
  };
  try {
    return await task(submit);
  } finally {
    await pool.end();
  }
}
