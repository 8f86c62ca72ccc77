// A Redis server that keeps nothing on disk, on a port of this machine alone. It says under which id it runs, and stops when
// its standard input ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";

const { port } = JSON.parse(process.argv[2]);
const server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", ""], {
  stdio: "ignore",
});
while (!(await isOpen())) {
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.stdout.write(`${JSON.stringify({ server: server.pid })}\n`);
process.stdin.resume();
await new Promise((resolve) => process.stdin.once("end", resolve).once("close", resolve));
server.kill();
await once(server, "exit");
process.exit();

function isOpen() {
  return new Promise((resolve) => {
    const probe = net.connect(port, "127.0.0.1");
    probe.once("connect", () => resolve(true)).once("error", () => resolve(false));
    probe.once("connect", () => probe.destroy());
  });
}
