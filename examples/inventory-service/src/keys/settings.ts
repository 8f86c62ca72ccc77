import { parseArgs } from "node:util";
import { z } from "zod";
import { SCOPES, type Scope } from "../access";
import { WrongUsage } from "../service";

/** How the program is called. */
export const USAGE = `usage: keys make --tenant T --client C --scopes S,S,… [--days N] [--requests-per-minute N] [--partition P]
       keys list [--tenant T]
       keys revoke ID…
       all with [--format text|json]

  make       makes a key, and prints it: nobody can read it again, as its hash alone is kept
  list       the keys that there are, the expired and revoked ones included, by ids that open nothing
  revoke     ends keys for good. Replicas notice within 30 seconds
  --scopes   ${SCOPES.join(", ")}
  --days     until the key expires; 90, if left out, and 366 at most
  --requests-per-minute
             of all keys of the client together, at each replica; 600, if left out
  --partition
             where the tenant's data lie; PARTITION, if left out

The database is at DATABASE_URL, as the owner of its tables.
`;

/** What is to be done. */
export type Task =
  | {
      readonly kind: "make";
      readonly tenant: string;
      readonly client: string;
      readonly scopes: readonly Scope[];
      readonly days: number;
      readonly requestsPerMinute: number;
      readonly partition: string | undefined;
    }
  | { readonly kind: "list"; readonly tenant: string | null }
  | { readonly kind: "revoke"; readonly ids: readonly string[] };

/** What the command line says. */
export interface Settings {
  readonly task: Task;
  readonly format: "text" | "json";
}

/** Wants what there is to be one thing, and says what is there instead. */
function wanting(expected: string): { readonly error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => `is ${input === undefined ? "missing" : String(input)}, expected ${expected}` };
}

const A_NAME = wanting(
  "a name of letters, digits and . _ : - that begins with a letter or a digit, at most 64 characters",
);
const name = z.string(A_NAME).regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, A_NAME);

function upTo(most: number): z.ZodType<number, string | undefined> {
  const error = wanting(`a whole number from 1 to ${most}`);
  return z
    .string(error)
    .regex(/^[1-9]\d{0,6}$/, { ...error, abort: true })
    .refine((text) => Number(text) <= most, error)
    .transform(Number);
}

const A_SCOPE = wanting(`one of ${SCOPES.join(", ")}`);
const scopes = z
  .string(wanting(`some of ${SCOPES.join(", ")}, with commas between them`))
  .transform((text) => [...new Set(text.split(","))])
  .pipe(z.array(z.enum(SCOPES, A_SCOPE)));

const format = z.enum(["text", "json"], wanting("text or json")).default("text");
const nothing = z.undefined("is not for this command").optional();

const IDS = wanting("ids as list prints them: 16 of 0 to 9 and a to f");
const ids = z.array(z.string().regex(/^[0-9a-f]{16}$/, IDS)).min(1, "is missing, expected ids as list prints them");

/** The options of each command; those that it does not name are not for it. */
const COMMANDS = {
  make: z.object({
    ...{ tenant: name, client: name, scopes, format, partition: name.optional(), ids: z.array(nothing) },
    days: upTo(366).default(90),
    "requests-per-minute": upTo(1_000_000).default(600),
  }),
  list: z.object({ ...others(), tenant: name.optional() }),
  revoke: z.object({ ...others(), ids }),
};

/** What is refused where a command does not take it. */
function others() {
  const not = { tenant: nothing, client: nothing, scopes: nothing, days: nothing, partition: nothing };
  return { ...not, "requests-per-minute": nothing, ids: z.array(nothing), format };
}

/**
 * Reads the command line.
 * @throws WrongUsage with all that is wrong
 */
export function readSettings(args: readonly string[]): Settings {
  const { values, positionals } = parse(args);
  const [command = "nothing", ...named] = positionals;
  const given = { ...values, ids: named };
  switch (command) {
    case "make": {
      const { tenant, client, scopes: wanted, days, partition, ...read } = checked(COMMANDS.make, given);
      const requestsPerMinute = read["requests-per-minute"];
      const task = { kind: command, tenant, client, scopes: wanted, days, requestsPerMinute, partition } as const;
      return { task, format: read.format };
    }
    case "list": {
      const read = checked(COMMANDS.list, given);
      return { task: { kind: command, tenant: read.tenant ?? null }, format: read.format };
    }
    case "revoke": {
      const read = checked(COMMANDS.revoke, given);
      return { task: { kind: command, ids: [...new Set(read.ids)] }, format: read.format };
    }
    default:
      throw new WrongUsage(`${command} is not a command, expected ${Object.keys(COMMANDS).join(", ")}`);
  }
}

function parse(args: readonly string[]): { readonly values: object; readonly positionals: readonly string[] } {
  const text = { type: "string" } as const;
  const options = { tenant: text, client: text, scopes: text, days: text, partition: text, format: text };
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, "requests-per-minute": text },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function checked<Output>(schema: z.ZodType<Output>, given: object): Output {
  const { success, data, error } = schema.safeParse(given);
  if (!success) {
    const problems = error.issues.map(({ path: [option], message }) =>
      option === "ids" ? `the id ${message}` : `--${String(option)} ${message}`,
    );
    throw new WrongUsage(problems.join("\n"));
  }
  return data;
}
