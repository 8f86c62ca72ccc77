import { parse } from "csv-parse/sync";
import { findPosition, inTransaction, savePosition, storeMessages } from "../storage";
import type { ChannelsOptions, OpenParties } from "./channels-options";
import { takenOf, type Found } from "./messages";

/** Rows that are kept at once, with how far the file has been read. */
const CHUNK = 500;

/** What a file has to be called; a file that is still being written has another name. */
const ENDING = ".csv";

type Erp = OpenParties["erps"][number];

/** A row of a file, or why there is none. */
interface FileRow {
  readonly line: number;
  readonly value: unknown;
}

/**
 * Takes in the files that ERPs have dropped. How far a file has been read is kept with its rows, so that whoever is killed goes on
 * behind the last of them; a row that makes no sense is set aside with its place, and the rest goes on.
 */
export async function takeInDrops(options: ChannelsOptions): Promise<void> {
  for (const erp of options.parties.erps) {
    await takeInDrop(options, erp).catch(options.onError);
  }
}

async function takeInDrop(options: ChannelsOptions, erp: Erp): Promise<void> {
  for (const path of (await erp.files?.list("", ENDING)) ?? []) {
    await takeInFile(options, erp, path);
  }
}

async function takeInFile(options: ChannelsOptions, erp: Erp, path: string): Promise<void> {
  const place = `file ${path}`;
  const digest = await erp.files?.digest(path);
  const position = await inTransaction(options.pool, [erp.tenant], (db) => findPosition(db, erp, place));
  if (digest === undefined || position === `${digest} done`) {
    return;
  }
  const rows = rowsOf((await erp.files?.read(path)) ?? "");
  // A file of the same name with other content is another file: what it repeats is known by its ids.
  const [before, done] = position?.split(" ") ?? [];
  for (let next = before === digest ? Number(done) : 0; next < rows.length; next += CHUNK) {
    await takeInRows(options, erp, {
      place,
      rows: rows.slice(next, next + CHUNK),
      position: `${digest} ${next + CHUNK}`,
    });
  }
  await inTransaction(options.pool, [erp.tenant], (db) => savePosition(db, erp, { place, position: `${digest} done` }));
}

async function takeInRows(
  { pool, now }: ChannelsOptions,
  erp: Erp,
  { place, rows, position }: { readonly place: string; readonly rows: readonly FileRow[]; readonly position: string },
): Promise<void> {
  const found = ({ line }: FileRow): Found => ({ place: `${place}, line ${line}`, now: now() });
  const messages = rows.map((row) => takenOf("erp", row.value, found(row)));
  await inTransaction(pool, [erp.tenant], async (db) => {
    await storeMessages(db, erp, { messages, traceparent: undefined });
    await savePosition(db, erp, { place, position });
  });
}

/**
 * The rows of a CSV with a header, a row on each line; one that cannot be read has no value. Each line is read by itself, so that a
 * quote that is not closed spoils its own row and no other.
 */
function rowsOf(text: string): readonly FileRow[] {
  const [first = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const names = cellsOf(first) ?? [];
  return lines.flatMap((line, index) =>
    line.trim() === "" ? [] : [{ line: index + 2, value: objectOf(names, cellsOf(line)) }],
  );
}

function cellsOf(line: string): readonly string[] | undefined {
  try {
    return parse(line, { trim: true })[0];
  } catch {
    return undefined;
  }
}

/** Cells by name: whole numbers as such, empty ones not at all. */
function objectOf(names: readonly string[], cells: readonly string[] | undefined): object | null {
  if (cells?.length !== names.length) {
    return null;
  }
  const entries = names.map((name, index) => [name, cells[index] ?? ""] as const).filter(([, cell]) => cell !== "");
  return Object.fromEntries(
    entries.map(([name, cell]) => [name, NUMBERS.has(name) && WHOLE.test(cell) ? Number(cell) : cell]),
  );
}

const NUMBERS: ReadonlySet<string> = new Set(["quantity", "by", "counted", "sequence"]);
const WHOLE = /^-?\d{1,10}$/;
