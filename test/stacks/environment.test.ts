import { parse } from "yaml";
import { DEFAULT_CHANNEL, DEFAULT_DATA_CLASS, DEFAULT_FEATURE, DEFAULT_SERVICE } from "../../stacks/schema/tags";
import { DEFAULT_PERSONAL_DATA_PLACE } from "../../stacks/schema/partition";
import { environmentRules } from "../../stacks/rules";
import { BROKEN_EDGE } from "./edge-refusals";
import { BROKEN_OBJECTIVES } from "./objective-refusals";
import { environmentOf, problemsOf, SHOP, shopWith } from "./shop";

type Change = readonly [text: string, replacement: string];
type Case = readonly [rule: string, changes: readonly Change[], problems: readonly string[], name?: string];

/** A lake of one dataset with one personal column. */
function lakeOf(column: string, shared: string, reader: string): string {
  const columns = `columns: [{ name: ${column}, type: string, dataClass: personal, description: Whose it is }]`;
  const dataset = `{ description: Orders, firstDay: "2026-01-01", ${shared}${columns} }`;
  return `lake: { archive: events, ${reader}datasets: { orders: ${dataset} } }\n`;
}

/** Functions before the queues, in a pattern that has them. */
function functionsOf(...lines: readonly string[]): readonly Change[] {
  return [
    ["pattern: microservices-relational", "pattern: serverless-streams"],
    ["queues:\n", `functions:\n${lines.map((line) => `  ${line}\n`).join("")}queues:\n`],
  ];
}

/** Jobs before the queues, and an archive for what they save. */
function jobsOf(...lines: readonly string[]): readonly Change[] {
  return [
    ["queues:\n", `jobs:\n${lines.map((line) => `  ${line}\n`).join("")}queues:\n`],
    ["archives:\n", "archives:\n  saved: { expireAfter: 7 days }\n"],
  ];
}

/** A feed of the stock events with some lines of its own, in an environment with a lake. */
function feedOf(...lines: readonly string[]): Change {
  const said = ["description: Changes of stock", 'firstDay: "2026-12-01"', ...lines];
  const dataset =
    '{ description: Stock, firstDay: "2026-01-01", columns: [{ name: sku, type: string, dataClass: internal, description: Article }] }';
  return [
    "queues:\n",
    `lake: { archive: events, datasets: { stock: ${dataset} } }\nfeeds:\n  stock:\n${said.map((line) => `    ${line}\n`).join("")}queues:\n`,
  ];
}

const FIELD = "{ name: sku, type: string, dataClass: internal, description: Article }";
const FIELDS = `fields: [${FIELD}]`;

/** What is said of costs, flags or experiments, before the queues. */
function saidOf(text: string): Change {
  return ["queues:\n", `${text}\nqueues:\n`];
}

const US = SHOP.slice(SHOP.indexOf("  us:\n    regime"), SHOP.indexOf("tables:\n"));
const SPLIT = "description: d, variants: { near: near, few: few }, defaultVariant: near";
const SAID = "hypothesis: nobody notices, runbook: error-budget-burn";

function chaosOf(experiments: string, more = ""): Change {
  return saidOf(`chaos: { stopAlarms: [oversold], experiments: { ${experiments} }${more} }`);
}

function approver(account: string): string {
  return `arn:aws:iam::${account}:role/on-call`;
}

function approversOf(...accounts: readonly string[]): string {
  return `approvers: [${accounts.map((account) => `"${approver(account)}"`).join(", ")}]\n`;
}

/** A data centre of the partition us, with what is said of it beside its ranges. */
function onPremises(said: string, cidrs = "[192.168.0.0/20]"): Change {
  return ["    tenants: [west]", `    onPremises: { cidrs: ${cidrs}, ${said} }`];
}

function loginOf(role: string): string {
  const secret = `"arn:aws:secretsmanager:us-east-1:333333333333:secret:${role}-AbCdEf"`;
  return `${role}: { secret: ${secret}, certificate: "arn:aws:dms:us-east-1:333333333333:cert:${role}" }`;
}

function mirrorOf(topics: string): string {
  return `mirror: { brokers: ["kafka.example.com:9094"], topics: [${topics}] }`;
}

const AS_HYBRID: Change = ["microservices-relational", "hybrid"];
const DEVICE = "vpnDevices: { hall: { address: 203.0.113.10, asn: 65010 } }";
const CAPTURE = "capture: { engine: postgres, databaseName: erp, port: 5432, tables: [{ schema: erp, table: stock }] }";
const SECRETS_KEY = "secretsKey: arn:aws:kms:us-east-1:333333333333:key/1";
const KAFKA = `kafka: { secret: "arn:aws:secretsmanager:us-east-1:333333333333:secret:kafka-AbCdEf", plugin: { bucket: "arn:aws:s3:::plugins", key: p.zip, version: v1 } }`;

