// A stream that keeps what it is given in a file before it answers, and refuses publishers who have been followed.
import fs from "node:fs";
import net from "node:net";
import type { CloudEvent } from "../../src/stream";
import { cutUnfinished, Fences } from "./fences";
import { Followers } from "./followers";
import { eachLine } from "./lines";
import { FOLLOW } from "./socket-source";

interface Published {
  readonly owner: string;
  readonly shard: number;
  readonly fence: number;
  readonly events: readonly CloudEvent[];
}

/** Where a stream listens, and where it keeps what it is given. */
export interface StreamGiven {
  readonly port: number;
  readonly file: string;
}

/**
 * Starts a stream. Told a number of ms on its standard input, it loses its answers for that time, as a broker does whose
 * network fails once it has kept a batch.
 */
export async function startStream({ port, file }: StreamGiven): Promise<() => Promise<void>> {
  cutUnfinished(file);
  const fences = new Fences(`${file}.fences`);
  const log = fs.openSync(file, "a");
  const followers = new Followers();
  let deafUntil = 0;
  process.stdin.on("data", (text) => (deafUntil = performance.now() + Number(text)));
  const take = (line: string, socket: net.Socket): void => {
    const { owner, shard, fence, events }: Published = JSON.parse(line);
    if (!fences.admit(shard, fence)) {
      socket.write("fenced\n");
      return;
    }
    const kept = events.map(({ subject, subjectversion, data }) => ({ subject, version: subjectversion, data }));
    fs.writeSync(log, `${JSON.stringify({ shard, fence, owner, events: kept })}\n`);
    followers.hand({ shard, events });
    if (performance.now() < deafUntil) {
      socket.destroy();
    } else {
      socket.write("kept\n");
    }
  };
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    let read = (line: string): void => {
      if (line === FOLLOW) {
        read = followers.join(socket);
      } else {
        take(line, socket);
      }
    };
    eachLine(socket, (line) => read(line));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return async () => {
    server.close();
  };
}
