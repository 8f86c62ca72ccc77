import { z } from "zod";
import { choice, count, fields, listOf, mapOf, name, quantity, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";
import { regionName } from "./places";
import { ownTags } from "./tags";

/** Default of `api.originSecrets`: one secret, which nobody has changed yet. */
export const DEFAULT_ORIGIN_SECRETS = ["first"] as const;
/** Most requests a second, and at once, that an account sends to its APIs of a region. */
const MOST = { requestsPerSecond: 10_000, burst: 5_000, requestsPerDay: 1_000_000_000 } as const;

const throttle = fields(
  {
    requestsPerSecond: count(1, MOST.requestsPerSecond, "Requests per second, in the long run."),
    burst: count(1, MOST.burst, "Requests at once."),
  },
  "How many requests are let through.",
);
const seconds = (description: string) => quantity(["second", "seconds"], 'a time such as "5 seconds"', description);

const route = fields(
  {
    backend: name(NAME_LIMITS.function, "Function, or link, that answers."),
    auth: choice(
      ["none", "key", "iam"],
      "Who may call it: everybody, partners with a key, or identities of the account, who sign.",
    ),
    cacheTtl: seconds("How long the gateway keeps its responses; without it, not at all.").exactOptional(),
    throttle: throttle.describe("How many requests are let through; without it, the API's.").exactOptional(),
    timeout: seconds("How long the gateway waits for an answer.").exactOptional(),
  },
  "What the gateway does with one operation.",
);

const link = fields(
  {
    host: text(
      /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
      "a host such as stock.internal.example.com",
      "Host that the certificate of the service names.",
    ),
    loadBalancers: mapOf(
      regionName,
      text(
        /^arn:aws:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/net\/\S+$/,
        "the ARN of a network load balancer",
        "Network load balancer in front of the service.",
      ),
      "Network load balancers, by region.",
    ),
  },
  "A service in the network, behind a network load balancer, which a VPC link leads to.",
);

const days = (description: string) => quantity(["day", "days"], 'a time such as "90 days"', description);

const rotation = fields(
  {
    period: days("How old a key may become before another one takes over; without it, 90 days.").exactOptional(),
    overlap: days(
      "How long the key before stays valid, within which the partner has to fetch the other; without it, 14 days.",
    ).exactOptional(),
    readerRoles: listOf(
      text(
        /^[\w+=,.@-]{1,64}$/,
        "the name of an IAM role",
        "Role of the partition's account by which it fetches its key.",
      ),
      "Roles that may fetch the partner's key from its secret.",
    ).default([]),
  },
  "Keys that a schedule replaces, in a secret of each region.",
);

const partner = fields(
  {
    keys: listOf(
      text(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2026-11, in quotes", "Month in which a key was issued."),
      "Keys by the month of their issue: one, or two while one takes over from the other. With a rotation, none, or the one that it takes over from.",
    ).default([]),
    rotation: rotation.exactOptional(),
    throttle: throttle.exactOptional(),
    requestsPerDay: count(1, MOST.requestsPerDay, "Requests that each of its keys may send in a day.").exactOptional(),
  },
  "What one partner may send.",
);

const partnerDoor = fields(
  {
    trustStore: fields(
      {
        archive: name(NAME_LIMITS.archive, "Archive that holds the bundle of certificates."),
        objectKey: text(/^[\w!.*'()/-]{1,1024}$/, "the key of an object", "Key of the bundle, in PEM."),
        versions: mapOf(
          name(NAME_LIMITS.partition, "Name of a partition."),
          text(/^\S{1,1024}$/, "the version of an object", "Version that is deployed."),
          "Version of the bundle in each partition, which its regions' copies share.",
        ),
      },
      "Certificates of the authorities whose clients are let in.",
    ),
    partners: mapOf(name(NAME_LIMITS.partner, "Name of a partner."), partner, "Partners, by name."),
  },
  "The door for partners, `partner-<region>.<domain>`: a certificate of theirs, and a key.",
);

/** What an environment file holds about its API. */
export const apiSchema = fields(
  {
    document: text(
      /^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*\.(json|ya?ml)$/,
      "a file of the project such as api/openapi.yaml",
      "OpenAPI document of the project, version 3.0 or 3.1.",
    ),
    routes: mapOf(
      text(/^[a-zA-Z][\w-]{0,63}$/, "the id of an operation", "Id of an operation of the document."),
      route,
      "What the gateway does with each operation; each of the document has an entry.",
    ),
    links: mapOf(name(NAME_LIMITS.function, "Name of a link."), link, "Services in the network, by name.").default({}),
    throttle: throttle.describe("How many requests are let through to each operation.").exactOptional(),
    partner: partnerDoor.exactOptional(),
    originSecrets: z
      .array(text(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, "lower-case letters, digits and dashes", "Id of a secret."), {
        error: "a list of ids",
      })
      .describe("Secrets by which the API knows CloudFront: the first is sent, all are let in.")
      .default([...DEFAULT_ORIGIN_SECRETS]),
    tags: ownTags.default({}),
  },
  "A REST API in every region, reached through a distribution of `cdn`, and by partners.",
);
