import type { PlannedResource } from "../plan";
import { ResourceReader } from "../resource/reader";

/** What a pricer may ask of the stack around a resource. */
export interface Surroundings {
  /** All resources of a type in the same stack. */
  ofType(type: string): readonly Subject[];
  /** Region whose prices hold. */
  readonly region: string;
  /** Day on which the bill is drawn up, `YYYY-MM-DD`: support of versions ends. */
  readonly asOf: string;
  /** USD for a quantity of a month; `undefined` where there is no price. */
  price(meter: string, quantity: number): number | undefined;
  /** Percent that spot saves over on-demand; `undefined` where there is no row of it. */
  spotSaving(instanceType: string): number | undefined;
}

/** A resource as a pricer sees it: its inputs, its stack, its use. */
export class Subject extends ResourceReader {
  constructor(
    resource: PlannedResource,
    readonly stack: Surroundings,
    private readonly usage: (resource: PlannedResource, key: string) => number | undefined,
  ) {
    super(resource);
  }

  /** How much the resource is used in a month, in the unit its type states; `undefined` where nobody said. */
  use(key: string): number | undefined {
    return this.usage(this.resource, key);
  }
}
