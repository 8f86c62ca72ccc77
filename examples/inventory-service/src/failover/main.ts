import { randomUUID } from "node:crypto";
import { openAdapters, runAsOwner, WrongUsage, type OwnerConfig, type Printed } from "../service";
import { closeEpoch, joinEpoch, readLost, type Db } from "../storage";
import { UnusableStream } from "./collect-lost";
import { inTransaction } from "./in-transaction";
import { promote, UnusablePromotion } from "./promote";
import { promotionText, resolveText, statusText, summaryOf } from "./report";
import { resolve } from "./resolve";
import { readSettings, USAGE, type Settings, type Task } from "./settings";

/** How the job ends where the database or the stream is not what it should be. */
const EXIT_DATA = 65;

/** How long nothing comes before a dry run has read enough, and how long any reading may take. */
const QUIET_MILLISECONDS = 5_000;
const MOST_MILLISECONDS = 1_800_000;

interface Job<Kind extends Task["kind"]> {
  readonly db: Db;
  readonly config: OwnerConfig;
  readonly task: Extract<Task, { kind: Kind }>;
  readonly isApplied: boolean;
}

async function runPromote({ db, config, task, isApplied }: Job<"promote">): Promise<Printed> {
  const onError = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const replica = `failover-${randomUUID()}`;
  const unused = { feeds: undefined, cache: undefined, archive: undefined, traces: undefined, cloudWatch: undefined };
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

void runAsOwner({
  ...{ usage: USAGE, env: process.env, readSettings, run },
  explain: (error) =>
    error instanceof UnusablePromotion || error instanceof UnusableStream
      ? { code: EXIT_DATA, text: `${error.message}\n` }
      : undefined,
}).then((code) => (process.exitCode = code));
