import { z } from "zod";
import { TAG_SCHEMA } from "../../facts/tag-schema";
import { environmentSchema } from "../environment-schema";
import { costsSchema } from "../schema/costs";
import { awsPartitionOfRegions } from "../topology/accounts";
import { type EnvironmentRule, ruleOn, unknownName, wellShaped } from "./rule";

const anything = z.record(z.string(), z.unknown());
const { partition, tag } = costsSchema.shape.budgets.def.innerType.valueType.shape;
const { costs } = environmentSchema.shape;
const partitions = z.record(z.string(), z.object({ regions: z.array(z.string()) }));
const budgets = z.object({ costs: z.object({ budgets: anything.optional() }) });

/** Rules about what an environment may cost. */
export const costRules = {
  "costs-are-counted-in-aws": ruleOn({ costs: costs.unwrap(), partitions }, (environment) => {
    const awsPartition = awsPartitionOfRegions(Object.values(environment.partitions)[0]?.regions ?? []);
    return awsPartition === "aws"
      ? []
      : [
          {
            path: ["costs"],
            got: awsPartition,
            expected: "none outside the AWS partition aws",
            change: "remove it: the components write ARNs of that AWS partition, and Data Exports is in us-east-1",
          },
        ];
  }),
  "budget-counts-one-thing": ruleOnBudgets({ partition, tag }, (all) =>
    all
      .filter((budget) => budget.partition !== undefined && budget.tag !== undefined)
      .map((budget) => ({
        path: ["costs", "budgets", budget.name, "tag"],
        got: budget.tag?.key,
        expected: `none beside partition ${String(budget.partition)}`,
        change: "make two budgets of it: AWS filters by one tag",
      })),
  ),
  "budget-partition-exists": (data, fileName) =>
    ruleOn({ partitions: anything }, (environment) =>
      budgetsIn({ partition }, data).flatMap((budget) =>
        budget.partition === undefined || Object.hasOwn(environment.partitions, budget.partition)
          ? []
          : [unknownName(["costs", "budgets", budget.name, "partition"], budget.partition, environment.partitions)],
      ),
    )(data, fileName),
  "budget-tag-has-values": ruleOnBudgets({ tag }, (all) =>
    all.flatMap((budget) => {
      if (budget.tag === undefined) {
        return [];
      }
      const { key, values } = budget.tag;
      const { pattern, expected } = TAG_SCHEMA[key];
      return values.flatMap((value, index) =>
        pattern.test(value)
          ? []
          : [
              {
                path: ["costs", "budgets", budget.name, "tag", "values", index],
                got: value,
                expected,
                change: `correct it: no resource carries it under ${key}`,
              },
            ],
      );
    }),
  ),
} as const satisfies Record<string, EnvironmentRule>;

type Budget<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { readonly name: string };

function budgetsIn<Shape extends z.ZodRawShape>(shape: Shape, data: unknown): readonly Budget<Shape>[] {
  const read = budgets.safeParse(data);
  return read.success ? wellShaped(shape, read.data.costs.budgets ?? {}) : [];
}

function ruleOnBudgets<Shape extends z.ZodRawShape>(
  shape: Shape,
  find: (all: readonly Budget<Shape>[]) => ReturnType<EnvironmentRule>,
): EnvironmentRule {
  return (data) => find(budgetsIn(shape, data));
}
