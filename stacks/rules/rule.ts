import { z } from "zod";
import type { Finding } from "../problems";

/** One rule about what an environment means: the file's data and its name in, what is wrong out. */
export type EnvironmentRule = (data: unknown, fileName: string) => Finding[];

/** Some fields of a partition, with its name. */
export type NamedPartition<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { readonly name: string };

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
  find: (partitions: readonly NamedPartition<Shape>[]) => Finding[],
): EnvironmentRule {
  const view = z.object(shape);
  return ruleOn({ partitions: z.record(z.string(), z.unknown()) }, ({ partitions }) =>
    find(
      Object.entries(partitions).flatMap(([name, value]) => {
        const partition = view.safeParse(value);
        return partition.success ? [{ ...partition.data, name }] : [];
      }),
    ),
  );
}

/** {@link ruleOnPartitions} for a rule that judges each partition by itself. */
export function ruleOnEachPartition<Shape extends z.ZodRawShape>(
  shape: Shape,
  find: (partition: NamedPartition<Shape>) => Finding[],
): EnvironmentRule {
  return ruleOnPartitions(shape, (partitions) => partitions.flatMap(find));
}
