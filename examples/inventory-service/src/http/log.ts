import { hash } from "node:crypto";
import {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from "fastify";
import { destination } from "pino";

/** Where lines of the log go. */
export interface LogSink {
  write(line: string): void;
}

/** Members that a line may have beside its level, time, process and request id. All others are left out. */
const MEMBERS = ["err", "req", "res", "responseTime", "task"] as const;

/** Texts that a line may have. All others, into which somebody may have put what was sent, are left out. */
const TEXTS: readonly RegExp[] = [
  /^request (completed|errored|aborted)$/,
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
const WRITTEN = { minLength: 12_288, periodicFlush: 100 } as const;

/** Standard output. What is not written yet is written when the process ends, unless it is killed. */
function standardOutput(): LogSink {
  return destination({ dest: 1, sync: false, ...WRITTEN });
}

/** How the service logs: by lists of what may be in a line, so that what callers send gets into none. */
export function loggingOf(log: boolean | LogSink): Pick<FastifyServerOptions, "logger" | "logController"> {
  return { logController: new RequestLog(), logger: log !== false && loggerTo(log === true ? standardOutput() : log) };
}

function loggerTo(stream: LogSink): NonNullable<FastifyServerOptions["logger"]> {
  return {
    stream,
    serializers: {
      req: requestFields,
      res: ({ statusCode }: Pick<FastifyReply, "statusCode">) => ({ statusCode }),
      err: errorFields,
    },
    formatters: { log: knownMembers },
    hooks: {
      logMethod: function (parts, method) {
        const [members, text] = typeof parts[0] === "string" ? [{}, parts[0]] : parts;
        method.call(this, members, isKnown(text) ? text : "");
      },
    },
  };
}

/** One line for each request: what was asked, and what became of it. */
class RequestLog extends LogController {
  /** What is asked is said with the answer. */
  override incomingRequest(): void {
    return undefined;
  }

  override requestCompleted(error: Error | null | undefined, req: FastifyRequest, res: FastifyReply): void {
    const members = { req, res, responseTime: res.elapsedTime };
    if (error) {
      req.log.error({ ...members, err: error }, "request errored");
    } else {
      req.log.info(members, "request completed");
    }
  }
}

/** Logs requests, too, whose callers left before they were answered: nothing completes them. */
export function logAborted(app: Pick<FastifyInstance, "addHook">): void {
  app.addHook("onRequestAbort", (req, done) => {
    req.log.info({ req }, "request aborted");
    done();
  });
}

function knownMembers(members: Fields): Fields {
  const known: Record<string, unknown> = {};
  for (const name of MEMBERS) {
    if (name in members) {
      known[name] = members[name];
    }
  }
  return known;
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
  const [requestId, correlationId] = CORRELATION;
  const sent = headers[requestId] ?? headers[correlationId];
  const route = routeOptions.url ?? "none";
  return sent === undefined
    ? { method, route }
    : { method, route, correlation: hash("sha256", String(sent), "hex").slice(0, 32) };
}
