import { parseArgs } from "node:util";
import { WrongUsage } from "../service";

/** How the job is called. */
export const USAGE = `usage: failover promote --epoch N [--since TIME] [--apply] [--format text|json]
       failover fence   --epoch N [--apply] [--format text|json]
       failover status  [--format text|json]
       failover resolve --command N,N,… | --all --as reinstated|abandoned [--apply] [--format text|json]

  promote    makes the promoted copy at DATABASE_URL the database that takes changes, in epoch N: withholds the units of what was
             published and is not there, and reports it. Events come from the service's own stream
  fence      closes the old database at DATABASE_URL to all changes, for good: epoch N is that of the one that followed
  status     what was lost and is not resolved
  resolve    lost commands come to hold after all (reinstated), or do not (abandoned); their units are no longer withheld
  --since    from which time on events are read, as ISO 8601; ten minutes before the last event of the database, if left out
  --apply    does it. Without, it only says what it would do
`;

/** What is to be done. */
export type Task =
  | { readonly kind: "promote"; readonly epoch: number; readonly since: number | undefined }
  | { readonly kind: "fence"; readonly epoch: number }
  | { readonly kind: "status" }
  | {
      readonly kind: "resolve";
      readonly ids: readonly number[] | null;
      readonly resolution: "reinstated" | "abandoned";
    };

/** What the command line says. */
export interface Settings {
  readonly task: Task;
  readonly isApplied: boolean;
  readonly format: "text" | "json";
}

interface Values {
  readonly epoch?: string;
  readonly since?: string;
  readonly command?: string;
  readonly all?: boolean;
  readonly as?: string;
  readonly apply?: boolean;
  readonly format?: string;
}

const TASKS: Readonly<Record<string, (values: Values) => Task>> = {
  promote: (values) => ({ kind: "promote", epoch: epochIn(values), since: sinceIn(values) }),
  fence: (values) => ({ kind: "fence", epoch: epochIn(values) }),
  status: () => ({ kind: "status" }),
  resolve: (values) => ({ kind: "resolve", ids: idsIn(values), resolution: resolutionIn(values) }),
};

/**
 * Reads the command line.
 * @throws WrongUsage
 */
export function readSettings(args: readonly string[]): Settings {
  const { values, positionals } = parse(args);
  const [name = "nothing", ...more] = positionals;
  const task = TASKS[name];
  if (task === undefined || more.length > 0) {
    throw new WrongUsage(`${[name, ...more].join(" ")} is not a command, expected ${Object.keys(TASKS).join(", ")}`);
  }
  const format = values.format ?? "text";
  if (format !== "text" && format !== "json") {
    throw new WrongUsage(`--format is ${format}, expected text or json`);
  }
  return { task: task(values), isApplied: values.apply === true, format };
}

function parse(args: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = { epoch: text, since: text, command: text, all: flag, as: text, apply: flag, format: text };
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function epochIn({ epoch }: Values): number {
  if (!/^[1-9]\d{0,5}$/.test(epoch ?? "")) {
    throw new WrongUsage(`--epoch is ${epoch ?? "missing"}, expected a whole number from 1 to 999999`);
  }
  return Number(epoch);
}

function sinceIn({ since }: Values): number | undefined {
  const time = since === undefined ? undefined : Date.parse(since);
  if (Number.isNaN(time)) {
    throw new WrongUsage(`--since is ${since}, expected a time as ISO 8601, such as 2026-11-27T10:00:00Z`);
  }
  return time;
}

function idsIn({ command, all }: Values): readonly number[] | null {
  if ((command === undefined) === (all !== true)) {
    throw new WrongUsage("--command N,N,… or --all is expected, one of the two");
  }
  const ids = command?.split(",") ?? [];
  const wrong = ids.find((id) => !/^[1-9]\d{0,14}$/.test(id));
  if (wrong !== undefined) {
    throw new WrongUsage(`--command has ${wrong}, expected numbers as status prints them, with commas between them`);
  }
  return command === undefined ? null : ids.map(Number);
}

function resolutionIn({ as: resolution }: Values): "reinstated" | "abandoned" {
  if (resolution !== "reinstated" && resolution !== "abandoned") {
    throw new WrongUsage(`--as is ${resolution ?? "missing"}, expected reinstated or abandoned`);
  }
  return resolution;
}
