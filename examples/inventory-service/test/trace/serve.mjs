// The service in a process of its own, with settings of the environment and a stream that tells its parent what was published. The exporter
// imports Node's modules while it runs, which jest does not let it do.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { readConfig, startService } = require("../../src/service/index.ts");
const { openAdapters } = require("../../src/service/open-adapters.ts");
const { readChannels } = require("../../src/service/channels-file.ts");
const { InProcessStream } = require("../../src/stream/index.ts");

const config = readConfig(process.env);
const replica = "one";
const clock = () => performance.now();
const onError = ({ message }) => console.error(message);
// The stream is this process's own, so that the file of channels, which wants one of others, has another name.
const { PARTIES_FILE: file } = process.env;
const parties = readChannels(file === undefined ? undefined : { file });
const adapters = await openAdapters({ ...config, parties, replica, clock, onError });
const stream = new InProcessStream();
await stream.listen({ listener: async (events) => void process.send({ events }) });
const service = await startService({
  ...{ databaseUrl: config.databaseUrl, connections: config.connections, partition: config.partition },
  ...{ stream, source: stream, traces: adapters.traces, parties: adapters.parties, replica, log: false },
  now: Date.now,
  clock,
});
process.send({ url: await service.app.listen({ host: "127.0.0.1", port: 0 }) });
process.once("disconnect", async () => {
  await service.stop();
  await adapters.close();
  process.exit();
});
