import { z } from "zod";
import { CAPTURE_INSTANCES, type SourceEngine } from "../../components/hybrid/change-capture.plan";
import { choice, count, fields, listOf, mapOf, name, text } from "../environment-fields";
import { NAME_LIMITS } from "./name-limits";
import { ADDRESS_RANGE, regionName } from "./places";

/** Default of a capture's `instance`. */
export const DEFAULT_CAPTURE_INSTANCE = "dms.r6i.large";
/** Keys of the engines that changes are read of. */
const ENGINES = ["mariadb", "mysql", "oracle", "postgres", "sqlserver"] as const satisfies readonly SourceEngine[];
const LONGEST_LINE_NAME = 20;
const LARGEST_ASN = 4_294_967_295;
const LARGEST_PORT = 65_535;
const LARGEST_VLAN = 4_094;

const address = text(/^(\d{1,3}\.){3}\d{1,3}$/, "an IPv4 address such as 203.0.113.10", "An IPv4 address.");
const lineName = name(LONGEST_LINE_NAME, "Name of a device or a connection.");
const asn = count(1, LARGEST_ASN, "Number of the autonomous system on premises.");
const identifier = text(/^[A-Za-z_][A-Za-z0-9_$#]{0,127}$/, "the name of a schema, a table or a column", "A name.");
const targetName = text(/^[a-z_][a-z0-9_]{0,62}$/, "1 to 63 lower-case letters, digits or underscores", "A name.");

/** An ARN of one service. */
function arn(service: string, description: string) {
  const pattern = new RegExp(`^arn:[a-z-]+:${service}:[a-z0-9-]*:(\\d{12})?:\\S+$`);
  return text(pattern, `an ARN of ${service}`, description);
}

const secret = text(
  /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+-[A-Za-z0-9]{6}$/,
  "the whole ARN of a secret of Secrets Manager",
  "ARN of a secret with host, port, username and password.",
);

const login = fields(
  { secret, certificate: arn("dms", "ARN of the certificate of DMS that the database's is checked by.") },
  "How a database is logged in to.",
);

const directConnection = fields(
  {
    connectionId: text(
      /^(dxcon|dxlag)-[a-z0-9]{8,}$/,
      "the id of a connection such as dxcon-ffabc123",
      "Id of the connection, which was ordered before.",
    ),
    vlan: count(1, LARGEST_VLAN, "VLAN of the virtual interface."),
    asn,
  },
  "A connection of Direct Connect.",
);

const place = fields(
  {
    directConnections: mapOf(lineName, directConnection, "Connections of Direct Connect, by name.").default({}),
    secretsKey: arn("kms", "ARN of the customer key that encrypts the secrets below.").exactOptional(),
    source: login.describe("Login of the system of record, which change capture reads.").exactOptional(),
    target: login.describe("Login of the anchor, which change capture writes to.").exactOptional(),
    kafka: fields(
      {
        secret: secret.describe("ARN of a secret with username and password of a user of the Kafka on premises."),
        plugin: fields(
          {
            bucket: arn("s3", "ARN of the bucket."),
            key: text(/^\S{1,1024}$/, "the key of an object", "Key of the ZIP archive with the provider of secrets."),
            version: text(/^\S{1,1024}$/, "the version of an object", "Version of the object."),
          },
          "Plugin of the mirror's workers.",
        ),
      },
      "Login of the Kafka on premises, and the mirror's plugin.",
    ).exactOptional(),
  },
  "What exists in a region before its stack is brought up.",
);

const capture = fields(
  {
    engine: choice(ENGINES, "Engine of the system of record."),
    databaseName: text(
      /^[A-Za-z0-9_.$-]{1,128}$/,
      "the name of a database",
      "Name of the database, or of Oracle's service.",
    ),
    port: count(1, LARGEST_PORT, "Port that it listens on for TLS."),
    instance: choice(CAPTURE_INSTANCES, "Size of the instance that reads and writes.").default(
      DEFAULT_CAPTURE_INSTANCE,
    ),
    tables: listOf(
      fields(
        {
          schema: identifier.describe("Schema of the source."),
          table: identifier.describe("Table of the source."),
          targetSchema: targetName
            .describe("Schema of the anchor; without it the source's, in lower case.")
            .exactOptional(),
          targetTable: targetName
            .describe("Table of the anchor; without it the source's, in lower case.")
            .exactOptional(),
          leftOut: z
            .array(identifier, { error: "a list of columns" })
            .describe("Columns that stay on premises.")
            .default([]),
        },
        "A table that is captured.",
      ),
      "Tables that are captured; no other is read.",
    ),
  },
  "Changes of the system of record, captured into the anchor of each region; the one of the primary runs.",
);

const mirror = fields(
  {
    brokers: listOf(
      text(/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?:\d{2,5}$/, "host:port", "A broker that speaks SASL over TLS."),
      "Brokers on premises that are asked first.",
    ),
    topics: listOf(
      name(NAME_LIMITS.stream, "Name of a stream of the environment."),
      "Topics that are mirrored into the streams of the same name.",
    ),
    consumerGroups: z
      .array(text(/^[A-Za-z0-9._-]{1,249}$/, "the name of a consumer group", "Name of a consumer group."), {
        error: "a list of consumer groups",
      })
      .describe("Groups on premises whose offsets are kept alike.")
      .default([]),
  },
  "Topics of the Kafka on premises, mirrored into each region's.",
);

/** What an environment file holds about a partition's data centre on premises. */
export const onPremisesSchema = fields(
  {
    cidrs: listOf(
      text(ADDRESS_RANGE, "an IPv4 range such as 10.1.0.0/16", "A range on premises."),
      "Ranges that the platform reaches; nothing else is routed there.",
    ),
    vpnDevices: mapOf(
      lineName,
      fields({ address, asn }, "A device that a VPN of two tunnels leads to, from every region."),
      "Devices on premises, by name.",
    ).default({}),
    domains: mapOf(
      text(
        /^(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
        "a domain name such as erp.example.com",
        "A domain that exists on premises.",
      ),
      listOf(address, "Name servers on premises that are asked for it."),
      "Domains on premises, by name.",
    ).default({}),
    capture: capture.exactOptional(),
    mirror: mirror.exactOptional(),
    places: mapOf(regionName, place, "What exists in each region before its stack is brought up.").default({}),
  },
  "A data centre on premises that holds the partition's system of record; needs the pattern `hybrid`.",
);
