import net from "node:net";
import type { Listening, Source } from "../../src/stream";
import type { Message } from "./followers";
import { eachLine } from "./lines";

type ListenOptions = Parameters<Source["listen"]>[0];
type Handed = Message & { readonly number: number };

/** How long it waits until it connects again, in ms. */
const REST_MILLISECONDS = 100;

/** What a source says first, so that the stream knows that it listens. */
export const FOLLOW = "follow";

/**
 * The stream's other side: each line is events of one shard, and is answered by its number once they were taken. One shard
 * is worked on at a time, and all of it that has come meanwhile is handed over together.
 */
export class SocketSource implements Source {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  async listen(options: Pick<ListenOptions, "listener" | "onError">): Promise<Listening> {
    const link = new Link(this.#port, options);
    link.connect();
    return { stop: () => link.stop() };
  }
}

/** A connection to the stream, which is made again whenever it is lost. */
class Link {
  readonly #port: number;
  readonly #options: Pick<ListenOptions, "listener" | "onError">;
  #socket: net.Socket | undefined;
  #waiting = new Map<number, Handed[]>();
  #work: Promise<void> = Promise.resolve();
  #isOver = false;

  constructor(port: number, options: Pick<ListenOptions, "listener" | "onError">) {
    this.#port = port;
    this.#options = options;
  }

  connect(): void {
    const socket = net.connect(this.#port, "127.0.0.1");
    this.#socket = socket;
    socket
      .on("error", () => undefined)
      .once("close", () => {
        this.#waiting = new Map();
        setTimeout(() => (this.#isOver ? undefined : this.connect()), REST_MILLISECONDS).unref();
      });
    socket.write(`${FOLLOW}\n`);
    eachLine(socket, (line) => this.#take(JSON.parse(line)));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#socket?.destroy();
    await this.#work;
  }

  #take(message: Handed): void {
    const isResting = this.#waiting.size === 0;
    this.#waiting.set(message.shard, [...(this.#waiting.get(message.shard) ?? []), message]);
    if (isResting) {
      this.#work = this.#work.then(() => this.#handAll());
    }
  }

  async #handAll(): Promise<void> {
    for (let [shard] = this.#waiting.keys(); shard !== undefined; [shard] = this.#waiting.keys()) {
      const due = this.#waiting.get(shard) ?? [];
      const socket = this.#socket;
      this.#waiting.delete(shard);
      const answer = await this.#options.listener(due.flatMap(({ events }) => events)).then(
        () => "",
        (error: unknown) => {
          this.#options.onError(error);
          return " again";
        },
      );
      due.forEach(({ number }) => socket?.write(`${number}${answer}\n`));
    }
  }
}
