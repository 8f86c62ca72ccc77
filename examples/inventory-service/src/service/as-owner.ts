import { Client } from "pg";
import { loginOf, type Db } from "../storage";
import { readConfig } from "./config";
import { databasePassword } from "./database-password";

/** The configuration of a program that works as the owner of the tables. */
export type OwnerConfig = ReturnType<typeof readConfig> & { readonly databaseUrl: string };

/** @throws WrongUsage that names all that is wrong */
function readOwnerConfig(env: NodeJS.ProcessEnv): OwnerConfig {
  try {
    const config = readConfig(env);
    const { databaseUrl } = config;
    if (databaseUrl === undefined) {
      throw new Error("DATABASE_URL: is missing, expected the address of the database, as the owner of its tables");
    }
    return { ...config, databaseUrl };
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** The command line, or the environment, is wrong. */
export class WrongUsage extends Error {}

/** What a program prints, by format, and whether all of it could be done. */
export interface Printed {
  readonly json: object;
  readonly text: string;
  readonly isWhole: boolean;
}

/** A program that works as the owner of the tables. */
export interface OwnerProgram<Settings extends { readonly format: "text" | "json" }> {
  readonly usage: string;
  readonly env: NodeJS.ProcessEnv;
  /** Reads the command line. @throws WrongUsage */
  readonly readSettings: (args: readonly string[]) => Settings;
  readonly run: (db: Db, config: OwnerConfig, settings: Settings) => Promise<Printed>;
  /** How it ends with an error that is no defect, and what it says of it; `undefined` for all others. */
  readonly explain: (error: unknown) => { readonly code: number; readonly text: string } | undefined;
}

const EXIT = { done: 0, data: 65, usage: 78 } as const;

/** Runs such a program, and says how the process ends: 65 where not all could be done, 78 for wrong usage. */
export async function runAsOwner<Settings extends { readonly format: "text" | "json" }>({
  usage,
  env,
  readSettings,
  run,
  explain,
}: OwnerProgram<Settings>): Promise<number> {
  try {
    const settings = readSettings(process.argv.slice(2));
    const config = readOwnerConfig(env);
    const { json, text, isWhole } = await asOwner(config, (db) => run(db, config, settings));
    process.stdout.write(settings.format === "json" ? `${JSON.stringify(json)}\n` : text);
    return isWhole ? EXIT.done : EXIT.data;
  } catch (error) {
    const explained =
      error instanceof WrongUsage ? { code: EXIT.usage, text: `${error.message}\n\n${usage}` } : explain(error);
    if (explained === undefined) {
      throw error;
    }
    process.stderr.write(explained.text);
    return explained.code;
  }
}

/** Does something on one connection of the owner. */
async function asOwner<Result>(config: OwnerConfig, task: (db: Db) => Promise<Result>): Promise<Result> {
  const db = new Client(loginOf(config.databaseUrl, databasePassword(config)));
  await db.connect();
  try {
    return await task(db);
  } finally {
    await db.end();
  }
}
