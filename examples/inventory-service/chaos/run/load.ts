import { setTimeout as sleep } from "node:timers/promises";
import type { Asked } from "../checker/history-format";
import type { Caller, ReservationBody, Told, Way } from "./caller";
import { firstReceipts, plan, type Orders, type Plan, type Step } from "./plans";
import { Random } from "./random";

/** What a load needs. */
export interface LoadOptions {
  /** Who asks. */
  readonly caller: Caller;
  /** What orders are drawn by. */
  readonly seed: number;
  /** Which of them come. */
  readonly orders: Orders;
  /** Whether new orders still come. */
  readonly goesOn: () => boolean;
}

/** Orders and goods, as many at once as it is told. */
export class Load {
  readonly #options: LoadOptions;
  readonly #alive = new Set<Promise<void>>();
  readonly #queue: (() => void)[] = [];
  #free = 0;
  #wanted = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Changes how many commands are asked for at once. */
  callers(count: number): void {
    this.#free += count - this.#wanted;
    this.#wanted = count;
    this.#wake();
  }

  /** Fills the shelves, and sends orders until no more are to come and all of them are at their end. */
  async run(): Promise<void> {
    const { seed, orders, goesOn } = this.#options;
    await Promise.all(firstReceipts().map((each, index) => this.#runPlan(each, new Random(seed, -1 - index))));
    for (let index = 0; goesOn(); index += 1) {
      await this.#turn();
      this.#give();
      const random = new Random(seed, index);
      const order = this.#runPlan(plan(random, index, orders), random).finally(() => this.#alive.delete(order));
      this.#alive.add(order);
    }
    await Promise.all(this.#alive);
    while (this.#options.caller.echoes.size > 0) {
      await Promise.all(this.#options.caller.echoes);
    }
  }

  async #runPlan({ tenant, replica, reservation, steps }: Plan, random: Random): Promise<void> {
    let made: ReservationBody | undefined;
    for (const [index, step] of steps.entries()) {
      const asked = "asked" in step ? step.asked : completed(step, tenant, made);
      const told = await (asked && this.#perform(asked, { ...step, replica }, random));
      made = told?.body.reservation ?? made;
      if (index === 0 && reservation !== undefined && !told?.accepted) {
        return;
      }
    }
  }

  async #perform(
    asked: Asked,
    { waitMilliseconds, ...way }: Way & Pick<Step, "waitMilliseconds">,
    random: Random,
  ): Promise<Told | undefined> {
    if (waitMilliseconds > 0) {
      await sleep(waitMilliseconds);
    }
    await this.#turn();
    try {
      return await this.#options.caller.perform(asked, way, random);
    } finally {
      this.#give();
    }
  }

  /** Waits until fewer commands are on their way than may be. */
  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      this.#wake();
    });
  }

  #give(): void {
    this.#free += 1;
    this.#wake();
  }

  #wake(): void {
    while (this.#free > 0 && this.#queue.length > 0) {
      this.#free -= 1;
      this.#queue.shift()?.();
    }
  }
}

/** What there is to ship, or to take back, of a reservation. */
function completed(
  { next, restock }: Extract<Step, { next: string }>,
  tenant: string,
  made: ReservationBody | undefined,
): Asked | undefined {
  const found = made?.allocations.find(({ shipped }) => shipped === (next === "return"));
  if (made === undefined || found === undefined) {
    return undefined;
  }
  const { sku, location, quantity } = found;
  const { reservation } = made;
  return next === "ship"
    ? { kind: "ship", tenant, reservation, location }
    : { kind: "return", tenant, reservation, sku, quantity, location, restock };
}
