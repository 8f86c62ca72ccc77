import type { ReportViolation, ResourceValidation } from "@pulumi/policy";
import { judgeAll, ofType } from "./rule";
import type { Check } from "./settings";
import { asList, at } from "./tags";
import { POD_TEMPLATES } from "./workloads";

/** One property of a pod or of each of its containers, and what it has to be. */
export interface PodSetting {
  /** Whose property it is; `main container` is one that neither prepares the pod nor looks into it. */
  readonly of: "pod" | "container" | "main container";
  /** Path below the pod's spec, or below the container. */
  readonly property: readonly string[];
  readonly check: Check;
  /**
   * Whether a container that says nothing has what the pod's spec says at the same path.
   * @default false
   */
  readonly inherited?: boolean;
}

/** Lists of a pod's spec that hold containers. */
const CONTAINERS = ["initContainers", "containers", "ephemeralContainers"] as const;

/** Validations of every type that runs pods: each setting is judged alone, in the pod and in each container. */
export function requirePods(...settings: readonly PodSetting[]): ResourceValidation[] {
  return requirePodsOf(Object.keys(POD_TEMPLATES), ...settings);
}

/** The same for some of those types. */
export function requirePodsOf(types: readonly string[], ...settings: readonly PodSetting[]): ResourceValidation[] {
  return types.map((type) =>
    ofType<Record<string, unknown>>(type, (props, _args, report) => {
      const spec: Place = { value: props, path: [...(POD_TEMPLATES[type] ?? []), "spec"] };
      judgeAll(settings, (setting) => {
        (setting.of === "pod" ? judgePod : judgeContainers)(setting, spec, report);
      });
    }),
  );
}

/** A value inside another, and its path for messages. */
interface Place {
  readonly value: unknown;
  readonly path: readonly string[];
}

function judgePod({ property, check }: PodSetting, { value, path }: Place, report: ReportViolation): void {
  const whole = [...path, ...property];
  for (const problem of check(whole.join("."), () => at(value, whole))) {
    report(problem);
  }
}

function judgeContainers(setting: PodSetting, { value, path }: Place, report: ReportViolation): void {
  judgeAll(setting.of === "container" ? CONTAINERS : ["containers"], (key) => {
    const list = asList(at(value, [...path, key]));
    judgeAll(list.keys(), (index) => {
      const { property, check, inherited = false } = setting;
      const read = () => at(list[index], property) ?? (inherited ? at(value, [...path, ...property]) : undefined);
      for (const problem of check([...path, `${key}[${index}]`, ...property].join("."), read)) {
        report(problem);
      }
    });
  });
}
