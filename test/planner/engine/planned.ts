import * as pulumi from "@pulumi/pulumi";
import { planProgram, type ProgramOptions } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";

/** Plans a program of the project `shop`, stack `dev`, in Frankfurt. */
export function planned(program: () => unknown, options: Omit<Partial<ProgramOptions>, "program"> = {}): Promise<Plan> {
  return planProgram({ project: "shop", config: { "aws:region": "eu-central-1" }, ...options, program });
}

/** The one resource of a plan that has a name. */
export function resource(plan: Plan, name: string): PlannedResource {
  const [found, ...more] = plan.resources.filter((candidate) => candidate.name === name);
  if (found === undefined || more.length > 0) {
    throw new Error(`${more.length === 0 ? "no" : "more than one"} resource "${name}" in the plan`);
  }
  return found;
}

/** URN in the stack that {@link planned} plans: the types of parents and resource joined by `$`, then the name. */
export function urn(qualifiedType: string, name: string): string {
  return `urn:pulumi:dev::shop::${qualifiedType}::${name}`;
}

/** The stack's own URN. */
export const STACK = urn("pulumi:pulumi:Stack", "shop-dev");

/** A resource of a package that nobody ships: what it is given is all there is. */
export class Thing extends pulumi.CustomResource {
  declare readonly size: pulumi.Output<number>;
  declare readonly serial: pulumi.Output<string>;

  constructor(name: string, inputs: pulumi.Inputs = {}, opts?: pulumi.CustomResourceOptions) {
    super("stuff:index:Thing", name, { serial: undefined, size: undefined, ...inputs }, opts);
  }
}

/** A component that holds whatever `fill` creates in it. */
export class Box extends pulumi.ComponentResource {
  constructor(name: string, fill: (box: Box) => void = () => {}, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Box", name, {}, opts);
    fill(this);
    this.registerOutputs({});
  }
}

/** A provider of the package `stuff`. */
export class StuffProvider extends pulumi.ProviderResource {
  constructor(name: string, inputs: pulumi.Inputs = {}, opts?: pulumi.ResourceOptions) {
    super("stuff", name, inputs, opts);
  }
}
