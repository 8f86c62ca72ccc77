import type { Plan, PlannedOptions, PlannedResource } from "../../planner/plan";
import { listed, type OptionsView, present, type ResourceView, sorted, type StackView, withoutEmpty } from "./view";

/** What the planner planned, in the shape in which it is compared. */
export function viewOfPlan(plan: Plan): StackView {
  return Object.fromEntries(plan.resources.map((resource) => [resource.urn, viewOf(resource)]));
}

function viewOf(resource: PlannedResource): ResourceView {
  return {
    type: resource.type,
    name: resource.name,
    kind: resource.kind,
    parent: resource.parent,
    provider: resource.provider,
    inputs: resource.inputs,
    outputs: resource.kind === "component" ? resource.outputs : undefined,
    dependencies: sorted(resource.dependencies),
    propertyDependencies: withoutEmpty(resource.propertyDependencies),
    options: optionsOf(resource.options),
  };
}

function optionsOf(options: PlannedOptions): OptionsView {
  return present<OptionsView>({
    protect: options.protect === true ? true : undefined,
    retainOnDelete: options.retainOnDelete === true ? true : undefined,
    deleteBeforeReplace: options.deleteBeforeReplace,
    ignoreChanges: listed(options.ignoreChanges),
    replaceOnChanges: listed(options.replaceOnChanges),
    additionalSecretOutputs: listed(options.additionalSecretOutputs),
    hideDiffs: listed(options.hideDiffs),
    aliases: listed(options.aliases),
    deletedWith: options.deletedWith,
    replaceWith: listed(options.replaceWith),
    import: options.import,
    customTimeouts: secondsByOperation(options.customTimeouts),
  });
}

function secondsByOperation(timeouts: PlannedOptions["customTimeouts"] = {}): OptionsView["customTimeouts"] {
  const set = Object.entries(timeouts).map(([operation, duration]) => [operation, secondsOf(duration)]);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of a duration as a program writes it, `1h30m`; the real engine stores seconds. */
function secondsOf(duration: string): number {
  const parts = [...duration.matchAll(/([\d.]+)([hms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? ""] ?? NaN), 0);
}
