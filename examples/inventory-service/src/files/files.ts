/** Files, in a folder or in a bucket. Paths are relative, with slashes. */
export interface Files {
  /** Paths of the files below a folder whose names end like this, in order; of Parquet files where nothing is said. */
  list(folder: string, ending?: string): Promise<readonly string[]>;
  /** Hash over a file's content; `undefined` where there is no such file. */
  digest(path: string): Promise<string | undefined>;
  /** A file's text; `undefined` where there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Writes a text, whole or not at all. */
  write(path: string, text: string): Promise<void>;
  /**
   * Writes a text unless there is one.
   * @returns the text that is there now: of two writers the first one's
   */
  writeOnce(path: string, text: string): Promise<string>;
  /** The name of a local file with the same content. */
  local(path: string): Promise<string>;
  /** Lets somebody write a local file, and keeps it, whole or not at all. */
  keep<Result>(path: string, write: (file: string) => Promise<Result>): Promise<Result>;
}
