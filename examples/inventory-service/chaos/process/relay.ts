// A relay of the service, publishing into a stream that is another process.
import net from "node:net";
import { openPool } from "../../src/storage";
import { Fenced, type Stream } from "../../src/stream";
import { Relay } from "../../src/worker/relay";
import { repeat } from "../../src/worker/repeat";
import { eachLine } from "./lines";

type Batch = Parameters<Stream["publish"]>[0];

interface Waiting {
  readonly batch: Batch;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A stream over a socket: one line of JSON each way for a batch. What is lost with the connection was perhaps kept. */
class SocketStream implements Stream {
  readonly #port: number;
  readonly #owner: string;
  readonly #waiting: Waiting[] = [];
  #socket: net.Socket | undefined;

  constructor(port: number, owner: string) {
    this.#port = port;
    this.#owner = owner;
  }

  publish(batch: Batch): Promise<void> {
    const socket = (this.#socket ??= this.#connect());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      socket.write(`${JSON.stringify({ owner: this.#owner, ...batch })}\n`);
    });
  }

  #connect(): net.Socket {
    const socket = net.connect(this.#port, "127.0.0.1");
    const lost = (): void => {
      this.#socket = undefined;
      this.#waiting.splice(0).forEach(({ reject }) => reject(new Error("the stream is gone")));
    };
    socket.on("error", () => undefined).once("close", lost);
    eachLine(socket, (line) => this.#answered(line));
    return socket;
  }

  #answered(line: string): void {
    const first = this.#waiting.shift();
    if (line === "kept") {
      first?.resolve();
    } else if (first !== undefined) {
      first.reject(new Fenced(first.batch));
    }
  }
}

/** What a relay is started with. */
export interface RelayGiven {
  readonly databaseUrl: string;
  readonly streamPort: number;
  readonly name: string;
  readonly leaseMilliseconds: number;
}

/** Starts a relay; returns how to stop it. */
export function startRelay(given: RelayGiven): () => Promise<void> {
  const pool = openPool(given.databaseUrl, 2);
  pool.on("error", () => undefined);
  const stopping = new AbortController();
  const relay = new Relay({
    ...{ db: pool, stream: new SocketStream(given.streamPort, given.name), owner: given.name, partition: "local" },
    ...{ leaseMilliseconds: given.leaseMilliseconds, mostShards: 64, onOldest: () => undefined },
  });
  const done = repeat(() => relay.round(), {
    ...{ restMilliseconds: 50, signal: stopping.signal, onError: () => undefined },
  });
  return async () => {
    stopping.abort();
    await done;
    await relay.leave().catch(() => undefined);
    await pool.end();
  };
}
