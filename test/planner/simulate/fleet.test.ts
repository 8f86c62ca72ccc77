import { Fleet } from "../../../planner/simulate/fleet";
import { NodeRoom } from "../../../planner/simulate/nodes";

const POD = { cpu: 1, memoryGiB: 1 };
const TIMES = { podStartSeconds: 10, nodeStartSeconds: 50 };
const LIMITS = { cpu: 100, memoryGiB: 100 };

function fleetOf(room: NodeRoom, count: number): Fleet {
  const fleet = new Fleet(POD, [room], TIMES);
  fleet.around = { zones: ["a", "b", "c"], isSpotToBeHad: true };
  fleet.begin(count);
  return fleet;
}

describe("pods on spot", () => {
  it("go with their nodes, and come back on demand where the pool may buy it", () => {
    const fleet = fleetOf(new NodeRoom("batch", LIMITS, { capacityTypes: ["spot", "on-demand"] }), 10);

    expect(fleet.loseSpot(25, 100)).toBe(3);
    fleet.around = { zones: ["a"], isSpotToBeHad: false };
    expect([fleet.scale(10, 100), fleet.size, fleet.readyAt(159), fleet.readyAt(160)]).toEqual([true, 10, 7, 10]);
    expect(fleet.loseSpot(100, 200)).toBe(7);
  });

  it("wait for spot where the pool buys nothing else", () => {
    const fleet = fleetOf(new NodeRoom("batch", LIMITS, { capacityTypes: ["spot"] }), 4);
    fleet.loseSpot(100, 10);
    fleet.around = { zones: ["a"], isSpotToBeHad: false };

    expect([fleet.scale(4, 10), fleet.size]).toEqual([false, 0]);
  });
});

it("spreads pods over zones, and loses those of one", () => {
  const fleet = fleetOf(new NodeRoom("critical", LIMITS), 8);

  expect([fleet.loseZone("a", 0), fleet.loseZone("b", 0), fleet.loseZone("c", 0)]).toEqual([3, 3, 2]);
});

it("gives nodes back that have been empty for long enough, and no sooner", () => {
  const room = new NodeRoom("critical", LIMITS, { consolidateAfterSeconds: 60 });
  const fleet = fleetOf(room, 8);
  fleet.scale(2, 0);
  const cpu = Array.from({ length: 62 }, (_, second) => {
    room.step(second);
    return room.nodes.cpu;
  });

  expect([cpu[0], cpu[59], cpu[60]]).toEqual([8, 8, 2]);
});
