import { z } from "zod";
import { count, fields, mapOf, text } from "../environment-fields";
import { regionName } from "./places";
import { ownTags } from "./tags";

/** Most that a region can weigh: Route 53's limit. */
const MAX_WEIGHT = 255;

const policy = z.discriminatedUnion(
  "kind",
  [
    fields(
      {
        kind: z.literal("weighted"),
        weights: mapOf(
          regionName,
          count(0, MAX_WEIGHT, "Weight of the region; one of 0 is asked only where no other is healthy."),
          "Weights by region; one that is not here weighs 0, so that a new region stands by.",
        ),
      },
      "By shares: a region gets its weight's part of the sum of its partition's healthy regions.",
    ),
    fields({ kind: z.literal("latency") }, "By the region that is nearest to the client's resolver, in time."),
  ],
  { error: "a map whose kind is weighted or latency" },
);

/** What an environment file holds about one endpoint. */
export const endpointSchema = fields(
  {
    policy: policy.describe("How clients are led to the regions of their partition."),
    healthPath: text(
      /^\/[\w\-./~%]{0,254}$/,
      "a path that starts with a slash, such as /health/ready",
      "Path that answers with a status below 400 while a region can take requests.",
    ).exactOptional(),
    hosts: mapOf(
      regionName,
      text(
        /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
        "a host such as api.eu-central-1.inventory.example.com",
        "Host that answers in the region.",
      ),
      "Hosts of regions that do not answer as `<endpoint>.<region>.<domain>`, by region.",
    ).default({}),
    routingControls: mapOf(
      regionName,
      text(
        /^arn:aws:route53-recovery-control::\d{12}:controlpanel\/[0-9a-f]{32}\/routingcontrol\/[0-9a-f]{16}$/,
        "the ARN of a routing control of Application Recovery Controller",
        "Routing control that can take the region out.",
      ),
      "Routing controls, by region, where there are any.",
    ).default({}),
    tags: ownTags.default({}),
  },
  "An endpoint that clients call, `<endpoint>.<partition>.<domain>`.",
);
