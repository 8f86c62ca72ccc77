import { Client } from "pg";
import { loginOf, type Db } from "../storage";
import { readConfig } from "./config";
import { databasePassword } from "./database-password";

/** The configuration of a program that works as the owner of the tables. */
export type OwnerConfig = ReturnType<typeof readConfig> & { readonly databaseUrl: string };

/**
 * Reads the environment of such a program.
 * @throws an error that names all that is wrong
 */
export function readOwnerConfig(env: NodeJS.ProcessEnv): OwnerConfig {
  const config = readConfig(env);
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    throw new Error("DATABASE_URL: is missing, expected the address of the database, as the owner of its tables");
  }
  return { ...config, databaseUrl };
}

/** Does something on one connection of the owner. */
export async function asOwner<Result>(config: OwnerConfig, task: (db: Db) => Promise<Result>): Promise<Result> {
  const db = new Client(loginOf(config.databaseUrl, databasePassword(config)));
  await db.connect();
  try {
    return await task(db);
  } finally {
    await db.end();
  }
}
