import { spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";

/** What a script of `scripts` has installed. */
export function installed(script: string): string {
  const file = path.join(__dirname, "../../../scripts", script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  if (status !== 0 || stdout === "") {
    throw new Error(`${script} has installed nothing: ${stderr}`);
  }
  return stdout.trim();
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Whether somebody listens on a port. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Resolves once somebody listens on a port. */
export async function opened(port: number): Promise<void> {
  while (!(await isOpen(port))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Kills a process that still runs, as a lost machine does. */
export async function killed(child: ChildProcess | undefined): Promise<void> {
  if (child !== undefined && child.exitCode === null) {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }
}
