import { readFile } from "node:fs/promises";
import type { FlagdCore } from "@openfeature/flagd-core";
import { OpenFeature, type Client } from "@openfeature/server-sdk";
import { SPLIT_STRATEGIES, type SplitStrategy } from "../domain";
import { FlagdProvider } from "./flagd-provider";

/** What flags are opened with. */
export interface FlagsOptions {
  /** The document, as AppConfig's agent or a ConfigMap puts it there; `undefined` for none: then defaults hold. */
  readonly file: string | undefined;
  /** Names these flags within the process. */
  readonly domain: string;
  /** Told once of each document that cannot be used, and that the one before it still holds; `undefined` when all is well again. */
  readonly onBroken: (problem: Error | undefined) => void;
}

/** How a reservation is divided that does not say so itself. */
const SPLIT_FLAG = "reservation-split";

/** What holds where no flag says otherwise. */
const DEFAULT_SPLIT: SplitStrategy = "listed";

/** How often the document is looked at: a file that is replaced through links tells nobody. */
const LOOK_MILLISECONDS = 2_000;

/** Flags, out of a document that is read again when it changes. One that is broken is told of, and changes nothing. */
export class Flags {
  readonly #options: FlagsOptions;
  readonly #provider = new FlagdProvider();
  readonly #client: Client;
  #document: string | undefined;
  #broken: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: FlagsOptions) {
    this.#options = options;
    OpenFeature.setProvider(options.domain, this.#provider);
    this.#client = OpenFeature.getClient(options.domain);
  }

  /** Reads the document for the first time; where it is broken, defaults hold until it is mended. */
  static async open(options: FlagsOptions): Promise<Flags> {
    const flags = new Flags(options);
    if (options.file !== undefined) {
      await flags.look();
      flags.#timer = setInterval(() => void flags.look(), LOOK_MILLISECONDS).unref();
    }
    return flags;
  }

  /** How a reservation is divided that does not say so itself. */
  async splitFor({ tenant, channel }: { readonly tenant: string; readonly channel: string }): Promise<SplitStrategy> {
    if (this.#document === undefined) {
      return DEFAULT_SPLIT;
    }
    const context = { targetingKey: JSON.stringify([tenant, channel]), tenant, channel };
    const value = await this.#client.getStringValue(SPLIT_FLAG, DEFAULT_SPLIT, context);
    // A rule of the document may compute what no variant is.
    return SPLIT_STRATEGIES.find((strategy) => strategy === value) ?? DEFAULT_SPLIT;
  }

  /** Looks at the document, and takes it where it has changed. */
  async look(): Promise<void> {
    const { file = "", onBroken } = this.#options;
    try {
      const document = await readFile(file, "utf8");
      if (document !== this.#document) {
        this.#provider.load(document, checkSplit);
        this.#document = document;
      }
      if (this.#broken !== undefined) {
        onBroken(undefined);
      }
      this.#broken = undefined;
    } catch (error) {
      this.#tell(error instanceof Error ? error.message : String(error));
    }
  }

  /** Looks no more. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #tell(problem: string): void {
    if (this.#broken !== problem) {
      const still = this.#document === undefined ? "defaults hold" : "the document before it still holds";
      this.#options.onBroken(new Error(`flags ${this.#options.file ?? ""} cannot be used, ${still}: ${problem}`));
    }
    this.#broken = problem;
  }
}

/** @throws Error where a variant is nothing by which a reservation can be divided */
function checkSplit(flags: FlagdCore): void {
  const variants = flags.getFlag(SPLIT_FLAG)?.variants ?? new Map<string, unknown>();
  for (const [name, value] of variants) {
    if (!SPLIT_STRATEGIES.some((strategy) => strategy === value)) {
      const expected = SPLIT_STRATEGIES.join(", ");
      throw new Error(`${SPLIT_FLAG}.variants.${name} is ${JSON.stringify(value)}, expected one of ${expected}`);
    }
  }
}
