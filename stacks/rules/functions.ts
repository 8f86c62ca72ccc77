import { z } from "zod";
import { ROTATION_CONCURRENCY } from "../../components/api/key-rotation.plan";
import { INVALIDATION_CONCURRENCY } from "../../components/cdn/invalidation-handler.plan";
import { IDEMPOTENCY_TABLE } from "../../components/handler/handler.plan";
import { EVENT_SOURCE_LIMITS, LAMBDA_LIMITS } from "../../facts/lambda";
import { type Duration, toSeconds } from "../../components/core/units";
import { environmentSchema } from "../environment-schema";
import { functionSchema, SOURCE_FIELDS } from "../schema/function";
import { queueSchema } from "../schema/stores";
import { PATTERNS, patternOf } from "../topology/patterns";
import { type EnvironmentRule, ruleOn, ruleOnFunctions, unknownName } from "./rule";

/** Concurrency of an account in a region, where nobody asked AWS for more. */
const ACCOUNT_CONCURRENCY = 1_000;

const { api, cdn, pattern } = environmentSchema.shape;
const { source, access, once, timeout, concurrency } = functionSchema.shape;
const anything = z.record(z.string(), z.unknown());
const entries = anything.optional();
const stores = { streams: entries, tables: entries, queues: entries };
const optionalTimeout = timeout.optional();

