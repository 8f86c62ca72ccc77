import { Fenced, InProcessStream } from "../../src/stream";
import { eventOf } from "../consume/events";
import { itKeepsTheContract } from "./contract";

describe("the stream within a process", () => {
  itKeepsTheContract(async () => {
    const stream = new InProcessStream();
    return { open: async () => stream };
  });

  it("refuses a publisher who has been followed", async () => {
    const stream = new InProcessStream();
    await stream.publish({ shard: 7, fence: 2, events: [] });

    await expect(stream.publish({ shard: 7, fence: 1, events: [eventOf("a", 1)] })).rejects.toThrow(
      new Fenced({ shard: 7, fence: 1 }),
    );
  });
});
