import { STACK_TYPE } from "../engine/urn";
import type { Plan, PlannedResource } from "../plan";

const STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";

/** A resource that contains none. */
export interface Node {
  readonly id: string;
  readonly label: string;
}

/** A stack or a component, with what lies in it. */
export interface Box extends Node {
  readonly boxes: readonly Box[];
  readonly nodes: readonly Node[];
}

/** An arrow from what is needed to what needs it. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** `reads` leads from a stack to the reference by which another stack reads its outputs. */
  readonly kind: "needs" | "reads";
}

/** The plans of stacks as boxes, nodes and arrows, in no language yet. */
export interface Drawing {
  /** One box for each stack. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** Composes the drawing of stacks. */
export function drawingOf(plans: readonly Plan[]): Drawing {
  const stackIds = new Map(plans.map((plan, index) => [fullName(plan), `s${index}`]));
  const drawn = plans.map((plan, index) => new StackDrawing(plan, `s${index}`));
  return {
    boxes: drawn.map((stack) => stack.box()),
    arrows: drawn.flatMap((stack) => [...stack.arrows(), ...stack.references(stackIds)]),
  };
}

function fullName({ organization, project, stack }: Plan): string {
  return `${organization}/${project}/${stack}`;
}

class StackDrawing {
  readonly #resources: readonly PlannedResource[];
  readonly #byUrn: ReadonlyMap<string, PlannedResource>;
  readonly #ids: ReadonlyMap<string, string>;

  constructor(
    private readonly plan: Plan,
    private readonly stackId: string,
  ) {
    this.#resources = plan.resources.filter(({ type }) => type !== STACK_TYPE);
    this.#byUrn = new Map(this.#resources.map((resource) => [resource.urn, resource]));
    this.#ids = new Map(this.#resources.map(({ urn }, index) => [urn, `${stackId}n${index}`]));
  }

  box(): Box {
    const content = new Map<string, PlannedResource[]>();
    for (const resource of this.#resources) {
      const owner = this.owner(resource)?.urn ?? "";
      const siblings = content.get(owner) ?? [];
      siblings.push(resource);
      content.set(owner, siblings);
    }
    const inside = (urn: string): Omit<Box, "id" | "label"> => {
      const all = content.get(urn) ?? [];
      const components = all.filter(({ kind }) => kind === "component");
      const rest = all.filter(({ kind }) => kind !== "component");
      return {
        boxes: components.map((component) => ({ ...this.node(component), ...inside(component.urn) })),
        nodes: rest.map((resource) => this.node(resource)),
      };
    };
    return { id: this.stackId, label: this.plan.stack, ...inside("") };
  }

  arrows(): Arrow[] {
    return this.#resources.flatMap((resource) =>
      resource.dependencies
        .filter((urn) => this.#ids.has(urn) && !this.lieWithinOneAnother(urn, resource.urn))
        .map((urn) => ({ from: this.idOf(urn), to: this.idOf(resource.urn), kind: "needs" })),
    );
  }

  references(stackIds: ReadonlyMap<string, string>): Arrow[] {
    return this.#resources
      .filter(({ type }) => type === STACK_REFERENCE_TYPE)
      .flatMap(({ urn, inputs }) => {
        const from = stackIds.get(String(inputs["name"]));
        return from === undefined ? [] : [{ from, to: this.idOf(urn), kind: "reads" }];
      });
  }

  private node({ urn, type, name }: PlannedResource): Node {
    return { id: this.idOf(urn), label: `${name} (${type.slice(type.lastIndexOf(":") + 1)})` };
  }

  private idOf(urn: string): string {
    return this.#ids.get(urn) ?? "";
  }

  /** The nearest component around a resource, which need not be its parent: a bucket has children, but is no box. */
  private owner({ parent = "" }: PlannedResource): PlannedResource | undefined {
    const resource = this.#byUrn.get(parent);
    return resource === undefined || resource.kind === "component" ? resource : this.owner(resource);
  }

  /** No language draws an arrow between a box and what lies in it. */
  private lieWithinOneAnother(one: string, other: string): boolean {
    return this.around(one).includes(other) || this.around(other).includes(one);
  }

  private around(urn: string): string[] {
    const resource = this.#byUrn.get(urn);
    const owner = resource === undefined ? undefined : this.owner(resource);
    return owner === undefined ? [] : [owner.urn, ...this.around(owner.urn)];
  }
}