/** For each rule a file that breaks it alone, and the whole of what is said. */
const BROKEN: readonly Case[] = [
  [
    "name-is-the-file's",
    [["name: shop", "name: store"]],
    [`shop.yaml:1: name is "store", expected "shop"; name it as its file`],
  ],
  [
    "partition-name-is-free",
    [
      ["  us:\n    regime", "  global:\n    regime"],
      ['  us: "333333333333"\n', ""],
      ["\n    us: awskms://alias/state?region=us-east-1", ""],
    ],
    [
      `shop.yaml:29: partitions.global is "global", expected a name other than global, organization and the regions'; rename the partition: its stack would take the name of another`,
    ],
  ],
  [
    "job-name-is-free",
    jobsOf(
      "catalog: { image: catalog:1.0.0, checkpoint: saved }",
      "metrics: { image: catalog:1.0.0, checkpoint: saved }",
    ),
    [
      `shop.yaml:66: jobs.catalog is "catalog", expected a name that no service has, and other than default, metrics, kube-system, kube-public, kube-node-lease; rename the job: it runs in a namespace of its name`,
      `shop.yaml:67: jobs.metrics is "metrics", expected a name that no service has, and other than default, metrics, kube-system, kube-public, kube-node-lease; rename the job: it runs in a namespace of its name`,
    ],
  ],
  [
    "service-uses-what-exists",
    [
      [
        "    image: registry.example.com/catalog:1.0.0\n",
        "    image: registry.example.com/catalog:1.0.0\n    access: { tables: { stock: read }, archives: { old: read }, streams: [stock], queues: [orders] }\n",
      ],
    ],
    [
      `shop.yaml:57: services.catalog.access.tables.stock is "stock", expected one of catalog; correct it, or add what it names`,
      `shop.yaml:57: services.catalog.access.archives.old is "old", expected one of events; correct it, or add what it names`,
      `shop.yaml:57: services.catalog.access.streams[0] is "stock", expected one of stock-events; correct it, or add what it names`,
      `shop.yaml:57: services.catalog.access.queues[0] is "orders", expected one of channel-orders; correct it, or add what it names`,
    ],
  ],
  [
    "service-is-as-protected-as-its-data",
    [
      [
        "    image: registry.example.com/catalog:1.0.0\n",
        "    image: registry.example.com/catalog:1.0.0\n    access: { tables: { catalog: read } }\n",
      ],
      ["hashKey: sku }", "hashKey: sku, tags: { data-class: personal } }"],
    ],
    [
      `shop.yaml:55: services.catalog.tags.data-class is "internal", expected personal or payment, as it uses catalog; say so, or use something else: where such data stays on premises, the service does`,
    ],
  ],
  [
    "job-uses-what-exists",
    jobsOf(
      "night: { image: night:1.0.0, checkpoint: saved, access: { tables: { stock: read }, archives: { old: read }, streams: [stock], queues: [orders] } }",
    ),
    [
      `shop.yaml:66: jobs.night.access.tables.stock is "stock", expected one of catalog; correct it, or add what it names`,
      `shop.yaml:66: jobs.night.access.archives.old is "old", expected one of saved, events; correct it, or add what it names`,
      `shop.yaml:66: jobs.night.access.streams[0] is "stock", expected one of stock-events; correct it, or add what it names`,
      `shop.yaml:66: jobs.night.access.queues[0] is "orders", expected one of channel-orders; correct it, or add what it names`,
    ],
  ],
  [
    "job-on-spot-saves",
    jobsOf("night: { image: night:1.0.0 }", "settled: { image: night:1.0.0, capacity: on-demand }"),
    [
      `shop.yaml:66: jobs.night.checkpoint is missing, expected the name of an archive, as the job runs on spot; name the archive that it saves in, or set capacity to on-demand`,
    ],
  ],
  [
    "job-saves-where-old-goes",
    [
      ...jobsOf(
        "night: { image: night:1.0.0, checkpoint: audit }",
        "other: { image: night:1.0.0, checkpoint: nowhere }",
      ),
      ["archives:\n", "archives:\n  audit: { lockFor: 30 days, expireAfter: 60 days }\n"],
    ],
    [
      `shop.yaml:66: jobs.night.checkpoint is "audit", expected an archive with expireAfter and without lockFor: saved, events; name such an archive, or add it: a checkpoint is deleted when its run is done`,
      `shop.yaml:67: jobs.other.checkpoint is "nowhere", expected an archive with expireAfter and without lockFor: saved, events; name such an archive, or add it: a checkpoint is deleted when its run is done`,
    ],
  ],
  [
    "job-runs-in-the-night",
    [
      ...jobsOf(
        'lost: { image: night:1.0.0, checkpoint: saved, schedule: "30 2 * * *" }',
        "long: { image: night:1.0.0, checkpoint: saved, deadline: 23 hours }",
        'late: { image: night:1.0.0, checkpoint: saved, schedule: "0 4 * * 0", startWithin: 25 hours }',
        "odd: { image: night:1.0.0, checkpoint: saved, schedule: nightly }",
      ),
    ],
    [
      `shop.yaml:66: jobs.lost.schedule is "30 2 * * *", expected times that every day has once: not 02:30 in Europe/Berlin; move it: where clocks go forward a run may be left out, where they go back it may start twice`,
      `shop.yaml:67: jobs.long.deadline is "23 hours", expected with startWithin at most the shortest time between two runs together (82800 seconds); shorten them, or run less often: two runs must not meet`,
      `shop.yaml:68: jobs.late.startWithin is "25 hours", expected 60 to 86400 seconds; choose how long the schedule may try to submit a run`,
      `shop.yaml:69: jobs.odd.schedule is "nightly", expected five fields as Kubernetes reads them: minute, hour, day of the month, month, day of the week (0 to 6); write it out: "0 4 * * *" is every night at four`,
    ],
  ],
  [
    "job-runs-in-the-night",
    [
      ...jobsOf("night: { image: night:1.0.0, checkpoint: saved }"),
      ["    tenants: [west]", "    timeZone: America/Boston"],
    ],
    [
      `shop.yaml:34: partitions.us.timeZone is "America/Boston", expected a time zone of the IANA database, such as Europe/Berlin; give the zone of the night that the job runs in, with its capital letters`,
    ],
  ],
  [
    "job-shares-its-work",
    jobsOf("night: { image: night:1.0.0, checkpoint: saved, completions: 4, parallelism: 8 }"),
    [`shop.yaml:66: jobs.night.parallelism is 8, expected completions, which is 4, or less; lower it, or leave it out`],
  ],
  [
    "job-shares-its-work",
    [
      ["pattern: microservices-relational", "pattern: nightly-batch"],
      ...jobsOf("night: { image: night:1.0.0, checkpoint: saved, completions: 4, parallelism: 2 }"),
    ],
    [
      `shop.yaml:66: jobs.night.parallelism is 2, expected none under the pattern nightly-batch, whose queues start every shard that there is room for; remove it, or choose one of microservices-relational, keyvalue-cdn, hybrid`,
    ],
  ],
  [
    "job-is-as-protected-as-its-data",
    [
      ...jobsOf(
        "night: { image: night:1.0.0, checkpoint: saved, access: { queues: [channel-orders], database: true } }",
        "own: { image: night:1.0.0, checkpoint: saved, access: { database: true }, tags: { data-class: personal } }",
      ),
      ["fifo: true }", "fifo: true, tags: { data-class: personal } }"],
      ["tables:\n", "database: { tags: { data-class: personal } }\ntables:\n"],
    ],
    [
      `shop.yaml:67: jobs.night.tags.data-class is "internal", expected personal or payment, as it uses channel-orders, database; say so, or use something else: where such data stays on premises, the job does`,
    ],
  ],
  [
    "feed-reads-a-stream",
    [feedOf("stream: orders", FIELDS)],
    [`shop.yaml:70: feeds.stock.stream is "orders", expected one of stock-events; correct it, or add what it names`],
  ],
  [
    "feed-reads-a-stream",
    [["pattern: microservices-relational", "pattern: nightly-batch"], feedOf("stream: stock-events", FIELDS)],
    [
      `shop.yaml:67: feeds.stock is "stock", expected no feed under the pattern nightly-batch, which has no streams; remove it, or choose one of the patterns serverless-streams, microservices-relational, keyvalue-cdn, hybrid`,
    ],
  ],
  [
    "feed-has-a-lake",
    [
      [
        "queues:\n",
        `feeds: { stock: { stream: stock-events, description: Stock, firstDay: "2026-12-01", ${FIELDS} } }\nqueues:\n`,
      ],
    ],
    [
      `shop.yaml:65: feeds.stock is "stock", expected a lake, whose database and workgroup it is read in; add \`lake\`, or remove the feed`,
    ],
  ],
  [
    "feed-is-not-personal",
    [
      feedOf("stream: stock-events", FIELDS, "tags: { data-class: personal }"),
      ["stock-events: {}", "stock-events: { tags: { data-class: payment } }"],
    ],
    [
      `shop.yaml:70: feeds.stock.stream is "payment", expected data below personal: what cannot be converted is kept as it came; feed a stream that holds nothing personal, written without these fields`,
      `shop.yaml:72: feeds.stock.tags.data-class is "personal", expected data below personal: what cannot be converted is kept as it came; feed a stream that holds nothing personal, written without these fields`,
    ],
  ],
  [
    "feed-fields-are-not-personal",
    [
      feedOf(
        "stream: stock-events",
        `fields: [${FIELD}, ${FIELD.replace("sku", "buyer").replace("internal", "personal")}]`,
      ),
    ],
    [
      `shop.yaml:71: feeds.stock.fields[1].dataClass is "personal", expected a class below personal in a feed; leave the field out: whoever needs it asks the service, inside the partition`,
    ],
  ],
  [
    "feed-fields-differ",
    [feedOf("stream: stock-events", `fields: [${FIELD}, ${FIELD.replace("sku", "sKU")}]`)],
    [
      `shop.yaml:71: feeds.stock.fields[1].name is "sKU", expected names that differ in lower case as well; rename it, or remove it: columns have no capitals`,
    ],
  ],
  [
    "feed-keeps-its-promise",
    [feedOf("stream: stock-events", FIELDS, "freshness: 2 minutes", "replay: 7 days")],
    [
      `shop.yaml:72: feeds.stock.freshness is "2 minutes", expected 5 minutes to 24 hours; promise what files can keep`,
      `shop.yaml:73: feeds.stock.replay is "7 days", expected 30 days to 3650 days; promise what files can keep`,
    ],
  ],
  [
    "restock-runs-in-the-night",
    [feedOf("stream: stock-events", FIELDS, 'restock: { image: forecast:1.0.0, schedule: "30 2 * * *" }')],
    [
      `shop.yaml:72: feeds.stock.restock.schedule is "30 2 * * *", expected times that every day has once: not 02:30 in Europe/Berlin; move it: where clocks go forward a run may be left out, where they go back it may start twice`,
    ],
  ],
  [
    "costs-are-counted-in-aws",
    [
      saidOf("costs: { budgets: { all: { limitUsd: 1 } } }"),
      ["    eu: awskms://alias/state?region=eu-central-1\n", "    eu: awskms://alias/state?region=cn-north-1\n"],
      ['  us: "333333333333"\n', ""],
      ["    us: awskms://alias/state?region=us-east-1\n", ""],
      [US, ""],
      ["regime: eu-gdpr", "regime: cn-pipl"],
      ["[eu-central-1, eu-west-1]", "[cn-north-1]"],
      ["initialPrimary: eu-central-1", "initialPrimary: cn-north-1"],
      [
        "    primary: eu-central-1",
        "    primary: cn-north-1\n    zones: { cn-north-1: [a, b, c] }\n    recoveryTime: 4 hours",
      ],
    ],
    [
      `shop.yaml:57: costs is "aws-cn", expected none outside the AWS partition aws; remove it: the components write ARNs of that AWS partition, and Data Exports is in us-east-1`,
    ],
  ],
  [
    "budget-counts-one-thing",
    [saidOf("costs: { budgets: { eu: { limitUsd: 1, partition: eu, tag: { key: channel, values: [web] } } } }")],
    [
      `shop.yaml:65: costs.budgets.eu.tag is "channel", expected none beside partition eu; make two budgets of it: AWS filters by one tag`,
    ],
  ],
  [
    "budget-partition-exists",
    [saidOf("costs: { budgets: { ch: { limitUsd: 1, partition: ch } } }")],
    [`shop.yaml:65: costs.budgets.ch.partition is "ch", expected one of eu, us; correct it, or add what it names`],
  ],
  [
    "budget-tag-has-values",
    [saidOf("costs: { budgets: { web: { limitUsd: 1, tag: { key: data-class, values: [personal, secret] } } } }")],
    [
      `shop.yaml:65: costs.budgets.web.tag.values[1] is "secret", expected one of public, internal, confidential, personal, payment; correct it: no resource carries it under data-class`,
    ],
  ],
  [
    "flags-have-a-reader",
    [saidOf(`flags: { orders: { flags: { split: { ${SPLIT} } }, rollbackAlarms: [oversold] } }`)],
    [`shop.yaml:65: flags.orders is "orders", expected one of allocation, catalog; correct it, or add what it names`],
  ],
  [
    "flags-can-be-released",
    [
      saidOf(
        `flags: { allocation: { flags: { split: { ${SPLIT}, shares: { near: 50 } } }, rollbackAlarms: [oversold], rolloutTime: 25 hours } }`,
      ),
    ],
    [
      `shop.yaml:65: flags.allocation.flags is ["split"], expected shares of the flag's own variants in whole percent, 100 together; correct the shares, or leave them out to give everybody the default`,
      `shop.yaml:65: flags.allocation.rolloutTime is "25 hours", expected whole minutes, 1 day at most; choose how slowly a change reaches everybody; 0 minutes is at once`,
    ],
  ],
  [
    "production-is-called-so",
    [
      ["name: shop", "name: prod"],
      ["    tenants: [west]", "    production: false"],
    ],
    [
      `prod.yaml:34: partitions.us.production is false, expected true in the environment prod; remove it, or rename the environment: its tags say that it is production`,
    ],
    "prod",
  ],
  [
    "experiment-breaks-what-exists",
    [
      chaosOf(
        `table: { kind: table-replication-pause, ${SAID}, table: stock }, bucket: { kind: bucket-replication-pause, ${SAID}, archive: old }`,
      ),
      ["    tenants: [west]", "    production: false"],
    ],
    [
      `shop.yaml:65: chaos.experiments.table.table is "stock", expected one of catalog; correct it, or add what it names`,
      `shop.yaml:65: chaos.experiments.bucket.archive is "old", expected one of events; correct it, or add what it names`,
    ],
  ],
  [
    "production-allows-an-experiment",
    [
      chaosOf(
        `writer: { kind: database-failover, ${SAID} }`,
        ", allowInProduction: { writer: it is time, reader: it is time }",
      ),
    ],
    [
      `shop.yaml:65: chaos.allowInProduction.reader is "reader", expected one of writer; correct it, or add what it names`,
    ],
  ],
  [
    "experiment-may-be-run-somewhere",
    [chaosOf(`writer: { kind: database-failover, ${SAID} }`)],
    [
      `shop.yaml:65: chaos.experiments.writer is "writer", expected an experiment that allowInProduction names, as every partition is production; try it in another environment first; then name it there, with the reason`,
    ],
  ],
  [
    "functions-need-a-pattern",
    [["queues:\n", "functions:\n  projector: { code: projector }\nqueues:\n"]],
    [
      `shop.yaml:66: functions.projector is "projector", expected no function under the pattern microservices-relational; describe it as a service, or choose one of the patterns serverless-streams, keyvalue-cdn`,
    ],
  ],
  [
    "function-name-is-free",
    functionsOf("catalog: { code: catalog }"),
    [
      `shop.yaml:66: functions.catalog is "catalog", expected a name that no stream and no service has; rename the function: its failures or its user of the cache would take their name`,
    ],
  ],
  [
    "function-source-exists",
    functionsOf(
      "projector: { code: projector, source: { kind: stream, name: stock } }",
      "reader: { code: reader, source: { kind: table, name: stock } }",
    ),
    [
      `shop.yaml:66: functions.projector.source.name is "stock", expected one of stock-events; correct it, or add what it names`,
      `shop.yaml:67: functions.reader.source.name is "stock", expected one of catalog; correct it, or add what it names`,
    ],
  ],
  [
    "function-source-has-one-reader",
    functionsOf(
      "first: { code: first, source: { kind: queue, name: channel-orders } }",
      "second: { code: second, source: { kind: queue, name: channel-orders } }",
    ),
    [
      `shop.yaml:67: functions.second.source.name is "channel-orders", expected a queue that no other function handles; let one function do both, or write a stream, which any number of functions reads`,
    ],
  ],
  [
    "function-uses-what-exists",
    functionsOf(
      "projector: { code: projector, access: { tables: { stock: read }, streams: [stock], queues: [stock] } }",
    ),
    [
      `shop.yaml:66: functions.projector.access.tables.stock is "stock", expected one of catalog; correct it, or add what it names`,
      `shop.yaml:66: functions.projector.access.streams[0] is "stock", expected one of stock-events; correct it, or add what it names`,
      `shop.yaml:66: functions.projector.access.queues[0] is "stock", expected one of channel-orders; correct it, or add what it names`,
    ],
  ],
  [
    "function-writes-down-in-a-fitting-table",
    functionsOf("projector: { code: projector, once: catalog }"),
    [
      `shop.yaml:66: functions.projector.once is "catalog", expected a table with attributes { key: string }, hashKey key and ttlAttribute expiresAt; name such a table, or add it`,
    ],
  ],
  [
    "function-is-as-fast-as-its-queue",
    functionsOf("orders: { code: orders, source: { kind: queue, name: channel-orders }, timeout: 31 seconds }"),
    [
      `shop.yaml:66: functions.orders.timeout is "31 seconds", expected 30 seconds or less, the handlerTimeout of the queue; lower it, or raise the queue's: a message would come back while it is being handled`,
    ],
  ],
  [
    "function-ends-in-time",
    functionsOf("projector: { code: projector, timeout: 16 minutes }"),
    [
      `shop.yaml:66: functions.projector.timeout is "16 minutes", expected 15 minutes or less; run what takes longer as a job of the batch queue`,
    ],
  ],
  [
    "function-takes-turns-on-a-queue",
    functionsOf("orders: { code: orders, source: { kind: queue, name: channel-orders }, concurrency: 1 }"),
    [
      `shop.yaml:66: functions.orders.concurrency is 1, expected 2 or more for a function that handles a queue; raise it: Lambda hands out messages of a queue to no fewer`,
    ],
  ],
  [
    "functions-leave-concurrency",
    functionsOf("first: { code: first, concurrency: 500 }", "second: { code: second, concurrency: 401 }"),
    [
      `shop.yaml:65: functions is 901, expected 900 concurrency or less in all: an account has 1000 in a region, and Lambda keeps 100 back; lower concurrency of some`,
    ],
  ],
  [
    "endpoint-serves-every-partition",
    [
      [
        "streams:\n",
        "endpoints:\n  api: { policy: { kind: weighted, weights: { eu-central-1: 0, us-east-1: 1 } } }\nstreams:\n",
      ],
    ],
    [
      `shop.yaml:42: endpoints.api.policy.weights.eu-central-1 is 0, expected a weight above 0 in a region of eu: with nothing but zeros Route 53 takes them for equal; raise the weight of the region that clients are to be led to`,
    ],
  ],
  [
    "endpoint-names-regions-of-the-environment",
    [
      [
        "streams:\n",
        "endpoints:\n  api: { policy: { kind: latency }, hosts: { eu-north-1: a.example.com } }\nstreams:\n",
      ],
    ],
    [
      `shop.yaml:42: endpoints.api.hosts.eu-north-1 is "eu-north-1", expected a region of the environment: eu-central-1, eu-west-1, us-east-1; remove it or correct its name`,
    ],
  ],
  [
    "every-stack-has-an-account",
    [['  us: "333333333333"', '  in: "333333333333"']],
    [
      `shop.yaml:7: accounts.us is missing, expected an entry for each of eu, global, us; add it`,
      `shop.yaml:10: accounts.in is "333333333333", expected entries for eu, global, us, organization alone; remove it, or add the partition it is meant for`,
    ],
  ],
  [
    "every-stack-has-a-secrets-provider",
    [["    us: awskms", "    in: awskms"]],
    [
      `shop.yaml:13: state.secretsProviders.us is missing, expected an entry for each of eu, global, us; add it`,
      `shop.yaml:16: state.secretsProviders.in is "awskms://alias/state?region=us-east-1", expected entries for eu, global, us alone; remove it, or add the partition it is meant for`,
    ],
  ],
  [
    "approver-lies-in-a-partition",
    [["alarmTopic: alarms\n", `alarmTopic: alarms\n${approversOf("222222222222", "333333333333", "111111111111")}`]],
    [
      `shop.yaml:7: approvers[2] is "arn:aws:iam::111111111111:role/on-call", expected a role or user of a partition's account: arn:aws:iam::222222222222:…, arn:aws:iam::333333333333:…; name who approves there: an automation is answered in its own account`,
    ],
  ],
  [
    "every-partition-has-approvers",
    [["alarmTopic: alarms\n", `alarmTopic: alarms\n${approversOf("222222222222")}`]],
    [
      `shop.yaml:7: approvers is ["arn:aws:iam::222222222222:role/on-call"], expected 1 to 10 of arn:aws:iam::333333333333:…, for the partition us; add one: without an approver its automations wait until they fail`,
    ],
  ],
  [
    "every-partition-has-approvers",
    [
      [
        "alarmTopic: alarms\n",
        `alarmTopic: alarms\n${approversOf("222222222222", ...Array.from({ length: 11 }, () => "333333333333"))}`,
      ],
    ],
    [
      `shop.yaml:7: approvers is ["arn:aws:iam::222222222222:role/on-call","arn:aws:iam::333333333333:role/on-cal…, expected 1 to 10 of arn:aws:iam::333333333333:…, for the partition us; name a role that they share`,
    ],
  ],
  [
    "regime-is-known",
    [["regime: us-none", "regime: us-ccpa"]],
    [
      `shop.yaml:32: partitions.us.regime is "us-ccpa", expected one of eu-gdpr, uk-gdpr, ch-fadp, in-dpdp, in-rbi, in-cert-in, cn-pipl, ru-242fz, sa-pdpl, ae-pdpl, id-pdp, vn-pdpl, au-app, ca-quebec-25, br-lgpd, kr-pipa, jp-appi, us-none; name the regime that binds the partition's data`,
    ],
  ],
  [
    "cluster-is-described",
    [["cluster:\n  apiAccess: { kind: public, cidrs: [203.0.113.0/24] }\n", ""]],
    [
      `shop.yaml:1: cluster is missing, expected how its Kubernetes API is reached, as the pattern microservices-relational runs on Kubernetes; add it`,
    ],
  ],
  [
    "personal-data-on-premises-is-hybrid",
    [["    tenants: [west]", "    personalData: on-premises"]],
    [
      `shop.yaml:34: partitions.us.personalData is "on-premises", expected in-region under the pattern microservices-relational; choose the pattern hybrid, or keep the data in the partition's regions`,
    ],
  ],
  [
    "on-premises-is-hybrid",
    [onPremises(DEVICE)],
    [
      `shop.yaml:3: pattern is "microservices-relational", expected hybrid, as partitions.us has a data centre on premises; choose it, or remove onPremises of the partition`,
    ],
  ],
  [
    "on-premises-ranges-are-apart",
    [AS_HYBRID, onPremises(DEVICE, "[10.0.0.0/12, 172.20.4.0/24, 192.168.0.0/20, 192.168.1.0/24, 192.168.1.1/16]")],
    [
      `shop.yaml:34: partitions.us.onPremises.cidrs[0] is "10.0.0.0/12", expected a range apart from 10.0.0.0/12 of partitions.eu; declare a narrower range: addresses that both sides have reach one of them`,
      `shop.yaml:34: partitions.us.onPremises.cidrs[1] is "172.20.4.0/24", expected a range apart from 172.20.0.0/16, where the clusters' services lie; declare a narrower range: addresses that both sides have reach one of them`,
      `shop.yaml:34: partitions.us.onPremises.cidrs[3] is "192.168.1.0/24", expected a range apart from 192.168.0.0/20, which is declared already; declare a narrower range: addresses that both sides have reach one of them`,
      `shop.yaml:34: partitions.us.onPremises.cidrs[4] is "192.168.1.1/16", expected an IPv4 range written with its first address, such as 10.1.0.0/16; correct it`,
    ],
  ],
  [
    "on-premises-line-leads-there",
    [AS_HYBRID, onPremises("vpnDevices: {}")],
    [
      `shop.yaml:34: partitions.us.onPremises.vpnDevices is {}, expected a device, or a connection under places.us-east-1.directConnections; name what the line leads to`,
    ],
  ],
  [
    "on-premises-place-is-a-region",
    [AS_HYBRID, onPremises(`${DEVICE}, places: { us-west-2: {} }`)],
    [
      `shop.yaml:34: partitions.us.onPremises.places.us-west-2 is "us-west-2", expected a region of the partition: us-east-1; remove it or correct its name`,
    ],
  ],
  [
    "on-premises-name-server-is-reached",
    [AS_HYBRID, onPremises(`${DEVICE}, domains: { erp.example.com: [192.168.0.2, 192.168.16.2] }`)],
    [
      `shop.yaml:34: partitions.us.onPremises.domains.erp.example.com[1] is "192.168.16.2", expected an address within 192.168.0.0/20; declare the range that it lies in, or name another`,
    ],
  ],
  [
    "capture-has-its-logins",
    [AS_HYBRID, onPremises(`${DEVICE}, ${CAPTURE}, places: { us-east-1: { ${SECRETS_KEY}, ${loginOf("source")} } }`)],
    [
      `shop.yaml:34: partitions.us.onPremises.places.us-east-1.target is missing, expected what change capture needs in us-east-1; create it there, and add it`,
    ],
  ],
  [
    "mirror-has-its-login",
    [AS_HYBRID, onPremises(`${DEVICE}, ${mirrorOf("stock-events")}, places: { us-east-1: { ${KAFKA} } }`)],
    [
      `shop.yaml:34: partitions.us.onPremises.places.us-east-1.secretsKey is missing, expected what the mirror needs in us-east-1; create it there, and add it`,
    ],
  ],
  [
    "capture-has-an-anchor",
    [
      AS_HYBRID,
      onPremises(
        `${DEVICE}, ${CAPTURE}, places: { us-east-1: { ${SECRETS_KEY}, ${loginOf("source")}, ${loginOf("target")} } }`,
      ),
      ["    onPremises:", "    personalData: on-premises\n    onPremises:"],
      ["tables:\n", "database: { tags: { data-class: personal } }\ntables:\n"],
    ],
    [
      `shop.yaml:35: partitions.us.onPremises.capture.engine is "postgres", expected no capture, as the database is personal and stays on premises in us; remove capture: there is no anchor that changes could be written to`,
    ],
  ],
  [
    "mirrored-topic-is-a-stream",
    [
      AS_HYBRID,
      onPremises(`${DEVICE}, ${mirrorOf("stock-events, orders")}, places: { us-east-1: { ${SECRETS_KEY}, ${KAFKA} } }`),
    ],
    [
      `shop.yaml:34: partitions.us.onPremises.mirror.topics[1] is "orders", expected a stream that us has in its regions: stock-events; add the stream, or leave the topic on premises`,
    ],
  ],
  [
    "host-has-a-regime",
    [
      ["microservices-relational", "hybrid"],
      ["regime: us-none", "regime: ru-242fz"],
      ["regions: [us-east-1]", "regions: [us-east-1, sa-east-1]"],
      ["    tenants: [west]", "    personalData: on-premises"],
    ],
    [
      `shop.yaml:36: partitions.us.regions is ["us-east-1","sa-east-1"], expected regions of one regime, whose law binds what is not personal; choose regions of one jurisdiction; everything else of this partition stays on premises`,
    ],
  ],
  [
    "recovery-time-is-declared",
    [
      ["regime: us-none", "regime: ch-fadp"],
      ["regions: [us-east-1]", "regions: [eu-central-2]"],
      ["initialPrimary: us-east-1", "initialPrimary: eu-central-2"],
      ["primary: us-east-1\ntables", "primary: eu-central-2\ntables"],
      ["    us: awskms://alias/state?region=us-east-1", "    us: awskms://alias/state?region=eu-central-2"],
    ],
    [
      `shop.yaml:31: partitions.us.recoveryTime is missing, expected how long restoring it may take, as CH has no second AWS region to take over; add what the business agreed to, such as "4 hours"`,
    ],
  ],
  [
    "regime-has-a-region",
    [["regime: us-none", "regime: ru-242fz"]],
    [
      `shop.yaml:32: partitions.us.regime is "ru-242fz", expected a regime with an AWS region in its jurisdiction, and RU has none; keep this data on premises with the pattern "hybrid" and personalData: on-premises`,
    ],
  ],
  [
    "regime-has-a-region",
    [["regime: us-none", "regime: vn-pdpl"]],
    [
      `shop.yaml:32: partitions.us.regime is "vn-pdpl", expected a regime with an AWS region in its jurisdiction, and VN has none; keep this data on premises with the pattern "hybrid" and personalData: on-premises, or record the legal basis of a transfer to ap-southeast-1`,
    ],
  ],
  [
    "region-lies-in-the-regime",
    [["[eu-central-1, eu-west-1]", "[eu-central-1, us-west-2]"]],
    [
      `shop.yaml:28: partitions.eu.regions[1] is "us-west-2", expected a region that eu-gdpr allows: eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2, eusc-de-east-1; choose one of them, or move the region to a partition of another regime`,
    ],
  ],
  [
    "region-lies-in-the-regime",
    [["[eu-central-1, eu-west-1]", "[eu-central-1, eu-west-2]"]],
    [
      `shop.yaml:28: partitions.eu.regions[1] is "eu-west-2", expected a region that eu-gdpr allows: eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2, eusc-de-east-1; choose one of them, or name the adequacy decision on record in partitions.eu.transfers.eu-west-2`,
    ],
  ],
  [
    "transfer-is-possible",
    [["    tenants: [north]", "    transfers: { us-west-2: register 12 }"]],
    [
      `shop.yaml:26: partitions.eu.transfers.us-west-2 is "register 12", expected one of eu-west-2, eu-central-2; remove it: no record makes this transfer lawful`,
    ],
  ],
  [
    "transfer-is-possible",
    [["    tenants: [west]", "    transfers: { eu-west-2: register 12 }"]],
    [
      `shop.yaml:34: partitions.us.transfers.eu-west-2 is "register 12", expected no transfer under us-none; remove it: no record makes this transfer lawful`,
    ],
  ],
  [
    "region-exists",
    [["[us-east-1]", "[us-east-1, us-east-9]"]],
    [
      `shop.yaml:36: partitions.us.regions[1] is "us-east-9", expected the name of an AWS region; correct it, or upgrade the kit where the region is new`,
    ],
  ],
  [
    "region-is-listed-once",
    [["[us-east-1]", "[us-east-1, us-east-1]"]],
    [
      `shop.yaml:36: partitions.us.regions[1] is "us-east-1", expected a region that no other line of the environment lists; remove one of them`,
    ],
  ],
  [
    "zones-are-known",
    [["[us-east-1]", "[us-east-1, us-west-1]"]],
    [
      `shop.yaml:31: partitions.us.zones.us-west-1 is missing, expected the letters of 3 zones; list the zones that your account sees: they differ from account to account in this region`,
    ],
  ],
  [
    "zones-belong-to-a-region",
    [["    tenants: [west]", "    zones: { us-west-1: [a, b, c] }"]],
    [`shop.yaml:34: partitions.us.zones.us-west-1 is ["a","b","c"], expected a region among us-east-1; remove it`],
  ],
  [
    "regions-share-an-aws-partition",
    [
      ["[eu-central-1, eu-west-1]", "[eu-central-1, eusc-de-east-1]"],
      ["    tenants: [north]", "    zones: { eusc-de-east-1: [a, b, c] }"],
    ],
    [
      `shop.yaml:28: partitions.eu.regions[1] is "eusc-de-east-1", expected a region of the AWS partition aws, where the environment's first region lies; move it to an environment of its own: no role, key or copy crosses AWS partitions`,
    ],
  ],
  [
    "primary-is-listed",
    [["primary: us-east-1\ntables", "primary: us-east-2\ntables"]],
    [
      `shop.yaml:38: partitions.us.primary is "us-east-2", expected one of us-east-1; name the region that is primary today`,
    ],
  ],
  [
    "initial-primary-is-first",
    [["initialPrimary: eu-central-1", "initialPrimary: eu-west-1"]],
    [
      `shop.yaml:29: partitions.eu.initialPrimary is "eu-west-1", expected eu-central-1, the first of the partition's regions; keep the order in which regions were added: networks and first copies follow it`,
    ],
  ],
  [
    "market-has-one-partition",
    [["[US]", "[US, FR]"]],
    [
      `shop.yaml:33: partitions.us.markets[1] is "FR", expected a market that no other line of the environment lists; remove one of them`,
    ],
  ],
  [
    "tenant-has-one-partition",
    [["[west]", "[north]"]],
    [
      `shop.yaml:34: partitions.us.tenants[0] is "north", expected a tenant that no other line of the environment lists; remove one of them`,
    ],
  ],
  [
    "runner-is-in-every-region",
    [
      [
        "{ kind: public, cidrs: [203.0.113.0/24] }",
        "{ kind: private, runnerSecurityGroups: { eu-central-1: sg-0123456789abcdef0, us-east-1: sg-0123456789abcdef0 } }",
      ],
    ],
    [
      `shop.yaml:21: cluster.apiAccess.runnerSecurityGroups.eu-west-1 is missing, expected the security group of the machine that runs pulumi up in this region; add it`,
    ],
  ],
  [
    "secrets-provider-lies-in-its-partition",
    [["eu: awskms://alias/state?region=eu-central-1", "eu: awskms://alias/state?region=us-east-1"]],
    [
      `shop.yaml:15: state.secretsProviders.eu is "awskms://alias/state?region=us-east-1", expected a key in eu-central-1 or eu-west-1; choose a key of the partition: the state's secrets stay inside it`,
    ],
  ],
  [
    "range-is-private",
    [["10.16.0.0/12", "10.17.0.0/12"]],
    [
      `shop.yaml:35: partitions.us.cidr is "10.17.0.0/12", expected a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, written with its first address; choose a private range that no other network of yours uses`,
    ],
  ],
  [
    "range-has-room",
    [["10.0.0.0/12", "10.0.0.0/16"]],
    [
      `shop.yaml:27: partitions.eu.cidr is "10.0.0.0/16", expected room for 2 networks of /16; choose a shorter prefix; leave room for regions to come`,
    ],
  ],
  [
    "range-is-apart-from-services",
    [["10.16.0.0/12", "172.20.0.0/16"]],
    [
      `shop.yaml:35: partitions.us.cidr is "172.20.0.0/16", expected a range apart from 172.20.0.0/16, where the clusters' services lie; choose another range`,
    ],
  ],
  [
    "ranges-are-disjoint",
    [["10.16.0.0/12", "10.8.0.0/13"]],
    [
      `shop.yaml:35: partitions.us.cidr is "10.8.0.0/13", expected a range apart from 10.0.0.0/12 of partitions.eu; choose another range`,
    ],
  ],
  [
    "public-range-is-valid",
    [["203.0.113.0/24", "203.0.113.1/24"]],
    [
      `shop.yaml:21: cluster.apiAccess.cidrs[0] is "203.0.113.1/24", expected an IPv4 range written with its first address, such as 203.0.113.0/24; correct it`,
    ],
  ],
  [
    "lake-reads-an-archive",
    [["archives:\n  events", "lake: { archive: snapshots, datasets: {} }\narchives:\n  events"]],
    [
      `shop.yaml:67: lake.archive is "snapshots", expected one of events; name the archive that the snapshots lie in, or add it`,
    ],
  ],
  [
    "shared-dataset-is-not-personal",
    [["archives:\n  events", `${lakeOf("email", "shared: true, ", "readerRole: analyst, ")}archives:\n  events`]],
    [
      `shop.yaml:67: lake.datasets.orders.columns[0].dataClass is "personal", expected a class below personal in a dataset that other partitions read; leave the column out, or keep the dataset to its partition`,
    ],
  ],
  [
    "shared-dataset-has-readers",
    [["archives:\n  events", `${lakeOf("email", "", "readerRole: analyst, ")}archives:\n  events`]],
    [
      `shop.yaml:67: lake.readerRole is "analyst", expected no role where no dataset is shared; remove it, or share a dataset`,
    ],
  ],
  [
    "service-name-is-free",
    [
      ["  catalog:\n    image", "  metrics:\n    image"],
      ["callers: [catalog]", "callers: []"],
    ],
    [
      `shop.yaml:55: services.metrics is "metrics", expected a name other than default, metrics, kube-system, kube-public, kube-node-lease; rename the service: it runs in a namespace of its name`,
    ],
  ],
  [
    "callers-exist",
    [["callers: [catalog]", "callers: [cart, allocation]"]],
    [
      `shop.yaml:49: services.allocation.callers[0] is "cart", expected another service of the environment; correct it, or add the service`,
      `shop.yaml:49: services.allocation.callers[1] is "allocation", expected another service of the environment; correct it, or add the service`,
    ],
  ],
  [
    "consumers-exist",
    [["  stock-events: {}", "  stock-events: { consumers: [catalog, cart] }"]],
    [
      `shop.yaml:42: streams.stock-events.consumers[1] is "cart", expected a service of the environment; correct it, or add the service`,
    ],
  ],
  [
    "table-capacity-has-a-span",
    [
      [
        "catalog: { attributes: { sku: string }, hashKey: sku }",
        "catalog: { attributes: { sku: string }, hashKey: sku, capacity: { mode: provisioned, read: { minUnits: 5, maxUnits: 4 }, write: { minUnits: 3, maxUnits: 2 } } }",
      ],
    ],
    [
      "shop.yaml:40: tables.catalog.capacity.read.maxUnits is 4, expected at least minUnits, 5; raise the maximum, or lower the minimum",
      "shop.yaml:40: tables.catalog.capacity.write.maxUnits is 2, expected at least minUnits, 3; raise the maximum, or lower the minimum",
    ],
  ],
  [
    "scaling-has-a-span",
    [["max: 4", "max: 1"]],
    [
      `shop.yaml:53: services.allocation.scaling.max is 1, expected more than scaling.min, which is 1; raise it: between equal bounds nothing scales`,
    ],
  ],
  [
    "only-keda-goes-down-to-zero",
    [["min: 1", "min: 0"]],
    [
      `shop.yaml:52: services.allocation.scaling.min is 0, expected at least 1 with kind hpa; raise it, or choose kind keda`,
    ],
  ],
  [
    "metric-is-served-once",
    [["name: catalog_latency", "name: pending_orders"]],
    [
      `shop.yaml:64: services.catalog.scaling.metric.name is "pending_orders", expected a metric that no other service scales on; put the service into the name`,
    ],
  ],
];

