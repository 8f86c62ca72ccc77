import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import { destination } from "pino";

/** Where lines of the log go. */
export interface LogSink {
  write(line: string): void;
}

/** Members that a line may have beside its level, time, process and request id. All others are left out. */
const MEMBERS = ["err", "req", "res", "responseTime", "task"] as const;

/** Texts that a line may have. All others, into which somebody may have put what was sent, are left out. */
const TEXTS: readonly RegExp[] = [
  /^incoming request$/,
  /^request completed$/,
  /^request errored$/,
  /^Server listening at \S+$/,
  /^an idle connection was lost$/,
];

/** By what callers know a request in their own systems. It is theirs, and may say anything. */
const CORRELATION = ["x-request-id", "x-correlation-id"] as const;

/** What an error of a database has beside its text, and says of its kind. */
const DETAILS: readonly string[] = ["code", "constraint", "table", "routine"];

/** A line of a stack that says where, and not what. */
const FRAME = /^\s+at [^\n]*:\d+:\d+\)?$/;

type Fields = Readonly<Record<string, unknown>>;

/** Lines are written together, so that a request does not wait for a line of the log; after so many bytes, or so many ms. */
const WRITTEN = { minLength: 4_096, periodicFlush: 100 } as const;

/** Standard output. What is not written yet is written when the process ends, unless it is killed. */
function standardOutput(): LogSink {
  return destination({ dest: 1, sync: false, ...WRITTEN });
}

/** How the service logs: by lists of what may be in a line, so that what callers send gets into none. */
export function loggerOf(log: boolean | LogSink): NonNullable<FastifyServerOptions["logger"]> {
  return (
    log !== false && {
      stream: log === true ? standardOutput() : log,
      serializers: {
        req: requestFields,
        res: ({ statusCode }: Pick<FastifyReply, "statusCode">) => ({ statusCode }),
        err: errorFields,
      },
      formatters: {
        log: (members: Fields) =>
          Object.fromEntries(MEMBERS.flatMap((name) => (name in members ? [[name, members[name]]] : []))),
      },
      hooks: {
        logMethod: function (parts, method) {
          const [members, text] = typeof parts[0] === "string" ? [{}, parts[0]] : parts;
          method.call(this, members, isKnown(text) ? text : "");
        },
      },
    }
  );
}

/** An error as it is logged. */
interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly [detail: string]: unknown;
}

/** What may be logged of an error. What it says is left out where it can quote a caller: a database's does, and a parser's. */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) {
    return { type: typeof error, message: "", stack: "" };
  }
  const details = Object.entries(error).filter(([name]) => DETAILS.includes(name));
  return {
    ...Object.fromEntries(details),
    type: error.name,
    message: isOurs(error) ? error.message : "",
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => FRAME.test(line))
      .join("\n"),
  };
}

/** Errors of the service, and those of connections. */
function isOurs(error: Error): boolean {
  return error.name === "Error" && (!("code" in error) || /^E[A-Z]+$/.test(String(error.code)));
}

function isKnown(text: unknown): boolean {
  return typeof text === "string" && TEXTS.some((each) => each.test(text));
}

function requestFields({ method, routeOptions, headers }: FastifyRequest): Fields {
  const sent = CORRELATION.map((name) => headers[name]).find((value) => value !== undefined);
  return {
    method,
    route: routeOptions.url ?? "none",
    ...(sent === undefined
      ? {}
      : { correlation: createHash("sha256").update(String(sent)).digest("hex").slice(0, 32) }),
  };
}
