import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Files } from "./files";

const PARQUET = ".parquet";

/**
 * Files in a folder. A file is written under another name, flushed, and renamed, so that it is there whole or
 * not at all, after a crash of the machine too.
 */
export class LocalFiles implements Files {
  readonly #folder: string;
  readonly #writer: string;

  /** @param writer names whoever writes, so that two never write to the same file before it is renamed */
  constructor(folder: string, writer: string) {
    this.#folder = path.resolve(folder);
    this.#writer = writer;
  }

  async list(folder: string, ending = PARQUET): Promise<readonly string[]> {
    const entries = await unlessMissing(readdir(this.#at(folder), { withFileTypes: true, recursive: true }));
    return (entries ?? [])
      .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
      .map((entry) => path.relative(this.#folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
      .toSorted();
  }

  async digest(file: string): Promise<string | undefined> {
    const hash = createHash("sha256");
    const read = await unlessMissing(pipeline(createReadStream(this.#at(file)), hash).then(() => true));
    return read === undefined ? undefined : hash.digest("hex");
  }

  read(file: string): Promise<string | undefined> {
    return unlessMissing(readFile(this.#at(file), "utf8"));
  }

  write(file: string, text: string): Promise<void> {
    return this.keep(file, (temporary) => writeText(temporary, text));
  }

  async writeOnce(file: string, text: string): Promise<string> {
    const temporary = await this.#temporary(file);
    await writeText(temporary, text);
    try {
      await flushed(temporary);
      // Unlike a rename, a link fails where there is a file.
      await link(temporary, this.#at(file));
      return text;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") {
        throw error;
      }
      return await readFile(this.#at(file), "utf8");
    } finally {
      await rm(temporary, { force: true });
    }
  }

  local(file: string): Promise<string> {
    return Promise.resolve(this.#at(file));
  }

  async keep<Result>(file: string, write: (temporary: string) => Promise<Result>): Promise<Result> {
    const temporary = await this.#temporary(file);
    try {
      const result = await write(temporary);
      await flushed(temporary);
      await rename(temporary, this.#at(file));
      return result;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  #at(file: string): string {
    return path.join(this.#folder, file);
  }

  async #temporary(file: string): Promise<string> {
    await mkdir(path.dirname(this.#at(file)), { recursive: true });
    return `${this.#at(file)}.${this.#writer}.part`;
  }
}

async function writeText(file: string, text: string): Promise<void> {
  const handle = await open(file, "w");
  await handle.writeFile(text).finally(() => handle.close());
}

async function flushed(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

async function unlessMissing<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (codeOf(error) === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
