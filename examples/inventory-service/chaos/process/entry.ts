// One process of a run: which one, and with what, is its only argument, as JSON.
import { prepareDatabase, type PrepareGiven } from "./prepare";
import { ready } from "./ready";
import { startRelay, type RelayGiven } from "./relay";
import { startReplica, type ReplicaGiven } from "./replica";
import { startStream, type StreamGiven } from "./stream";

type Given =
  | ({ readonly role: "prepare" } & PrepareGiven)
  | ({ readonly role: "replica" } & ReplicaGiven)
  | ({ readonly role: "relay" } & RelayGiven)
  | ({ readonly role: "stream" } & StreamGiven);

async function start(given: Given): Promise<void> {
  switch (given.role) {
    case "prepare":
      return ready({ apiKeys: await prepareDatabase(given) }, async () => undefined);
    case "replica":
      return ready({}, await startReplica(given));
    case "relay":
      return ready({}, startRelay(given));
    case "stream":
      return ready({}, await startStream(given));
  }
}

void start(JSON.parse(process.argv[2] ?? ""));