/** Rules about functions. */
export const functionRules = {
  "functions-need-a-pattern": ruleOn({ pattern, functions: entries }, (environment) =>
    patternOf(environment).functions
      ? []
      : Object.keys(environment.functions ?? {}).map((name) => ({
          path: ["functions", name],
          got: name,
          expected: `no function under the pattern ${environment.pattern}`,
          change: `describe it as a service, or choose one of the patterns ${withFunctions().join(", ")}`,
        })),
  ),
  "function-name-is-free": ruleOn({ functions: entries, streams: entries, services: entries }, (environment) =>
    Object.keys(environment.functions ?? {})
      .filter((name) => [environment.streams, environment.services].some((map) => Object.hasOwn(map ?? {}, name)))
      .map((name) => ({
        path: ["functions", name],
        got: name,
        expected: "a name that no stream and no service has",
        change: "rename the function: its failures or its user of the cache would take their name",
      })),
  ),
  "function-source-exists": ruleOnFunctions({ source }, stores, (functions, environment) =>
    functions.flatMap((one) => {
      const field = one.source === undefined ? undefined : SOURCE_FIELDS[one.source.kind];
      return one.source === undefined || field === undefined || Object.hasOwn(environment[field] ?? {}, one.source.name)
        ? []
        : [unknownName(["functions", one.name, "source", "name"], one.source.name, environment[field])];
    }),
  ),
  "function-source-has-one-reader": ruleOnFunctions({ source }, {}, (functions) => {
    const single = functions.filter((one) => one.source !== undefined && one.source.kind !== "stream");
    const sourceOf = (one: (typeof single)[number]) => `${one.source?.kind ?? ""} ${one.source?.name ?? ""}`;
    return single
      .filter((one, index) => single.findIndex((other) => sourceOf(other) === sourceOf(one)) < index)
      .map((one) => ({
        path: ["functions", one.name, "source", "name"],
        got: one.source?.name,
        expected: `a ${one.source?.kind ?? ""} that no other function handles`,
        change: "let one function do both, or write a stream, which any number of functions reads",
      }));
  }),
  "function-uses-what-exists": ruleOnFunctions({ access: access.optional() }, stores, (functions, environment) =>
    functions.flatMap(({ name, access: used }) => [
      ...Object.keys(used?.tables ?? {})
        .filter((table) => !Object.hasOwn(environment.tables ?? {}, table))
        .map((table) => unknownName(["functions", name, "access", "tables", table], table, environment.tables)),
      ...(["streams", "queues"] as const).flatMap((field) =>
        (used?.[field] ?? []).flatMap((entry, index) =>
          Object.hasOwn(environment[field] ?? {}, entry)
            ? []
            : [unknownName(["functions", name, "access", field, index], entry, environment[field])],
        ),
      ),
    ]),
  ),
  "function-writes-down-in-a-fitting-table": ruleOnFunctions({ once }, { tables: entries }, (functions, { tables }) =>
    functions.flatMap((one) =>
      one.once === undefined || isIdempotencyTable(tables?.[one.once])
        ? []
        : [
            {
              path: ["functions", one.name, "once"],
              got: one.once,
              expected: `a table with attributes { key: string }, hashKey key and ttlAttribute ${IDEMPOTENCY_TABLE.ttlAttribute}`,
              change: "name such a table, or add it",
            },
          ],
    ),
  ),
  "function-is-as-fast-as-its-queue": ruleOnFunctions(
    { source, timeout: optionalTimeout },
    { queues: entries },
    (functions, { queues }) =>
      functions.flatMap((one) => {
        const longest = one.source?.kind === "queue" ? handlerTimeoutOf(queues?.[one.source.name]) : undefined;
        const own = timeout.parse(one.timeout);
        return longest === undefined || toSeconds(own) <= toSeconds(longest)
          ? []
          : [
              {
                path: ["functions", one.name, "timeout"],
                got: own,
                expected: `${longest} or less, the handlerTimeout of the queue`,
                change: "lower it, or raise the queue's: a message would come back while it is being handled",
              },
            ];
      }),
  ),
  "function-ends-in-time": ruleOnFunctions({ timeout: optionalTimeout }, {}, (functions) =>
    functions
      .filter((one) => toSeconds(timeout.parse(one.timeout)) > LAMBDA_LIMITS.timeoutSeconds)
      .map((one) => ({
        path: ["functions", one.name, "timeout"],
        got: one.timeout,
        expected: "15 minutes or less",
        change: "run what takes longer as a job of the batch queue",
      })),
  ),
  "function-takes-turns-on-a-queue": ruleOnFunctions({ source, concurrency: concurrency.optional() }, {}, (functions) =>
    functions
      .filter(
        (one) =>
          one.source?.kind === "queue" &&
          concurrency.parse(one.concurrency) < EVENT_SOURCE_LIMITS.leastQueueConcurrency,
      )
      .map((one) => ({
        path: ["functions", one.name, "concurrency"],
        got: one.concurrency,
        expected: `${String(EVENT_SOURCE_LIMITS.leastQueueConcurrency)} or more for a function that handles a queue`,
        change: "raise it: Lambda hands out messages of a queue to no fewer",
      })),
  ),
  "functions-leave-concurrency": ruleOnFunctions(
    { concurrency: concurrency.optional() },
    { api, cdn },
    (functions, all) => {
      const most = ACCOUNT_CONCURRENCY - LAMBDA_LIMITS.unreservedConcurrency;
      const invalidating = Object.values(all.cdn).filter(({ invalidation }) => invalidation !== undefined).length;
      const own = functions.reduce((total, one) => total + concurrency.parse(one.concurrency), 0);
      const isRotating = Object.values(all.api?.partner?.partners ?? {}).some(({ rotation }) => rotation !== undefined);
      const sum = own + invalidating * INVALIDATION_CONCURRENCY + (isRotating ? ROTATION_CONCURRENCY : 0);
      return sum <= most
        ? []
        : [
            {
              path: ["functions"],
              got: sum,
              expected: `${String(most)} concurrency or less in all: an account has ${String(ACCOUNT_CONCURRENCY)} in a region, and Lambda keeps ${String(LAMBDA_LIMITS.unreservedConcurrency)} back`,
              change: "lower concurrency of some",
            },
          ];
    },
  ),
} as const satisfies Record<string, EnvironmentRule>;

function withFunctions(): string[] {
  return Object.entries(PATTERNS).flatMap(([name, { functions }]) => (functions ? [name] : []));
}

function isIdempotencyTable(table: unknown): boolean {
  const shape = z.object({
    attributes: z.object({ key: z.literal("string") }),
    hashKey: z.literal(IDEMPOTENCY_TABLE.hashKey),
    rangeKey: z.undefined().optional(),
    ttlAttribute: z.literal(IDEMPOTENCY_TABLE.ttlAttribute),
  });
  return shape.safeParse(table).success;
}

function handlerTimeoutOf(queue: unknown): Duration | undefined {
  const read = z.object({ handlerTimeout: queueSchema.shape.handlerTimeout }).safeParse(queue ?? {});
  return read.success ? read.data.handlerTimeout : undefined;
}
