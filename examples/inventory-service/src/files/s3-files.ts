import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  type GetObjectCommandOutput,
} from "@aws-sdk/client-s3";
import type { Files } from "./files";

/** Where a bucket is. */
export interface S3Options {
  /** The bucket's name. */
  readonly bucket: string;
  /** What comes before every path, without a slash at its end; empty for nothing. */
  readonly prefix: string;
  /** The region it is in; `undefined` for the one that the AWS SDK finds. */
  readonly region: string | undefined;
  /** Where S3 answers, where that is not AWS; `undefined` for AWS. */
  readonly endpoint: string | undefined;
  /** Where local copies lie. Nobody else uses this folder at the same time, and it may be emptied whenever nobody does. */
  readonly folder: string;
}

/**
 * Files in a bucket of S3. An object is there whole or not at all; its SHA-256 is kept with it, and computed from its content
 * where somebody else wrote it without.
 */
export class S3Files implements Files {
  readonly #client: S3Client;
  readonly #options: S3Options;
  #copies = 0;

  constructor(options: S3Options) {
    const { region, endpoint } = options;
    this.#options = options;
    this.#client = new S3Client({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    });
  }

  /** Leaves S3, and deletes the local copies. */
  async close(): Promise<void> {
    this.#client.destroy();
    await rm(this.#options.folder, { recursive: true, force: true });
  }

  async list(folder: string, ending = ".parquet"): Promise<readonly string[]> {
    const keys: string[] = [];
    let next: string | undefined;
    do {
      const found = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#options.bucket,
          Prefix: this.#keyOf(folder === "" ? "" : `${folder}/`),
          ...(next === undefined ? {} : { ContinuationToken: next }),
        }),
      );
      keys.push(...(found.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      next = found.NextContinuationToken;
    } while (next !== undefined);
    const start = this.#keyOf("").length;
    return keys
      .filter((key) => key.endsWith(ending))
      .map((key) => key.slice(start))
      .toSorted();
  }

  async digest(file: string): Promise<string | undefined> {
    const head = await unlessMissing(
      this.#client.send(new HeadObjectCommand({ ...this.#at(file), ChecksumMode: "ENABLED" })),
    );
    if (head === undefined) {
      return undefined;
    }
    if (head.ChecksumSHA256 !== undefined && head.ChecksumType !== "COMPOSITE") {
      return Buffer.from(head.ChecksumSHA256, "base64").toString("hex");
    }
    const hash = createHash("sha256");
    await pipeline(bodyOf(await this.#get(file)), hash);
    return hash.digest("hex");
  }

  async read(file: string): Promise<string | undefined> {
    const found = await unlessMissing(this.#get(file));
    return found?.Body?.transformToString();
  }

  async write(file: string, text: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ ...this.#at(file), Body: text, ChecksumAlgorithm: "SHA256" }));
  }

  async writeOnce(file: string, text: string): Promise<string> {
    try {
      await this.#client.send(
        new PutObjectCommand({ ...this.#at(file), Body: text, ChecksumAlgorithm: "SHA256", IfNoneMatch: "*" }),
      );
      return text;
    } catch (error) {
      const before = isStatus(error, 412) || isStatus(error, 409) ? await this.read(file) : undefined;
      if (before === undefined) {
        throw error;
      }
      return before;
    }
  }

  async local(file: string): Promise<string> {
    const found = await this.#get(file);
    const name = createHash("sha256")
      .update(`${file}\n${found.ETag ?? ""}`)
      .digest("hex");
    const local = path.join(this.#options.folder, `${name}.parquet`);
    if ((await unlessMissing(stat(local))) !== undefined) {
      bodyOf(found).destroy();
      return local;
    }
    const part = await this.#part();
    await pipeline(bodyOf(found), createWriteStream(part));
    await rename(part, local);
    return local;
  }

  async keep<Result>(file: string, write: (temporary: string) => Promise<Result>): Promise<Result> {
    const part = await this.#part();
    try {
      const result = await write(part);
      const { size } = await stat(part);
      const hash = createHash("sha256");
      await pipeline(createReadStream(part), hash);
      await this.#client.send(
        new PutObjectCommand({
          ...this.#at(file),
          Body: createReadStream(part),
          ContentLength: size,
          ChecksumSHA256: hash.digest("base64"),
        }),
      );
      return result;
    } finally {
      await rm(part, { force: true });
    }
  }

  #keyOf(file: string): string {
    const { prefix } = this.#options;
    return prefix === "" ? file : `${prefix}/${file}`;
  }

  #at(file: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#options.bucket, Key: this.#keyOf(file) };
  }

  #get(file: string): Promise<GetObjectCommandOutput> {
    return this.#client.send(new GetObjectCommand(this.#at(file)));
  }

  async #part(): Promise<string> {
    await mkdir(this.#options.folder, { recursive: true });
    this.#copies += 1;
    return path.join(this.#options.folder, `${this.#copies}.part`);
  }
}

function bodyOf({ Body }: GetObjectCommandOutput): Readable {
  if (!(Body instanceof Readable)) {
    throw new Error("internal: an object of S3 has no body to read");
  }
  return Body;
}

async function unlessMissing<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (isStatus(error, 404) || code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
