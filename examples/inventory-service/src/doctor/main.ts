import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openFiles, placeOf, type FilesPlace } from "../files";
import { DuckDbEngine } from "../reconcile";
import { openPool } from "../storage";
import { examine, renderJson, renderText, RUNBOOKS, type Runbook } from ".";

/** How the program ends. */
const EXIT = { healthy: 0, found: 1, usage: 2, failed: 3 } as const;

const USAGE = `usage: doctor [RUNBOOK…] [--tenant TENANT] [--data PLACE] [--format text|json] [--apply]

  RUNBOOK   ${RUNBOOKS.join(", ")}; all of them, if left out
  --tenant  whose stock; of all tenants, if left out
  --data    where reconciliation reads and writes: a folder, or s3://bucket/prefix; ARCHIVE_URL, if left out
  --format  text, for people, is the default
  --apply   repairs what is safe, each in one transaction and with an event; without it, nothing is changed

The database is at DATABASE_URL, as a user that may take the role inventory_service.
`;

interface Settings {
  readonly runbooks: readonly Runbook[];
  readonly tenant: string | undefined;
  readonly data: FilesPlace | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly format: "text" | "json";
  readonly apply: boolean;
  readonly databaseUrl: string;
}

class WrongUsage extends Error {}

/** Reads the command line and the environment; nothing else of this program does. */
function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const { values, positionals } = parse(args);
  const { format = "text", tenant, apply = false } = values;
  const named = positionals.length === 0 ? RUNBOOKS : positionals.map(runbookOf);
  const place = values.data ?? env["ARCHIVE_URL"];
  const data = place === undefined ? undefined : placeOf(place);
  const { DATABASE_URL: databaseUrl = "", AWS_REGION: region, S3_ENDPOINT: endpoint } = env;
  refuseUnless(databaseUrl !== "", "DATABASE_URL is missing, expected the address of a PostgreSQL database");
  refuseUnless(format === "text" || format === "json", `--format is ${format}, expected text or json`);
  refuseUnless((place === undefined) === (data === undefined), `--data is ${place}, expected a folder or s3://…`);
  refuseUnless(
    data !== undefined || positionals.every((each) => each !== "stuck-reconciliation"),
    "stuck-reconciliation needs --data or ARCHIVE_URL: that is where it is seen",
  );
  const isJson = format === "json";
  return { runbooks: named, tenant, data, region, endpoint, format: isJson ? "json" : "text", apply, databaseUrl };
}

function parse(args: readonly string[]): {
  readonly values: { tenant?: string; data?: string; format?: string; apply?: boolean };
  readonly positionals: readonly string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tenant: { type: "string" },
        data: { type: "string" },
        format: { type: "string" },
        apply: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function runbookOf(text: string): Runbook {
  const found = RUNBOOKS.find((each) => each === text);
  if (found === undefined) {
    throw new WrongUsage(`the runbook is ${text}, expected one of ${RUNBOOKS.join(", ")}`);
  }
  return found;
}

function refuseUnless(fine: boolean, problem: string): void {
  if (!fine) {
    throw new WrongUsage(problem);
  }
}

async function run(settings: Settings): Promise<number> {
  const { data, databaseUrl, format } = settings;
  const pool = openPool(databaseUrl, 2);
  const opened = data === undefined ? undefined : await openArchive(settings, data);
  try {
    const diagnosis = await examine({ ...settings, pool, reconciliation: opened, now: Date.now() });
    process.stdout.write(format === "json" ? renderJson(diagnosis) : renderText(diagnosis));
    return diagnosis.findings.length === 0 ? EXIT.healthy : EXIT.found;
  } finally {
    await opened?.close();
    await pool.end();
  }
}

async function openArchive({ region, endpoint }: Settings, place: FilesPlace) {
  const folder = path.join(os.tmpdir(), `doctor-${process.pid}`);
  const writer = `${os.hostname()}-${process.pid}`;
  const { files, close } = openFiles(place, { writer, region, endpoint, copies: path.join(folder, "copies") });
  const engine = await DuckDbEngine.start({ memoryMiB: 512, threads: 1, spillFolder: folder });
  return {
    ...{ files, engine },
    close: async (): Promise<void> => {
      engine.stop();
      await close();
    },
  };
}

async function main(): Promise<number> {
  try {
    return await run(readSettings(process.argv.slice(2), process.env));
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.failed;
  }
}

void main().then((code) => (process.exitCode = code));
