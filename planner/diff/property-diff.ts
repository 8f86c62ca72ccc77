import { isSecret, isUnknown, readable, type Properties, type PropertyValue } from "../plan";
import { covers, namesOf, reachesInto, writePath, type Step } from "./property-path";
import { isHashed, revealed, sameSecret } from "./secret-hash";

/** What happened at one place of a resource's inputs. */
export interface PropertyChange {
  /** The place, such as `vpcConfig.subnetIds[2]`. */
  readonly path: string;
  /**
   * `unknown` where one side is only known after an update; `follows` where the value is the same in both plans, but comes
   * from a resource that is replaced.
   */
  readonly kind: "added" | "removed" | "changed" | "unknown" | "follows";
  /** The earlier value for reading: `[secret]` and `[unknown]` stand for what is not shown; absent where it was added. */
  readonly before?: PropertyValue;
  /** The later value for reading; absent where it was removed. */
  readonly after?: PropertyValue;
  /** Names of all that changes at this place, without list indices. */
  readonly names: readonly string[];
  /** The place again, step by step. */
  readonly steps: readonly Step[];
}

/** How two sets of inputs are compared. */
export interface CompareOptions {
  /** Places that are left as they are, `ignoreChanges`. */
  readonly ignored: readonly (readonly Step[])[];
  /** Whether text that holds JSON is compared as what it means, and not letter by letter. */
  readonly json: boolean;
}

/** What comparing found. */
export interface Comparison {
  readonly changes: readonly PropertyChange[];
  /** Number of places that are unknown in both, so that nobody can tell whether they change. */
  readonly undetermined: number;
}

/** Compares the inputs of a resource in two plans. */
export function compareProperties(before: Properties, after: Properties, options: CompareOptions): Comparison {
  const comparer = new Comparer(options);
  comparer.objects(before, after, []);
  return comparer;
}

type Maybe = PropertyValue | undefined;

class Comparer implements Comparison {
  readonly changes: PropertyChange[] = [];
  undetermined = 0;

  constructor(private readonly options: CompareOptions) {}

  objects(before: Properties, after: Properties, steps: readonly Step[]): void {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    names.forEach((name) => this.values(before[name], after[name], [...steps, name]));
  }

  private values(before: Maybe, after: Maybe, steps: readonly Step[]): void {
    if (this.options.ignored.some((pattern) => covers(pattern, steps))) {
      return;
    }
    if (isUnknown(before) && isUnknown(after)) {
      this.undetermined += 1;
    } else if (isSecret(before) || isSecret(after)) {
      this.secrets(before, after, steps);
    } else if (this.isPartlyIgnored(before, after, steps)) {
      this.objects(objectOf(before), objectOf(after), steps);
    } else {
      this.plain(before, after, steps);
    }
  }

  private plain(before: Maybe, after: Maybe, steps: readonly Step[]): void {
    const [left, right] = this.options.json ? parsedTogether(before, after) : [before, after];
    if (isObject(left) && isObject(right)) {
      this.objects(left, right, steps);
    } else if (Array.isArray(left) && Array.isArray(right)) {
      this.lists(left, right, steps);
    } else if (left !== right) {
      this.record(before, after, steps);
    }
  }

  /** What both lists begin and end with is the same; what lies between is compared in order. */
  private lists(before: readonly PropertyValue[], after: readonly PropertyValue[], steps: readonly Step[]): void {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && this.isSame(before[start], after[start])) {
      start += 1;
    }
    let end = before.length === after.length ? 0 : shorter - start;
    for (let same = 0; same < end; same += 1) {
      if (!this.isSame(before.at(-1 - same), after.at(-1 - same))) {
        end = same;
      }
    }
    const length = Math.max(before.length, after.length) - end;
    for (let index = start; index < length; index += 1) {
      const left = index < before.length - end ? before[index] : undefined;
      const right = index < after.length - end ? after[index] : undefined;
      this.values(left, right, [...steps, index]);
    }
  }

  private isSame(before: Maybe, after: Maybe): boolean {
    const probe = new Comparer({ ...this.options, ignored: [] });
    probe.values(before, after, []);
    return probe.changes.length === 0;
  }

  private secrets(before: Maybe, after: Maybe, steps: readonly Step[]): void {
    if (before !== undefined && after !== undefined && sameSecret(before, after)) {
      return;
    }
    const hidden = (value: Maybe): PropertyValue | undefined => (value === undefined ? undefined : "[secret]");
    this.add({
      before: hidden(before),
      after: hidden(after),
      steps,
      names: this.namesInside(before, after, steps),
      isUnknown: false,
    });
  }

  /** What changes inside a secret, by name alone. */
  private namesInside(before: Maybe, after: Maybe, steps: readonly Step[]): readonly string[] {
    const [left, right] = [before, after].map((value) => (value === undefined ? undefined : revealed(value)));
    if (isHashed(left) || isHashed(right)) {
      return [namesOf(steps)];
    }
    const inside = new Comparer({ ...this.options, ignored: [] });
    inside.values(left, right, steps);
    return inside.changes.flatMap(({ names }) => names);
  }

  private record(before: Maybe, after: Maybe, steps: readonly Step[]): void {
    const shown = (value: Maybe): PropertyValue | undefined => (value === undefined ? undefined : readable(value));
    this.add({
      before: shown(before),
      after: shown(after),
      steps,
      names: [...new Set([...leaves(before, steps), ...leaves(after, steps)])],
      isUnknown: isUnknown(before) || isUnknown(after),
    });
  }

  private add(found: {
    readonly before: Maybe;
    readonly after: Maybe;
    readonly steps: readonly Step[];
    readonly names: readonly string[];
    readonly isUnknown: boolean;
  }): void {
    const { before, after, steps, names } = found;
    this.changes.push({
      path: writePath(steps),
      kind: found.isUnknown ? "unknown" : kindOf(before, after),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      names,
      steps,
    });
  }

  private isPartlyIgnored(before: Maybe, after: Maybe, steps: readonly Step[]): boolean {
    const isBlock = isObject(before ?? {}) && isObject(after ?? {});
    return isBlock && this.options.ignored.some((pattern) => reachesInto(pattern, steps));
  }
}

function kindOf(before: Maybe, after: Maybe): "added" | "removed" | "changed" {
  if (before === undefined) {
    return "added";
  }
  return after === undefined ? "removed" : "changed";
}

function isObject(value: Maybe): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isSecret(value);
}

function objectOf(value: Maybe): Properties {
  return isObject(value) ? value : {};
}

/** Both values as the JSON they hold, or as they are where one of them holds none. */
function parsedTogether(before: Maybe, after: Maybe): readonly [Maybe, Maybe] {
  const [left, right] = [parsed(before), parsed(after)];
  return left === undefined || right === undefined ? [before, after] : [left, right];
}

/** The JSON that a text holds; `undefined` for anything else. */
export function parsed(value: Maybe): PropertyValue | undefined {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) {
    return undefined;
  }
  try {
    const held: PropertyValue = JSON.parse(value);
    return held;
  } catch {
    return undefined;
  }
}

/** Names of the innermost properties of a value: what is forced may lie deep in a block that comes or goes. */
function leaves(value: Maybe, steps: readonly Step[]): string[] {
  if (value === undefined) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? [namesOf(steps)] : value.flatMap((item) => leaves(item, steps));
  }
  const inside = isObject(value) ? Object.entries(value) : [];
  return inside.length === 0 ? [namesOf(steps)] : inside.flatMap(([name, item]) => leaves(item, [...steps, name]));
}
