// A stream that keeps what it is given in a file before it answers, and refuses publishers who have been followed.
import fs from "node:fs";
import net from "node:net";
import type { CloudEvent } from "../../src/stream";
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

const CHUNK_BYTES = 1 << 22;

/**
 * Starts a stream. Told a number of ms on its standard input, it loses its answers for that time, as a broker does whose
 * network fails once it has kept a batch.
 */
export async function startStream({ port, file }: StreamGiven): Promise<() => Promise<void>> {
  const fences = recover(file);
  const log = fs.openSync(file, "a");
  const followers = new Followers();
  let deafUntil = 0;
  process.stdin.on("data", (text) => (deafUntil = performance.now() + Number(text)));
  const take = (line: string, socket: net.Socket): void => {
    const { owner, shard, fence, events }: Published = JSON.parse(line);
    if (fence < (fences.get(shard) ?? 0)) {
      socket.write("fenced\n");
      return;
    }
    fences.set(shard, fence);
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

/**
 * The fences of a stream that was killed are those of what it has kept. A line that it did not finish was never answered,
 * and is cut off.
 */
function recover(file: string): Map<number, number> {
  const fences = new Map<number, number>();
  if (!fs.existsSync(file)) {
    return fences;
  }
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const handle = fs.openSync(file, "r+");
  let rest = "";
  let whole = 0;
  for (let read = fs.readSync(handle, buffer); read > 0; read = fs.readSync(handle, buffer)) {
    const lines = (rest + buffer.toString("latin1", 0, read)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      whole += line.length + 1;
      const [, shard, fence] = /^\{"shard":(\d+),"fence":(\d+)/.exec(line) ?? [];
      fences.set(Number(shard), Math.max(Number(fence), fences.get(Number(shard)) ?? 0));
    }
  }
  fs.ftruncateSync(handle, whole);
  fs.closeSync(handle);
  return fences;
}
