import type { ResourceReader } from "../../resource/reader";
import type { UsageFile } from "../usage-schema";
import { DATA_FORMULAS } from "./data-formulas";
import { PLATFORM_FORMULAS } from "./platform-formulas";
import type { SideReader } from "./surroundings";
import type { Load } from "./workload";
import { WORK_FORMULAS } from "./work-formulas";

/** What a formula reads. */
export interface FormulaInput {
  readonly load: Load;
  readonly side: SideReader;
  readonly resource: ResourceReader;
}

/** How much a resource is used in a month under a load. */
export interface Formula {
  readonly type: string;
  /** Names that it is about; all where it is absent. Of two formulas for a key the later counts. */
  readonly named?: RegExp;
  readonly key: string;
  /** The same as {@link Formula.of}, for people. */
  readonly formula: string;
  of(input: FormulaInput): number;
}

/** How each kind of resource is used under a load. */
export const FORMULAS: readonly Formula[] = [...PLATFORM_FORMULAS, ...DATA_FORMULAS, ...WORK_FORMULAS];

/** What the resources of a side use in a month under a load, as a usage file would say it. */
export function usageUnder(load: Load, side: SideReader): UsageFile {
  const rules = side.plans.flatMap(({ stack, resources }) =>
    resources.flatMap(({ type, name }) => {
      const fitting = FORMULAS.filter((formula) => formula.type === type && (formula.named?.test(name) ?? true));
      const resource = side.ofType(type).find((reader) => reader.resource.name === name);
      return resource === undefined
        ? []
        : fitting.map((formula) => ({
            type,
            name,
            stack,
            because: formula.formula,
            monthly: { [formula.key]: formula.of({ load, side, resource }) },
          }));
    }),
  );
  return { orders: { monthly: load.orders, because: "the workload" }, usage: rules };
}
