import { inParallel } from "../../../planner/policy/window";

describe("work on many items", () => {
  test("keeps 64 of them under way until the last, and their results in order", async () => {
    const waiting: (() => void)[] = [];
    let mostAtOnce = 0;
    const work = async (item: number): Promise<number> => {
      await new Promise<void>((resolve) => {
        mostAtOnce = Math.max(mostAtOnce, waiting.push(resolve));
      });
      return 2 * item;
    };
    const items = Array.from({ length: 200 }, (_, index) => index);
    const results = inParallel(items, work);
    let done = 0;
    while (done < items.length) {
      done += waiting.length;
      waiting.splice(0).forEach((resolve) => resolve());
      await new Promise(setImmediate);
    }

    expect(mostAtOnce).toBe(64);
    expect(await results).toEqual(items.map((item) => 2 * item));
  });
});
