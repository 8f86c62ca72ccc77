import type { PlannedResource, Properties } from "../plan";

/** Collects the resources of a stack while its program runs, and puts them in their lasting order. */
export class PlanBuilder {
  readonly #byUrn = new Map<string, PlannedResource>();
  readonly #outputs = new Map<string, Properties>();

  /**
   * Adds a resource.
   * @throws Error where the stack has one with the same URN already
   */
  add(resource: PlannedResource): void {
    if (this.#byUrn.has(resource.urn)) {
      throw new Error(`duplicate resource URN '${resource.urn}'; try giving it a unique name`);
    }
    this.#byUrn.set(resource.urn, resource);
  }

  /** The resource with a URN. */
  get(urn: string): PlannedResource | undefined {
    return this.#byUrn.get(urn);
  }

  /** Takes the outputs that a component, or the stack, registered. */
  setOutputs(urn: string, outputs: Properties): void {
    this.#outputs.set(urn, outputs);
  }

  /** All resources: a parent before its children, siblings by URN, whatever order they were registered in. */
  resources(): PlannedResource[] {
    const children = new Map<string, PlannedResource[]>();
    for (const resource of this.#byUrn.values()) {
      const siblings = children.get(resource.parent ?? "") ?? [];
      siblings.push(resource);
      children.set(resource.parent ?? "", siblings);
    }
    const ordered: PlannedResource[] = [];
    const waiting = (children.get("") ?? []).sort(byUrnBackwards);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      ordered.push(this.finished(next));
      waiting.push(...(children.get(next.urn) ?? []).sort(byUrnBackwards));
    }
    return ordered;
  }

  private finished(resource: PlannedResource): PlannedResource {
    const outputs = this.#outputs.get(resource.urn);
    return outputs === undefined ? resource : { ...resource, outputs };
  }
}

function byUrnBackwards(left: PlannedResource, right: PlannedResource): number {
  return left.urn < right.urn ? 1 : -1;
}
