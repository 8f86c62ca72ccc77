import type { SpotMarket } from "../../facts";
import type { Plan, PlannedResource } from "../plan";
import type { Charge } from "./charge";
import { grouped } from "./grouped";
import type { Price, PriceBook } from "./price-book";
import type { Pricer } from "./pricer";
import { PRICERS } from "./pricers";
import { Undecided } from "../resource/reader";
import { Subject, type Surroundings } from "./subject";
import { unbilledReason } from "./unbilled";
import type { Usage } from "./usage";

/** One charge, with what it costs. */
export interface Line extends Charge {
  /** The row that it is priced by; absent where no sheet has one. */
  readonly price?: Price;
  /** USD of a month; absent where price or quantity are. */
  readonly usd?: number;
}

/** What one resource costs in a month. */
export interface ResourceCost {
  readonly stack: string;
  readonly resource: PlannedResource;
  /** Region whose prices hold. */
  readonly region: string;
  readonly lines: readonly Line[];
  /** Why it cannot be priced at all; absent where it can. */
  readonly unpriced?: string;
}

/** What an estimate rests on. */
export interface Basis {
  readonly book: PriceBook;
  readonly market: SpotMarket;
  readonly usage: Usage;
  /** Day on which the bill is drawn up, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Region whose prices are paid wherever a resource lies; absent where each is paid at its own. */
  readonly pricesOf?: string;
}

/** Price region of what has none: sheets of `global` first, then where AWS bills such services. */
export const GLOBAL = "global";
const BILLED_AS = "us-east-1";

/** What every billed resource of some stacks costs in a month. What is not billed is left out. */
export function estimate(plans: readonly Plan[], basis: Basis): readonly ResourceCost[] {
  return plans.flatMap((plan) => new Estimator(plan, basis).costs());
}

/** The costs of one stack. */
class Estimator {
  private readonly byType: ReadonlyMap<string, readonly PlannedResource[]>;
  private readonly homeRegion: string;

  constructor(
    private readonly plan: Plan,
    private readonly basis: Basis,
  ) {
    this.byType = grouped(plan.resources, ({ type }) => type);
    // What runs in a cluster says nothing of its region; the cluster lies where the rest of the stack does.
    this.homeRegion = plan.resources.find(({ region }) => region !== undefined)?.region ?? GLOBAL;
  }

  costs(): readonly ResourceCost[] {
    return this.plan.resources.flatMap((resource) => this.costOf(resource) ?? []);
  }

  private costOf(resource: PlannedResource): ResourceCost | undefined {
    if (resource.kind !== "custom") {
      return undefined;
    }
    const pricer = PRICERS.get(resource.type);
    const region = pricer?.isGlobal === true ? GLOBAL : this.paidAs(resource.region ?? this.homeRegion);
    const base = { stack: this.plan.stack, resource, region };
    if (pricer === undefined) {
      const isUnbilled = unbilledReason(resource.type) !== undefined;
      return isUnbilled ? undefined : { ...base, lines: [], unpriced: "nothing here says what this type costs" };
    }
    return this.priced(base, pricer);
  }

  private priced(base: Omit<ResourceCost, "lines">, pricer: Pricer): ResourceCost | undefined {
    try {
      const charges = pricer.charges(this.subject(base.resource, base.region));
      const lines = charges.map((charge) => this.lineOf(charge, base.region));
      return lines.length === 0 ? undefined : { ...base, lines };
    } catch (error) {
      if (error instanceof Undecided) {
        return { ...base, lines: [], unpriced: error.message };
      }
      throw error;
    }
  }

  private lineOf(charge: Charge, region: string): Line {
    const paid = charge.region === undefined ? {} : { region: this.paidAs(charge.region) };
    const price = this.priceOf(paid.region ?? region, charge.meter);
    const usd =
      price === undefined || charge.quantity === undefined
        ? undefined
        : price.usd(charge.quantity) * (charge.share ?? 1);
    return { ...charge, ...paid, ...(price !== undefined && { price }), ...(usd !== undefined && { usd }) };
  }

  /** The region whose prices hold for what lies in another; what has no region keeps none. */
  private paidAs(region: string): string {
    return region === GLOBAL ? region : (this.basis.pricesOf ?? region);
  }

  private priceOf(region: string, meter: string): Price | undefined {
    const { book } = this.basis;
    return book.find(region, meter) ?? (region === GLOBAL ? book.find(BILLED_AS, meter) : undefined);
  }

  private subject(resource: PlannedResource, region: string): Subject {
    const { usage, market, asOf } = this.basis;
    const stack: Surroundings = {
      region,
      asOf,
      ofType: (type) => (this.byType.get(type) ?? []).map((other) => this.subject(other, region)),
      price: (meter, quantity) => this.priceOf(region, meter)?.usd(quantity),
      spotSaving: (type) => market.regions[region]?.[type]?.savingPercent,
    };
    return new Subject(resource, stack, ({ type, name }, key) => usage.of({ type, name, stack: this.plan.stack }, key));
  }
}