const ALL_BROKEN: readonly Case[] = [...BROKEN, ...BROKEN_EDGE, ...BROKEN_OBJECTIVES];

const MISSHAPEN = `name: misshapen
domain: Shop
pattern: microservices
tier: medium
runbooks: https://runbooks.example.com/
alarmTopic: alarms
accounts:
  global: 111111111111
  eu: "222222222222"
  asia: "333333333333"
state:
  backend: s3://state
  secretsProviders:
    global: awskms://alias/state?region=us-east-1
    eu: awskms://alias/state?region=us-east-1
tags:
  owner: Inventory Team
  cost-center: commerce
  data-class: secret
  team: x
cluster:
  apiAccess: { kind: open }
partitions:
  eu:
    regime: eu-gdpr
    markets: [Germany, DE]
    cidr: 10.0.0.0
    regions: []
    primary: eu-west-1
  ru:
    regime: ru-242fz
    markets: [RU, DE]
    cidr: 10.0.0.0/12
    regions: [eu-central-1]
    initialPrimary: eu-central-1
    primary: eu-west-1
  EU: {}
streams:
  stock-events: { retention: a week }
services:
  allocation:
    image: registry.example.com/allocation:latest
    role: job
    port: 80
    cpuMillicores: 0.5
    memory: 512MB
    scaling: { kind: hpa, min: 3, max: 2, metric: { kind: gauge, name: P95, query: up, targetPerPod: 3 } }
`;

