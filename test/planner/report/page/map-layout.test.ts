import { pageData } from "../../../../planner/report/html/compose";
import type { PageFlow } from "../../../../planner/report/html/page-data";
import { arcsOf, boxesOf, placed, ROW, rowsOf } from "../../../../planner/report/page/map-layout";
import { reported } from "../html/reported";

const flow = (from: string, to: string, verdict: PageFlow["verdict"] = "kept"): PageFlow => ({
  from,
  to,
  verdict,
  ways: [{ stack: "s", resource: "r", input: "i", kind: "k", verdict, leadsTo: to, because: "b" }],
});

describe("the layout of a report's map", () => {
  const { map } = pageData(reported());
  const boxes = boxesOf(map);

  it("has what has no region on top, then the partitions, then what is outside", () => {
    expect(boxes.map(({ title, places }) => [title, places.map(({ label }) => label)])).toEqual([
      ["No partition", ["No region"]],
      ["eu", ["eu-west-1", "eu-north-1"]],
      ["us", ["us-east-1"]],
      ["Outside", ["hooks.example.com text", "ap-south-1"]],
    ]);
  });

  it("knows the middle of every row from the heights that the style has", () => {
    const { middles, height } = rowsOf(boxes);
    const second = ROW.edge * 2 + ROW.head + ROW.place + ROW.box;

    expect(middles.get("zone:eu")).toBe(second + ROW.edge + ROW.head / 2);
    expect(middles.get("eu/eu-west-1")).toBe(second + ROW.edge + ROW.head + ROW.place / 2);
    expect(height).toBe(4 * (ROW.edge * 2 + ROW.head) + 6 * ROW.place + 3 * ROW.box);
  });

  const middles = new Map(["a", "b", "c", "d"].map((end, index) => [end, 100 * (index + 1)]));

  it("draws both directions as one arc, in the gravest verdict, and leaves out what has no row", () => {
    const arcs = arcsOf([flow("a", "b"), flow("b", "a", "leaves"), flow("a", "nowhere")], middles);

    expect(arcs).toMatchObject([{ verdict: "leaves", ways: 2, top: 100, bottom: 200, toTop: true, toBottom: true }]);
  });

  it("lets no two arcs that are beside one another at the same height share a lane", () => {
    const ends = ["a", "b", "c", "d"];
    const flows = ends.flatMap((from, index) => ends.slice(index + 1).map((to) => flow(from, to)));
    const lanes = placed(arcsOf(flows, middles), 400, () => "x");

    const clashes = lanes.flatMap((one, index) =>
      lanes.slice(index + 1).filter((other) => {
        const isBeside = one.arc.bottom >= other.arc.top && one.arc.top <= other.arc.bottom;
        return isBeside && one.reach === other.reach;
      }),
    );
    expect([lanes.length, clashes]).toEqual([6, []]);
    expect(lanes.map(({ label }) => label)).toEqual(Array.from({ length: 6 }, () => "x 1"));
  });

  it("leaves the numbers out where the lanes are narrow, and stays within its area", () => {
    const flows = [flow("a", "d"), flow("b", "c"), flow("a", "c")];
    const lanes = placed(arcsOf(flows, middles), 60, () => "x");

    expect(lanes.map(({ label }) => label)).toEqual(["x", "x", "x"]);
    expect(Math.max(...lanes.map(({ reach }) => reach))).toBeLessThanOrEqual(60 - 18);
  });
});
