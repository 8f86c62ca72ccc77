import { instanceShape, type SpotMarket } from "../../facts";
import type { Plan } from "../plan";
import type { ResourceReader } from "../resource/reader";
import type { NodePrice, Prices } from "../simulate/costs";
import type { PricedCall } from "../simulate/prepare";
import { product } from "./charge";
import type { PriceBook } from "./price-book";
import { hourlyPrice } from "./pricers/instances";
import { typesOf } from "./pricers/kubernetes";
import type { Surroundings } from "./subject";

/** What prices rest on. */
export interface LoadPriceBasis {
  readonly book: PriceBook;
  readonly market: SpotMarket;
}

/** Prices of a stack's nodes and calls, for what a load costs while it lasts. */
export function loadPrices({ resources }: Plan, { book, market }: LoadPriceBasis): Prices {
  const region = resources.find((resource) => resource.region !== undefined)?.region ?? "";
  const stack: Surroundings = {
    ofType: () => [],
    region,
    asOf: "",
    price: (meter, quantity) => book.find(region, meter)?.usd(quantity),
    spotSaving: (type) => market.regions[region]?.[type]?.savingPercent,
  };
  return { node: (pool) => nodePrice(pool, stack), call: (call) => callPrice(call, stack) };
}

/** Of the types that a pool may choose, the cheapest for each vCPU; on spot where the pool takes it. */
function nodePrice(pool: ResourceReader, stack: Surroundings): NodePrice | undefined {
  const isSpot = pool.list("spec.template.spec.requirements").some((_, at) => {
    const under = `spec.template.spec.requirements.${at}.`;
    return pool.text(`${under}key`) === "karpenter.sh/capacity-type" && pool.list(`${under}values`).includes("spot");
  });
  const priced = typesOf(pool).flatMap((type): readonly NodePrice[] => {
    const [usdPerHour, shape] = [hourlyPrice(stack, type, isSpot), instanceShape(type)];
    return usdPerHour === undefined || shape === undefined ? [] : [{ type, ...shape, usdPerHour }];
  });
  return priced.toSorted((left, right) => left.usdPerHour / left.vcpus - right.usdPerHour / right.vcpus)[0];
}

function callPrice({ memoryMib, isArm, seconds }: PricedCall, stack: Surroundings): number | undefined {
  const each = stack.price(`lambda:${isArm ? "arm" : "x86"}-gb-second`, 1);
  const duration = product(each, seconds, memoryMib / 1_024);
  const request = stack.price("lambda:request", 1);
  return duration === undefined || request === undefined ? undefined : duration + request;
}
