import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort, installed, isOpen, killed } from "./servers";

/** A Kafka broker of one node, in KRaft mode, on free ports of this machine alone. */
export class KafkaBroker {
  readonly address: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #libs: string;
  #process: ChildProcess | undefined;

  private constructor(libs: string, folder: string, port: number) {
    this.#libs = libs;
    this.#folder = folder;
    this.#port = port;
    this.address = `127.0.0.1:${port}`;
  }

  static async start(): Promise<KafkaBroker> {
    const libs = installed("install-kafka.mjs");
    const folder = mkdtempSync(path.join(os.tmpdir(), "inventory-kafka-"));
    const [port, controller] = [await freePort(), await freePort()];
    writeFileSync(path.join(folder, "server.properties"), properties({ folder, port, controller }));
    const broker = new KafkaBroker(libs, folder, port);
    // An id that begins with "-" would be taken for an option.
    const id = Buffer.from(`00${randomUUID().replaceAll("-", "").slice(2)}`, "hex").toString("base64url");
    const format = broker.#java(["kafka.tools.StorageTool", "format", "-t", id, "-c", "server.properties"]);
    const { status, stderr } = spawnSync("java", format, { cwd: folder, encoding: "utf8" });
    if (status !== 0) {
      throw new Error(`the broker's storage was not formatted: ${stderr}`);
    }
    await broker.up();
    return broker;
  }

  /** Starts it, with what it had before. */
  async up(): Promise<void> {
    const args = this.#java(["-Xmx512m", "kafka.Kafka", "server.properties"]);
    const child = spawn("java", args, { cwd: this.#folder, stdio: "ignore" });
    // A broker does not outlive who started it.
    process.once("exit", () => child.kill("SIGKILL"));
    this.#process = child;
    while (!(await isOpen(this.#port))) {
      if (child.exitCode !== null) {
        throw new Error(`the broker ended with ${child.exitCode}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Kills it, as a lost machine does. */
  async down(): Promise<void> {
    await killed(this.#process);
    this.#process = undefined;
  }

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #java(args: readonly string[]): string[] {
    const isOption = (arg: string): boolean => arg.startsWith("-X");
    const main = args.filter((arg) => !isOption(arg));
    return [...args.filter(isOption), "-cp", `${this.#libs}/*`, ...main];
  }
}

function properties({ folder, port, controller }: { folder: string; port: number; controller: number }): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${folder}/data
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
`;
}
