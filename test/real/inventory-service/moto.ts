import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { freePort, installed, opened } from "./servers";

/** A server of moto's, which answers as AWS does, on a free port of this machine alone. */
export class Moto {
  readonly endpoint: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Moto> {
    const program = installed("install-moto.mjs");
    const port = await freePort();
    const child = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await opened(port);
    // Requests are signed, whoever answers them.
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
    return new Moto(child, port);
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, "exit");
    this.#process.kill();
    await gone;
  }
}
