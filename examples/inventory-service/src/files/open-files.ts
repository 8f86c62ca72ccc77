import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "./files";
import { LocalFiles } from "./local-files";
import { S3Files } from "./s3-files";

/** Where files are: a folder, or what is below a prefix in a bucket. */
export type FilesPlace =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "s3"; readonly bucket: string; readonly prefix: string };

/** What opening needs beside the place. */
export interface OpenFilesOptions {
  /** Names whoever writes, so that two never write to the same file before it is whole. */
  readonly writer: string;
  /** The region of a bucket; `undefined` for the one that the AWS SDK finds. */
  readonly region: string | undefined;
  /** Where S3 answers; `undefined` for AWS. */
  readonly endpoint: string | undefined;
  /** Where copies of a bucket's files lie, below which each writer has a folder of its own. */
  readonly copies: string;
}

/** Files that are opened, until they are closed. */
export interface OpenedFiles {
  readonly files: Files;
  close(): Promise<void>;
}

const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/;

/** Reads where files are: a path, `file:///…`, or `s3://bucket/prefix`; `undefined` where it is none of these. */
export function placeOf(text: string): FilesPlace | undefined {
  const [, bucket, prefix = ""] = BUCKET.exec(text) ?? [];
  if (bucket !== undefined) {
    return { kind: "s3", bucket, prefix };
  }
  if (text.startsWith("file:///")) {
    return { kind: "folder", folder: fileURLToPath(text) };
  }
  return /^[a-z0-9]+:\/\//i.test(text) ? undefined : { kind: "folder", folder: path.resolve(text) };
}

/** Opens files. */
export function openFiles(place: FilesPlace, options: OpenFilesOptions): OpenedFiles {
  const { writer, copies, ...where } = options;
  if (place.kind === "folder") {
    return { files: new LocalFiles(place.folder, writer), close: async () => undefined };
  }
  const files = new S3Files({ ...place, ...where, folder: path.join(copies, writer) });
  return { files, close: () => files.close() };
}
