// The service in a process of its own, with settings of the environment and a stream that tells its parent what was published. The exporter
// imports Node's modules while it runs, which jest does not let it do.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { readConfig, startService } = require("../../src/service/index.ts");
const { openAdapters } = require("../../src/service/open-adapters.ts");
const { InProcessStream } = require("../../src/stream/index.ts");

const config = readConfig(process.env);
const replica = "one";
const clock = () => performance.now();
const onError = ({ message }) => console.error(message);
const adapters = await openAdapters({ ...config, parties: [], replica, clock, onError });
const stream = new InProcessStream();
await stream.listen({ listener: async (events) => void process.send({ events }) });
const service = await startService({
  ...{ databaseUrl: config.databaseUrl, connections: config.connections, partition: config.partition },
  ...{ stream, source: stream, traces: adapters.traces, replica, log: false },
  now: Date.now,
  clock,
});
process.send({ url: await service.app.listen({ host: "127.0.0.1", port: 0 }) });
process.once("disconnect", async () => {
  await service.stop();
  await adapters.close();
  process.exit();
});
