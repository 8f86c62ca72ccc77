import { randomUUID } from "node:crypto";
import { asOwner, openAdapters, readOwnerConfig, type OwnerConfig } from "../service";
import { closeEpoch, joinEpoch, readLost, type Db } from "../storage";
import { UnusableStream } from "./collect-lost";
import { inTransaction } from "./in-transaction";
import { promote, UnusablePromotion } from "./promote";
import { promotionText, resolveText, statusText, summaryOf } from "./report";
import { resolve } from "./resolve";
import { readSettings, USAGE, WrongUsage, type Settings, type Task } from "./settings";

/** How the job ends. */
const EXIT = { done: 0, data: 65, usage: 78 } as const;

/** How long nothing comes before a dry run has read enough, and how long any reading may take. */
const QUIET_MILLISECONDS = 5_000;
const MOST_MILLISECONDS = 1_800_000;

/** What is printed, by format, and whether all of it could be done. */
interface Printed {
  readonly json: object;
  readonly text: string;
  readonly isWhole: boolean;
}

interface Job<Kind extends Task["kind"]> {
  readonly db: Db;
  readonly config: OwnerConfig;
  readonly task: Extract<Task, { kind: Kind }>;
  readonly isApplied: boolean;
}

async function runPromote({ db, config, task, isApplied }: Job<"promote">): Promise<Printed> {
  const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const replica = `failover-${randomUUID()}`;
  const unused = { cache: undefined, archive: undefined, traces: undefined, cloudWatch: undefined };
  const noChannels = { channels: undefined, parties: [], clock: () => performance.now() };
  const adapters = await openAdapters({ ...config, ...unused, ...noChannels, replica, onError });
  try {
    if (adapters.stream === undefined) {
      throw new WrongUsage(
        "promote needs the service's stream: set KAFKA_BROKERS or KINESIS_STREAM as the service has it",
      );
    }
    const promotion = await promote({
      ...{ db, stream: adapters.stream, partition: config.partition.own, isApplied },
      ...{ epoch: task.epoch, since: task.since },
      ...{ quietMilliseconds: QUIET_MILLISECONDS, mostMilliseconds: MOST_MILLISECONDS },
      clock: () => performance.now(),
      now: () => new Date(),
    });
    const json = { version: 1, ...promotion, summary: summaryOf(promotion.commands) };
    return { json, text: promotionText(promotion), isWhole: true };
  } finally {
    await adapters.close();
  }
}

async function runFence({ db, task, isApplied }: Job<"fence">): Promise<Printed> {
  const { epoch } = await joinEpoch(db);
  if (task.epoch <= epoch) {
    throw new UnusablePromotion(
      `--epoch is ${task.epoch}, expected one above ${epoch}, in which the database is: that of the one that followed`,
    );
  }
  if (isApplied) {
    await inTransaction(db, () => closeEpoch(db, task.epoch));
  }
  const text = isApplied
    ? `the database takes no changes any longer; epoch ${task.epoch} is another one's\n`
    : `a dry run: the database, in epoch ${epoch}, would take no changes any longer. Do it by --apply\n`;
  return { json: { version: 1, epoch: task.epoch, before: epoch, isApplied }, text, isWhole: true };
}

async function runStatus({ db }: Job<"status">): Promise<Printed> {
  const commands = await readLost(db, { ids: null, isOpen: true });
  return { json: { version: 1, commands, summary: summaryOf(commands) }, text: statusText(commands), isWhole: true };
}

async function runResolve({ db, task, isApplied }: Job<"resolve">): Promise<Printed> {
  const { isOpen, epoch } = await joinEpoch(db);
  if (!isOpen) {
    throw new UnusablePromotion(`the database takes no changes in epoch ${epoch}; resolve in the one that does`);
  }
  const { ids, resolution } = task;
  const report = await resolve({ db, ids, resolution, isApplied });
  const isWhole = report.kept.length + report.unknown.length === 0;
  return { json: { version: 1, ...report }, text: resolveText(report), isWhole };
}

function run(db: Db, config: OwnerConfig, { task, isApplied }: Settings): Promise<Printed> {
  switch (task.kind) {
    case "promote":
      return runPromote({ db, config, task, isApplied });
    case "fence":
      return runFence({ db, config, task, isApplied });
    case "status":
      return runStatus({ db, config, task, isApplied });
    case "resolve":
      return runResolve({ db, config, task, isApplied });
  }
}

function readEnvironment(): OwnerConfig {
  try {
    return readOwnerConfig(process.env);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<number> {
  try {
    const settings = readSettings(process.argv.slice(2));
    const config = readEnvironment();
    const { json, text, isWhole } = await asOwner(config, (db) => run(db, config, settings));
    process.stdout.write(settings.format === "json" ? `${JSON.stringify(json)}\n` : text);
    return isWhole ? EXIT.done : EXIT.data;
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    if (error instanceof UnusablePromotion || error instanceof UnusableStream) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.data;
    }
    throw error;
  }
}

void main().then((code) => (process.exitCode = code));
