import { z } from "zod";
import { choice, count, fields, flag, name, quantity, text } from "../environment-fields";
import { accessOf } from "./access";
import { NAME_LIMITS } from "./name-limits";
import { ownTags } from "./tags";

/** Default of a service's `port`. */
export const DEFAULT_PORT = 8_080;

const metricName = text(
  /^[a-z][a-z0-9_]{0,62}$/,
  "1 to 63 lower-case letters, digits and underscores, starting with a letter",
  "Name under which the metric is served; once in an environment.",
);
const query = text(/\S/, "a query", "PromQL that gives one number.");
const positive = z.number({ error: "a number above 0" }).positive({ error: "a number above 0" });
const metric = z.discriminatedUnion(
  "kind",
  [
    fields(
      {
        kind: z.literal("total"),
        name: metricName,
        query,
        targetPerPod: positive.describe("How much of the total one pod takes."),
      },
      "A total that all pods share, such as pending orders.",
    ),
    fields(
      { kind: z.literal("gauge"), name: metricName, query, target: positive.describe("Level to hold.") },
      "A level that no number of pods divides, such as a latency.",
    ),
  ],
  { error: "a map whose kind is total or gauge" },
);

/** What an environment file holds about one service. */
export const serviceSchema = fields(
  {
    image: text(
      /^[\w.-]+(:\d+)?(\/[\w.-]+)+(:(?!(?:latest|main|master|edge|stable)$)\w[\w.-]{0,127}|@sha256:[a-f0-9]{64})$/,
      "an image with a tag that does not move or a digest, such as registry.example.com/inventory/catalog:1.4.2",
      "Container image, pinned by tag or digest.",
    ),
    role: choice(["server", "worker"], "Whether it answers requests or takes work from a queue or stream."),
    interruptible: flag("Whether its pods may be taken away at any time; then they run on spot capacity.").default(
      false,
    ),
    port: count(1_024, 65_535, "Port it listens on.").default(DEFAULT_PORT),
    cpuMillicores: count(10, 64_000, "Processor share of a pod, in thousandths of a core."),
    memory: quantity(["MiB", "GiB"], 'a size such as "512 MiB"', "Memory of a pod."),
    callers: z
      .array(name(NAME_LIMITS.service, "Name of a service."), { error: "a list of services" })
      .describe("Services that may call it.")
      .default([]),
    access: accessOf("the streams that name it as a consumer"),
    cache: fields(
      {
        access: choice(["read", "write"], "What it may do with the keys it sees."),
        keys: text(/^[^\s~%]+$/, 'a pattern of keys such as "stock:*"', "Keys that it sees, as a pattern."),
      },
      "How it uses the cache, where the pattern has one.",
    ).exactOptional(),
    scaling: fields(
      {
        kind: choice(["hpa", "keda"], "A plain autoscaler, or KEDA, which goes down to no pod at all."),
        min: count(0, 1_000, "Fewest pods."),
        max: count(1, 1_000, "Most pods."),
        metric,
      },
      "How many pods run, and by which business metric.",
    ),
    tags: ownTags.default({}),
  },
  "A service, run in every region.",
);
