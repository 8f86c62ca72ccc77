import { ApiThrottle, shareOf, StreamStage, type DatabaseLimits } from "../../../planner/simulate/stages";

describe("the throttle of a stage", () => {
  it("lets its burst through at once, and then its rate", () => {
    const throttle = new ApiThrottle("edge", 100, 200);
    const admitted = Array.from({ length: 4 }, () => {
      throttle.step();
      return throttle.admit(150);
    });

    expect(admitted).toEqual([150, 150, 100, 100]);
  });

  it("lets its rate through where its burst is smaller", () => {
    const throttle = new ApiThrottle("edge", 100, 10);
    throttle.step();

    expect(throttle.admit(150)).toBe(100);
  });
});

describe("a stream", () => {
  it("takes what its shards take", () => {
    const stream = new StreamStage("events", 3, 1_000);

    expect([stream.takes(0, 100), stream.partsAt(0)]).toEqual([3_000, 3]);
  });

  it("takes four shards' records on demand, and twice what it has seen after fifteen minutes", () => {
    const stream = new StreamStage("events", undefined, 1_000);
    const takes = Array.from({ length: 1_000 }, (_, second) => stream.takes(second, second < 60 ? 100 : 6_000));

    expect([takes[0], takes[900], takes[999]]).toEqual([4_000, 4_000, 12_000]);
  });

  it("limits readers alone where it is a topic of Kafka", () => {
    const stream = new StreamStage("events", 12, undefined);

    expect([stream.takes(0, 100), stream.partsAt(0)]).toEqual([Infinity, 12]);
  });
});

describe("a database that workloads share", () => {
  const limits: DatabaseLimits = {
    name: "inventory",
    units: 4,
    unitsAre: "vCPUs",
    input: "instanceClass",
    connections: 100,
    zones: ["a", "b"],
  };

  it.each([
    [[{ things: 300, unitPerSecond: 100, connections: 40 }], { share: 1 }],
    [
      [
        { things: 300, unitPerSecond: 100, connections: 40 },
        { things: 500, unitPerSecond: 100, connections: 40 },
      ],
      { share: 0.5, by: "database" },
    ],
    [[{ things: 300, unitPerSecond: 100, connections: 400 }], { share: 0.25, by: "connections" }],
    [[{ things: 0, unitPerSecond: 100, connections: 0 }], { share: 1 }],
  ])("asked for %j, carries out %j", (demands, share) => {
    expect(shareOf(limits, demands)).toEqual(share);
  });
});
