import { drawDemand, quantileOf, randomOf } from "../../src/restock/bootstrap";
import { proposeRestock, type Proposal, type RestockQuestion } from "../../src/restock/propose";

const propose = (change: Partial<RestockQuestion> = {}): Proposal =>
  proposeRestock(
    {
      daily: new Array<number>(28).fill(4),
      leadTimeDays: [5],
      reviewDays: 1,
      position: { onHand: 100, onTheWay: 0, promised: 0 },
      policy: { serviceQuantile: 0.95, coverDays: 7 },
      ...change,
    },
    randomOf("mug"),
  );

describe("a proposal", () => {
  it("orders up to the reorder point and some days more where the reorder point is reached", () => {
    const has = (onHand: number): number => propose({ position: { onHand, onTheWay: 0, promised: 0 } }).quantity;

    expect(propose()).toEqual({ reorderPoint: 24, quantity: 0, p50: 24, p90: 24, p98: 24 });
    expect([has(25), has(24), has(10)]).toEqual([0, 28, 42]);
  });

  it("counts what is on its way, and not what is promised", () => {
    expect(propose({ position: { onHand: 20, onTheWay: 10, promised: 0 } }).quantity).toBe(0);
    expect(propose({ position: { onHand: 30, onTheWay: 0, promised: 6 } }).quantity).toBe(28);
  });

  it("orders what was promised beyond the stock where nothing is wanted any longer, and else nothing", () => {
    const daily = new Array<number>(28).fill(0);

    expect(propose({ daily, position: { onHand: 0, onTheWay: 0, promised: 0 } }).quantity).toBe(0);
    expect(propose({ daily, position: { onHand: 1, onTheWay: 0, promised: 4 } }).quantity).toBe(3);
  });

  it("reckons with long lead times as often as they were seen", () => {
    expect(propose({ leadTimeDays: [2, 2, 2, 10] })).toMatchObject({ reorderPoint: 44, p50: 12, p90: 44 });
  });

  it("keeps rare demand as it was: mostly none, and sometimes a lump", () => {
    const daily = Array.from({ length: 84 }, (_, day) => (day % 28 === 20 ? 12 : 0));

    expect(propose({ daily })).toMatchObject({ reorderPoint: 12, p50: 0, p90: 12, p98: 12 });
  });

  it("lets later days weigh more", () => {
    const daily = Array.from({ length: 84 }, (_, day) => (day < 56 ? 0 : 4));

    expect(propose({ daily }).p50).toBe(12);
    expect(propose({ daily: daily.toReversed() }).p50).toBe(4);
  });

  it("is the same for the same row and day, and of another row it is drawn anew", () => {
    const history = { daily: Array.from({ length: 84 }, (_, day) => day % 9), leadTimeDays: [4, 7], reviewDays: 1 };
    const drawn = (text: string): readonly number[] => drawDemand(history, randomOf(text));

    expect(drawn("mug")).toEqual(drawn("mug"));
    expect(drawn("mug")).not.toEqual(drawn("pot"));
  });
});

describe("a quantile", () => {
  it("is the least that so many do not exceed", () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    expect([0, 0.05, 0.1, 0.5, 0.91, 1].map((part) => quantileOf(ten, part))).toEqual([1, 1, 1, 5, 10, 10]);
    expect(quantileOf([], 0.5)).toBe(0);
  });
});
