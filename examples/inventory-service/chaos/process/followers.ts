import type net from "node:net";
import type { CloudEvent } from "../../src/stream";

/** Events of one shard, as they are handed to whoever follows it. */
export interface Message {
  readonly shard: number;
  readonly events: readonly CloudEvent[];
}

interface Follower {
  readonly socket: net.Socket;
  /** What was handed over, and has not been answered yet. */
  readonly unanswered: Map<number, Message>;
}

/** Of so many messages one is handed over late, and one a second time. */
const LATE_OF = 23;
const TWICE_OF = 19;

/** How long a late one, or a copy, takes at most; and how long one rests that could not be handled, in ms. */
const LATE_MILLISECONDS = 2_000;
const AGAIN_MILLISECONDS = 200;

/**
 * Hands events to those who follow a stream, and share its shards: now and then late, so that others overtake them, or
 * twice. What somebody did not answer before they were gone, others get. What nobody has answered is lost with the stream.
 */
export class Followers {
  readonly #followers: Follower[] = [];
  readonly #waiting: Message[] = [];
  #handed = 0;
  #sent = 0;

  /** Takes somebody in who follows from now on, and has their answers read: the number of a message, or that and `again`. */
  join(socket: net.Socket): (line: string) => void {
    const follower = { socket, unanswered: new Map<number, Message>() };
    this.#followers.push(follower);
    socket.once("close", () => {
      this.#followers.splice(this.#followers.indexOf(follower), 1);
      follower.unanswered.forEach((message) => this.#send(message));
    });
    this.#waiting.splice(0).forEach((message) => this.#send(message));
    return (line) => {
      const [number = "", again] = line.split(" ");
      const message = follower.unanswered.get(Number(number));
      follower.unanswered.delete(Number(number));
      if (message !== undefined && again !== undefined) {
        setTimeout(() => this.#send(message), AGAIN_MILLISECONDS);
      }
    };
  }

  /** Hands a message over. */
  hand(message: Message): void {
    this.#handed += 1;
    const late = (this.#handed * 37) % LATE_MILLISECONDS;
    if (this.#handed % LATE_OF === 0) {
      setTimeout(() => this.#send(message), late);
      return;
    }
    this.#send(message);
    if (this.#handed % TWICE_OF === 0) {
      setTimeout(() => this.#send(message), late);
    }
  }

  #send(message: Message): void {
    const follower = this.#followers[message.shard % this.#followers.length];
    if (follower === undefined) {
      this.#waiting.push(message);
      return;
    }
    this.#sent += 1;
    follower.unanswered.set(this.#sent, message);
    follower.socket.write(`${JSON.stringify({ number: this.#sent, ...message })}\n`);
  }
}
