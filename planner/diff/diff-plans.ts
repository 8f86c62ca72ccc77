import { STACK_TYPE } from "../engine/urn";
import type { Plan, PlannedResource } from "../plan";
import { compareInputs, inputReason, ownReasons, providerReason, type Providers } from "./compare";
import { followingChanges, followingOutputs } from "./follow";
import { matchPlans } from "./match";
import { compareProperties, type PropertyChange } from "./property-diff";
import { created, deleted, kept, type ReplaceReason, type ResourceChange } from "./resource-change";

/** What becomes of one stack. */
export interface StackDiff {
  /** Full name: `organization/project/stack`. */
  readonly name: string;
  /** All resources of both plans in the later plan's order, the deleted ones last; also those that stay the same. */
  readonly resources: readonly ResourceChange[];
  /** Outputs of the stack that differ, which other stacks and services read. */
  readonly outputs: readonly PropertyChange[];
  /** Number of inputs that are unknown in both plans. */
  readonly undetermined: number;
}

/** Full name of the stack a plan is for. */
export function fullName({ organization, project, stack }: Plan): string {
  return `${organization}/${project}/${stack}`;
}

/** Compares two sets of plans stack by stack: in the later set's order, those that are gone last. */
export function diffPlanSets(before: readonly Plan[], after: readonly Plan[]): StackDiff[] {
  const earlier = new Map(before.map((plan) => [fullName(plan), plan]));
  const later = new Set(after.map(fullName));
  return [
    ...after.map((plan) => diffPlans(earlier.get(fullName(plan)), plan)),
    ...before.filter((plan) => !later.has(fullName(plan))).map((plan) => diffPlans(plan, undefined)),
  ];
}

/**
 * Compares two plans of a stack: what an update from one to the other would do.
 * @param before the earlier plan; absent for a stack that is new
 * @param after the later plan; absent for a stack that is gone
 */
export function diffPlans(before: Plan | undefined, after: Plan | undefined): StackDiff {
  const plan = after ?? before;
  return plan === undefined
    ? { name: "", resources: [], outputs: [], undetermined: 0 }
    : { name: fullName(plan), ...new Differ(before, after).run() };
}

interface Found {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
  readonly changes: PropertyChange[];
  readonly reasons: ReplaceReason[];
}

class Differ {
  readonly #later: readonly PlannedResource[];
  readonly #gone: readonly PlannedResource[];
  readonly #providers: Providers;
  readonly #found = new Map<string, Found>();
  #undetermined = 0;

  constructor(
    private readonly before: Plan | undefined,
    private readonly after: Plan | undefined,
  ) {
    const { earlier, gone } = matchPlans(before, after);
    this.#later = (after?.resources ?? []).filter(isOwned);
    this.#gone = gone.filter(isOwned);
    this.#providers = { earlier, before: providersOf(before), after: providersOf(after) };
  }

  run(): Omit<StackDiff, "name"> {
    this.#later.forEach((resource) => this.compare(resource));
    this.follow();
    const resources = [
      ...this.#later.map((resource) => {
        const found = this.#found.get(resource.urn);
        return found === undefined ? created(resource) : kept(found, found.changes, found.reasons);
      }),
      ...this.#gone.map(deleted),
    ];
    return { resources, outputs: this.outputs(), undetermined: this.#undetermined };
  }

  private outputs(): PropertyChange[] {
    const [former, later] = [this.before?.outputs ?? {}, this.after?.outputs ?? {}];
    const { changes } = compareProperties(former, later, { ignored: [], json: false });
    const known = new Set(changes.map(({ path }) => path));
    const replaced = [...this.#found.values()].filter(({ reasons }) => reasons.length > 0).map(({ after }) => after);
    const following = followingOutputs(later, replaced).filter(({ path }) => !known.has(path));
    return [...changes, ...following];
  }

  private compare(after: PlannedResource): void {
    const before = this.#providers.earlier.get(after.urn);
    if (before === undefined) {
      return;
    }
    const pair = { before, after };
    const { changes, undetermined } = compareInputs(pair);
    const reasons = [...ownReasons(pair, changes), ...providerReason(pair, this.#providers)];
    this.#found.set(after.urn, { ...pair, changes: [...changes], reasons });
    this.#undetermined += undetermined;
  }

  /** Carries replacements on to those that depend on them, until nothing more is replaced. */
  private follow(): void {
    const waiting = [...this.#found.values()].filter(({ reasons }) => reasons.length > 0);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { after: replaced } = next;
      const moved = [...this.#found.values()].filter((found) => this.followOne(found, replaced));
      waiting.push(...moved);
    }
  }

  /** @returns whether the resource is replaced now and was not before */
  private followOne({ after, changes, reasons }: Found, replaced: PlannedResource): boolean {
    const wasReplaced = reasons.length > 0;
    if (after.options.replaceWith?.includes(replaced.urn) === true) {
      reasons.push({ because: "replaceWith", urn: replaced.urn });
    }
    const isMoved = reasons.some(({ because }) => because === "provider");
    if (after.provider === replaced.urn && !isMoved) {
      reasons.push({ because: "provider", urn: replaced.urn });
    }
    const known = new Set(changes.map(({ path }) => path));
    const following = followingChanges(after, replaced).filter(({ path }) => !known.has(path));
    changes.push(...following);
    if (after.kind !== "component") {
      reasons.push(...following.flatMap((change) => inputReason(after, change)));
    }
    return !wasReplaced && reasons.length > 0;
  }
}

/** Resources that are only read, and the stack itself, are nobody's to change. */
function isOwned({ kind, type }: PlannedResource): boolean {
  return kind !== "read" && type !== STACK_TYPE;
}

function providersOf(plan: Plan | undefined): ReadonlyMap<string, PlannedResource> {
  const providers = (plan?.resources ?? []).filter(({ kind }) => kind === "provider");
  return new Map(providers.map((provider) => [provider.urn, provider]));
}