describe("readEnvironment", () => {
  it("reads a good environment and fills in its defaults", () => {
    const { tags, protect, features, partitions, services, streams, tables } = environmentOf(SHOP);

    expect(tags).toEqual({
      owner: "inventory",
      "cost-center": "commerce",
      service: DEFAULT_SERVICE,
      channel: DEFAULT_CHANNEL,
      feature: DEFAULT_FEATURE,
      "data-class": DEFAULT_DATA_CLASS,
    });
    expect([DEFAULT_SERVICE, DEFAULT_CHANNEL, DEFAULT_FEATURE, DEFAULT_DATA_CLASS]).toEqual([
      "platform",
      "all",
      "platform",
      "internal",
    ]);
    expect({ protect, features, streams }).toEqual({
      protect: true,
      features: {},
      streams: { "stock-events": { retention: "7 days", partitions: 12, consumers: [], tags: {} } },
    });
    expect(partitions["us"]).toEqual({
      regime: "us-none",
      markets: ["US"],
      tenants: ["west"],
      cidr: "10.16.0.0/12",
      regions: ["us-east-1"],
      initialPrimary: "us-east-1",
      primary: "us-east-1",
      production: true,
      zones: {},
      transfers: {},
      processors: {},
      personalData: DEFAULT_PERSONAL_DATA_PLACE,
      tags: {},
    });
    expect(services["catalog"]).toMatchObject({ port: 8080, interruptible: false, callers: [], tags: {} });
    expect(tables["catalog"]).toEqual({ attributes: { sku: "string" }, hashKey: "sku", indexes: {}, tags: {} });
  });

  it("takes a region outside the jurisdiction once the legal basis is on record", () => {
    const text = shopWith(
      ["[eu-central-1, eu-west-1]", "[eu-central-1, eu-west-2]"],
      ["    tenants: [north]", "    transfers: { eu-west-2: transfer register 12 }"],
    );

    expect(environmentOf(text).partitions["eu"]?.regions).toEqual(["eu-central-1", "eu-west-2"]);
  });

  it("takes a region whose zones are listed", () => {
    const text = shopWith(
      ["[us-east-1]", "[us-east-1, us-west-1]"],
      ["[west]", "[west]\n    zones: { us-west-1: [a, b, c] }"],
    );

    expect(environmentOf(text).partitions["us"]?.zones).toEqual({ "us-west-1": ["a", "b", "c"] });
  });

  it.each(ALL_BROKEN.map((broken) => [broken[0], broken] as const))("refuses what breaks %s", (rule, broken) => {
    const [, changes, problems, name = "shop"] = broken;
    const text = shopWith(...changes);

    expect(problemsOf(text, `${name}.yaml`)).toEqual(problems);
    expect(environmentRules[rule]?.(parse(text), name)).toHaveLength(problems.length);
  });

  it("has a refused file for every rule", () => {
    expect([...new Set(ALL_BROKEN.map(([rule]) => rule))].toSorted()).toEqual(Object.keys(environmentRules).toSorted());
  });

  it("refuses a file with many mistakes, all at once and in the order of the file", () => {
    expect(problemsOf(MISSHAPEN, "fleet/misshapen.yaml")).toEqual([
      `fleet/misshapen.yaml:2: domain is "Shop", expected a domain name such as inventory.example.com; correct it`,
      `fleet/misshapen.yaml:3: pattern is "microservices", expected one of serverless-streams, microservices-relational, keyvalue-cdn, hybrid, nightly-batch; correct it`,
      `fleet/misshapen.yaml:4: tier is "medium", expected one of small, standard, large; correct it`,
      `fleet/misshapen.yaml:5: runbooks is "https://runbooks.example.com/", expected an https address without a slash at its end; correct it`,
      `fleet/misshapen.yaml:7: accounts.EU is missing, expected an entry for each of EU, eu, global, ru; add it`,
      `fleet/misshapen.yaml:7: accounts.ru is missing, expected an entry for each of EU, eu, global, ru; add it`,
      `fleet/misshapen.yaml:8: accounts.global is 111111111111, expected the 12 digits of an AWS account, in quotes; correct it`,
      `fleet/misshapen.yaml:10: accounts.asia is "333333333333", expected entries for EU, eu, global, ru, organization alone; remove it, or add the partition it is meant for`,
      `fleet/misshapen.yaml:12: state.backend is "s3://state", expected s3://<bucket>?region=<region> or the https address of a Pulumi backend; correct it`,
      `fleet/misshapen.yaml:13: state.secretsProviders.EU is missing, expected an entry for each of EU, eu, global, ru; add it`,
      `fleet/misshapen.yaml:13: state.secretsProviders.ru is missing, expected an entry for each of EU, eu, global, ru; add it`,
      `fleet/misshapen.yaml:17: tags.owner is "Inventory Team", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; correct it`,
      `fleet/misshapen.yaml:19: tags.data-class is "secret", expected one of public, internal, confidential, personal, payment; correct it`,
      `fleet/misshapen.yaml:20: tags.team is "x", expected only owner, cost-center, service, channel, feature, data-class; remove it or correct its name`,
      `fleet/misshapen.yaml:22: cluster.apiAccess.kind is "open", expected a map whose kind is public or private; correct it`,
      `fleet/misshapen.yaml:24: partitions.eu.initialPrimary is missing, expected the name of an AWS region; add it`,
      `fleet/misshapen.yaml:26: partitions.eu.markets[0] is "Germany", expected an ISO 3166 country code such as DE; correct it`,
      `fleet/misshapen.yaml:27: partitions.eu.cidr is "10.0.0.0", expected an IPv4 range such as 10.0.0.0/12; correct it`,
      `fleet/misshapen.yaml:28: partitions.eu.regions is [], expected a list with at least one entry; correct it`,
      `fleet/misshapen.yaml:31: partitions.ru.regime is "ru-242fz", expected a regime with an AWS region in its jurisdiction, and RU has none; keep this data on premises with the pattern "hybrid" and personalData: on-premises`,
      `fleet/misshapen.yaml:32: partitions.ru.markets[1] is "DE", expected a market that no other line of the environment lists; remove one of them`,
      `fleet/misshapen.yaml:36: partitions.ru.primary is "eu-west-1", expected one of eu-central-1; name the region that is primary today`,
      `fleet/misshapen.yaml:37: partitions.EU is "EU", expected a key of 2 to 12 lower-case letters, digits and single dashes, starting with a letter; rename it`,
      `fleet/misshapen.yaml:39: streams.stock-events.retention is "a week", expected a number of days such as "7 days"; correct it`,
      `fleet/misshapen.yaml:42: services.allocation.image is "registry.example.com/allocation:latest", expected an image with a tag that does not move or a digest, such as registry.example.com/inventory/catalog:1.4.2; correct it`,
      `fleet/misshapen.yaml:43: services.allocation.role is "job", expected one of server, worker; correct it`,
      `fleet/misshapen.yaml:44: services.allocation.port is 80, expected a whole number from 1024 to 65535; correct it`,
      `fleet/misshapen.yaml:45: services.allocation.cpuMillicores is 0.5, expected a whole number from 10 to 64000; correct it`,
      `fleet/misshapen.yaml:46: services.allocation.memory is "512MB", expected a size such as "512 MiB"; correct it`,
      `fleet/misshapen.yaml:47: services.allocation.scaling.metric.name is "P95", expected 1 to 63 lower-case letters, digits and underscores, starting with a letter; correct it`,
      `fleet/misshapen.yaml:47: services.allocation.scaling.metric.target is missing, expected a number above 0; add it`,
      `fleet/misshapen.yaml:47: services.allocation.scaling.metric.targetPerPod is 3, expected only kind, name, query, target; remove it or correct its name`,
      `fleet/misshapen.yaml:47: services.allocation.scaling.max is 2, expected more than scaling.min, which is 3; raise it: between equal bounds nothing scales`,
    ]);
  });

  it("takes a table that is provisioned, or bounded on demand, and fills in what it leaves out", () => {
    const tableOf = (capacity: string) =>
      environmentOf(shopWith(["sku: string }, hashKey: sku", `sku: string }, hashKey: sku, capacity: { ${capacity} }`]))
        .tables["catalog"]?.capacity;

    expect(tableOf("mode: on-demand, maxReadUnits: 400, maxWriteUnits: -1")).toEqual({
      mode: "on-demand",
      maxReadUnits: 400,
      maxWriteUnits: -1,
    });
    expect(
      tableOf(
        "mode: provisioned, read: { minUnits: 5, maxUnits: 5 }, write: { minUnits: 1, maxUnits: 9, targetPercent: 20 }",
      ),
    ).toEqual({
      mode: "provisioned",
      read: { minUnits: 5, maxUnits: 5, targetPercent: 70 },
      write: { minUnits: 1, maxUnits: 9, targetPercent: 20 },
      starting: false,
    });
  });

  it.each([
    ["mode: reserved", 'mode is "reserved", expected a map whose mode is on-demand or provisioned; correct it'],
    [
      "mode: on-demand, maxReadUnits: 0",
      "maxReadUnits is 0, expected a whole number of units from 1, or -1; correct it",
    ],
    [
      "mode: provisioned, read: { minUnits: 0, maxUnits: 5 }, write: { minUnits: 1, maxUnits: 9 }",
      "read.minUnits is 0, expected a whole number of units from 1; correct it",
    ],
    [
      "mode: provisioned, read: { minUnits: 1, maxUnits: 5 }, write: { minUnits: 1, maxUnits: 9, targetPercent: 95 }",
      "write.targetPercent is 95, expected a whole number from 20 to 90; correct it",
    ],
  ])("refuses a table with the capacity %s", (capacity, problem) => {
    const text = shopWith(["sku: string }, hashKey: sku", `sku: string }, hashKey: sku, capacity: { ${capacity} }`]);

    expect(problemsOf(text)).toEqual([`shop.yaml:40: tables.catalog.capacity.${problem}`]);
  });

  it("refuses an account number that YAML reads as a number", () => {
    expect(problemsOf(shopWith(['"222222222222"', "022222222222"]))).toEqual([
      "shop.yaml:9: accounts.eu is 22222222222, expected the 12 digits of an AWS account, in quotes; correct it",
    ]);
  });

  it("refuses a text that is not YAML, with the line", () => {
    expect(problemsOf("name: shop\ntags: {owner: x\n")).toEqual([
      `shop.yaml:3: the text is "Flow map in block collection must be sufficiently indented and end with a }", expected YAML; correct its syntax`,
    ]);
  });

  it("refuses a key that is written twice", () => {
    expect(problemsOf(shopWith(["tier: small", "tier: small\ntier: large"]))).toEqual([
      `shop.yaml:5: the text is "Map keys must be unique", expected YAML; correct its syntax`,
    ]);
  });

  it("refuses an empty file", () => {
    expect(problemsOf("")).toEqual([
      `shop.yaml:1: the file is null, expected a map with name, domain, pattern, tier, accounts, state, tags, protect, runbooks, alarmTopic, approvers, cluster, partitions, database, tables, streams, queues, archives, lake, feeds, services, endpoints, api, cdn, functions, jobs, objectives, flags, chaos, costs, features; correct it`,
    ]);
  });
});
