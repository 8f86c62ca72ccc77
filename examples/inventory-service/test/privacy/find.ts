import fs from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Client } from "pg";
import type { World } from "./world";

/** Where the service is allowed to keep what a person writes. */
export const AUDIT = ["inventory.audit_entry.operator", "inventory.audit_entry.comment"] as const;

/** What was found where: lines by place. */
export type Findings = ReadonlyMap<string, readonly string[]>;

/** All that has left a service's requests, except what their senders were answered. */
export async function gather(world: World): Promise<Findings> {
  const metrics = await (await fetch(new URL("/metrics", world.url))).text();
  return new Map([
    ...(await inDatabase(world.owner)),
    ["stream", world.events.map((event) => JSON.stringify(event))],
    ["cache", world.cache.told],
    ["log", world.log],
    ["metrics", [metrics]],
    ["traces", world.traced],
    ["answers of others", world.answers],
    ...(await inArchive(world.folder)),
  ]);
}

/** The places in which a text is found, as it is or in hexadecimal. */
export function placesOf(findings: Findings, text: string): readonly string[] {
  const forms = [text, Buffer.from(text).toString("hex"), encodeURIComponent(text)].map((form) => form.toLowerCase());
  const has = (line: string): boolean => forms.some((form) => line.toLowerCase().includes(form));
  return [...findings].filter(([, lines]) => lines.some(has)).map(([place]) => place);
}

/** The columns of all tables. */
async function inDatabase(owner: Client): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { rows: tables } = await owner.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class as c
    where c.relnamespace in ('inventory'::regnamespace, 'public'::regnamespace)
      and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    order by 1`);
  const columns = new Map<string, string[]>();
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: object }>(`select to_jsonb(t) as row from ${name} as t`);
    for (const [column, value] of rows.flatMap(({ row }) => Object.entries(row))) {
      const place = `${name}.${column}`;
      columns.set(place, [...(columns.get(place) ?? []), JSON.stringify(value)]);
    }
  }
  return [...columns].sort(([one], [other]) => (one < other ? -1 : 1));
}

async function inArchive(folder: string): Promise<readonly (readonly [string, readonly string[]])[]> {
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(parquet|json)$/.test(name));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const found = new Map<string, string[]>();
  for (const file of files) {
    const at = path.join(folder, file);
    const place = `archive ${file.split("/")[0] ?? ""}`;
    const query = `select to_json(t)::varchar as line from read_parquet('${at}') as t`;
    const lines = file.endsWith(".json")
      ? [fs.readFileSync(at, "utf8")]
      : (await connection.runAndReadAll(query)).getRows().map(String);
    found.set(place, [...(found.get(place) ?? []), file, ...lines]);
  }
  connection.closeSync();
  instance.closeSync();
  return [...found];
}
