import fc from "fast-check";
import { Waits } from "../../../planner/run/waits";

describe("stacks that wait for one another", () => {
  it("close a circle where a path leads back, by however many others", () => {
    const waits = new Waits();
    waits.add("a", "b");
    waits.add("a", "c");
    waits.add("c", "d");
    expect(waits.circle("d", "a")).toEqual(["d", "a", "c", "d"]);
    expect(waits.circle("b", "d")).toBeUndefined();
    expect(waits.circle("e", "e")).toEqual(["e", "e"]);
  });

  it("still wait for the others when one has come", () => {
    const waits = new Waits();
    waits.add("a", "b");
    waits.add("a", "c");
    waits.remove("a", "b");
    expect(waits.isWaiting("a")).toBe(true);
    expect(waits.circle("c", "a")).toEqual(["c", "a", "c"]);
    expect(waits.circle("b", "a")).toBeUndefined();
    waits.remove("a", "c");
    expect(waits.isWaiting("a")).toBe(false);
  });

  it("never end up in a circle that was not named", () => {
    const edge = fc.tuple(fc.nat(6), fc.nat(6)).map(([from, to]) => [`s${from}`, `s${to}`] as const);
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 30 }), (edges) => {
        const waits = new Waits();
        const added: (readonly [string, string])[] = [];
        for (const [from, to] of edges) {
          if (waits.circle(from, to) === undefined) {
            waits.add(from, to);
            added.push([from, to]);
          }
        }
        // Taking away, again and again, stacks that wait for nobody leaves none: there is no circle.
        let left = added;
        for (let count = -1; count !== left.length;) {
          count = left.length;
          const waiting = new Set(left.map(([from]) => from));
          left = left.filter(([, to]) => waiting.has(to));
        }
        expect(left).toEqual([]);
      }),
    );
  });
});
