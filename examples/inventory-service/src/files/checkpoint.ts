import type { Files } from "./files";

/** What a piece of work came to. It is written after the result that it names. */
export interface Done<Rows> {
  /** Hash over everything that the result depends on. */
  readonly inputs: string;
  /** The result, and the hash of its content. */
  readonly output: { readonly path: string; readonly digest: string };
  /** What its rows are like. */
  readonly rows: Rows;
}

/** A piece of work whose result is a file. */
export interface Work<Rows> {
  /** Where its checkpoint is. */
  readonly checkpoint: string;
  /** Hash over everything that the result depends on. */
  readonly inputs: string;
  /** Where the result is. */
  readonly output: string;
  /** Writes it. */
  readonly make: (file: string) => Promise<Rows>;
}

/** Does a piece of work, unless that has been done with the same inputs and the result is still what it was. */
export async function doOnce<Rows>(files: Files, work: Work<Rows>): Promise<Done<Rows>> {
  const { inputs, output: path } = work;
  const done = await readDone<Rows>(files, work.checkpoint);
  if (done?.inputs === inputs && (await files.digest(done.output.path)) === done.output.digest) {
    return done;
  }
  const rows = await files.keep(path, work.make);
  const digest = (await files.digest(path)) ?? "";
  const checkpoint: Done<Rows> = { inputs, output: { path, digest }, rows };
  await files.write(work.checkpoint, JSON.stringify(checkpoint));
  return checkpoint;
}

/** What a piece of work came to, where its checkpoint is there. */
export async function readDone<Rows>(files: Files, path: string): Promise<Done<Rows> | undefined> {
  const text = await files.read(path);
  // Only jobs write there, and only whole files.
  return text === undefined ? undefined : (JSON.parse(text) as Done<Rows>);
}
