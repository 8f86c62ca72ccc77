import { z } from "zod";
import type { Finding } from "../problems";

const anything = z.record(z.string(), z.unknown());

/** One rule about what an environment means: the file's data and its name in, what is wrong out. */
export type EnvironmentRule = (data: unknown, fileName: string) => Finding[];

/** Some fields of an entry of one of the file's maps, with its name. */
export type Named<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { readonly name: string };

/**
 * A rule that looks at some fields only. It says nothing where their shape is wrong: that is reported already,
 * and whatever is wrong elsewhere in the file does not silence it.
 */
export function ruleOn<Shape extends z.ZodRawShape>(
  shape: Shape,
  find: (environment: z.output<z.ZodObject<Shape>>, fileName: string) => Finding[],
): EnvironmentRule {
  const view = z.object(shape);
  return (data, fileName) => {
    const environment = view.safeParse(data);
    return environment.success ? find(environment.data, fileName) : [];
  };
}

/** A rule that looks at some fields of every partition, and passes over a partition where their shape is wrong. */
export function ruleOnPartitions<Shape extends z.ZodRawShape>(
  shape: Shape,
  find: (partitions: readonly Named<Shape>[]) => Finding[],
): EnvironmentRule {
  return ruleOn({ partitions: anything }, ({ partitions }) => find(wellShaped(shape, partitions)));
}

/** {@link ruleOnPartitions} for a rule that judges each partition by itself. */
export function ruleOnEachPartition<Shape extends z.ZodRawShape>(
  shape: Shape,
  find: (partition: Named<Shape>) => Finding[],
): EnvironmentRule {
  return ruleOnPartitions(shape, (partitions) => partitions.flatMap(find));
}

/** {@link ruleOnPartitions} for services. */
export function ruleOnServices<Shape extends z.ZodRawShape>(
  shape: Shape,
  find: (services: readonly Named<Shape>[]) => Finding[],
): EnvironmentRule {
  return ruleOn({ services: anything }, ({ services }) => find(wellShaped(shape, services)));
}

/** {@link ruleOn} for functions, and for other fields that they are judged by. */
export function ruleOnFunctions<Shape extends z.ZodRawShape, Others extends z.ZodRawShape>(
  shape: Shape,
  others: Others,
  find: (functions: readonly Named<Shape>[], environment: z.output<z.ZodObject<Others>>) => Finding[],
): EnvironmentRule {
  return (data, fileName) => {
    const functions = z.object({ functions: anything.optional() }).safeParse(data);
    const named = functions.success ? wellShaped(shape, functions.data.functions ?? {}) : [];
    return ruleOn(others, (environment) => find(named, environment))(data, fileName);
  };
}

/** Those entries of one of the file's maps whose shape is right. */
export function wellShaped<Shape extends z.ZodRawShape>(
  shape: Shape,
  entries: Readonly<Record<string, unknown>>,
): Named<Shape>[] {
  const view = z.object(shape);
  return Object.entries(entries).flatMap(([name, value]) => {
    const entry = view.safeParse(value);
    return entry.success ? [{ ...entry.data, name }] : [];
  });
}

/** What is wrong with a name that no entry of a map of the file has. */
export function unknownName(
  path: Finding["path"],
  got: string,
  known: Readonly<Record<string, unknown>> | undefined = {},
): Finding {
  const allowed = Object.keys(known);
  return {
    path,
    got,
    expected: allowed.length === 0 ? "the name of one, and there is none" : `one of ${allowed.join(", ")}`,
    change: "correct it, or add what it names",
  };
}
