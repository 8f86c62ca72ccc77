import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openPool, readParity } from "../storage";
import { DIFFERENCES } from "./classify-difference";
import { causes, reportParity, type ParityReport } from "./parity-report";

/** How it ends: the platform may answer, or not yet, or the usage is wrong. */
const EXIT = { ready: 0, notYet: 1, usage: 78 } as const;

const USAGE = `usage: parity --tenant TENANT --from YYYY-MM-DD --until YYYY-MM-DD [--causes FILE] [--capability NAME]

  --tenant      whose writes were compared, in the database at DATABASE_URL
  --from        first day of the window, in UTC
  --until       last day of the window
  --causes      a JSON object: by kind of difference, why it is accepted
  --capability  prints lines of the platform's parity dataset instead, for this capability
`;

class WrongUsage extends Error {}

interface Settings {
  readonly databaseUrl: string;
  readonly tenant: string;
  readonly from: string;
  readonly until: string;
  readonly causes: string | undefined;
  readonly capability: string | undefined;
}

function readSettings(args: readonly string[], databaseUrl: string | undefined): Settings {
  const text = { type: "string" } as const;
  const options = { tenant: text, from: text, until: text, causes: text, capability: text };
  const { values } = parseArgs({ args: [...args], options });
  const { tenant = "", from = "", until = "" } = values;
  refuseUnless(databaseUrl !== undefined, "DATABASE_URL is missing, expected the address of the service's database");
  refuseUnless(tenant !== "", "--tenant is missing");
  for (const [name, day] of [
    ["--from", from],
    ["--until", until],
  ] as const) {
    refuseUnless(
      /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)),
      `${name} is "${day}", expected YYYY-MM-DD`,
    );
  }
  return { databaseUrl: databaseUrl ?? "", tenant, from, until, causes: values.causes, capability: values.capability };
}

function refuseUnless(fine: boolean, problem: string): void {
  if (!fine) {
    throw new WrongUsage(problem);
  }
}

async function report({ databaseUrl, tenant, from, until, causes: file }: Settings): Promise<ParityReport> {
  const known = causes.safeParse(file === undefined ? {} : JSON.parse(readFileSync(file, "utf8")));
  if (!known.success) {
    throw new WrongUsage(`--causes: expected texts under some of ${Object.keys(DIFFERENCES).join(", ")}`);
  }
  const pool = openPool(databaseUrl, 1);
  try {
    const rows = await readParity(pool, { tenant, from, until });
    return reportParity({ from, until, rows, causes: known.data });
  } finally {
    await pool.end();
  }
}

function textOf({ from, until, compared, differing, parityPercent, lines, obstacles }: ParityReport): string {
  return [
    `${from} to ${until}: ${compared} writes compared, ${differing} differ, ${parityPercent.toFixed(4)} % agree`,
    ...lines.map(
      ({ operation, field, kind, cause, differing: some, compared: all }) =>
        `  ${operation} ${field} ${kind}: ${some} of ${all}${cause === null ? "" : `, accepted: ${cause}`}`,
    ),
    obstacles.length === 0 ? "the platform may answer" : "the platform may not answer yet:",
    ...obstacles.map((each) => `  ${each}`),
  ].join("\n");
}

/** Lines as the platform's parity dataset has them. */
function datasetOf({ lines }: ParityReport, capability: string): string {
  return lines
    .map(({ operation, field, reason, compared, differing }) =>
      JSON.stringify({ capability, operation, field, reason, compared, differing }),
    )
    .join("\n");
}

async function main(): Promise<number> {
  try {
    const settings = readSettings(process.argv.slice(2), process.env["DATABASE_URL"]);
    const found = await report(settings);
    const { capability } = settings;
    process.stdout.write(`${capability === undefined ? textOf(found) : datasetOf(found, capability)}\n`);
    return found.obstacles.length === 0 ? EXIT.ready : EXIT.notYet;
  } catch (error) {
    const isUsage = error instanceof WrongUsage || (error instanceof TypeError && "code" in error);
    if (isUsage || error instanceof SyntaxError) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    throw error;
  }
}

void main().then((code) => (process.exitCode = code));
