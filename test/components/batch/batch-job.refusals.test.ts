import { BatchJob, batchJobRefusals, type BatchJobArgs, type BatchJobCheckpoint } from "../../../components/batch";
import { CHECKPOINT, REPOSITORY, REQUIRED, RIGHT, TOPIC_ARN } from "./fixture";

/** A change to valid arguments; a checkpoint that is `undefined` is taken away. */
type Change = Omit<Partial<BatchJobArgs>, "checkpoint"> & { readonly checkpoint?: BatchJobCheckpoint | undefined };

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, Change, string])[] = [
  [
    "a region that is none",
    { region: "eu-central-9", timeZone: "Europe/Berlin" },
    'region is "eu-central-9", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a tag that moves",
    { image: { repository: REPOSITORY, tag: "latest" } },
    'image.tag is "latest", expected a tag that does not move, so none of latest, main, master, edge, stable; give the tag of one build, or a digest',
  ],
  [
    "a digest that is none",
    { image: { repository: REPOSITORY, digest: "sha256:abc" } },
    'image.digest is "sha256:abc", expected sha256: and 64 hexadecimal digits; give the digest that the registry reports',
  ],
  [
    "a repository with a tag of its own",
    { image: { repository: "registry.example.com:5000/reconciliation:1.0.0", tag: "1.4.2" } },
    'image.repository is "registry.example.com:5000/reconciliation:1.0.0", expected a repository without tag or digest; give the tag or digest on its own',
  ],
  [
    "a namespace that Kubernetes does not take",
    { namespace: "Nightly" },
    'namespace is "Nightly", expected 1 to 63 lower-case letters, digits or dashes, starting with a letter, ending in a letter or digit; choose a name that Kubernetes accepts',
  ],
  ["root", { userId: 0 }, "userId is 0, expected a user other than root (0); build the image for an unprivileged user"],
  [
    "no CPU",
    { cpuMillicores: 0 },
    "cpuMillicores is 0, expected a whole number of at least 1; reserve what the pod needs at rest",
  ],
  [
    "less CPU than is reserved",
    { cpuLimitMillicores: 500 },
    "cpuLimitMillicores is 500, expected at least cpuMillicores (1000); raise it, or reserve less",
  ],
  [
    "a schedule that Kubernetes does not read",
    { schedule: "@daily" },
    'schedule is "@daily", expected five fields as Kubernetes reads them: minute, hour, day of the month, month, day of the week (0 to 6); write it out: "0 4 * * *" is every night at four',
  ],
  [
    "a schedule that never comes to pass",
    { schedule: "0 4 30 2 *" },
    'schedule is "0 4 30 2 *", expected a schedule that comes to pass; choose a day that its months have',
  ],
  [
    "a time zone that is none",
    { timeZone: "europe/berlin" },
    'timeZone is "europe/berlin", expected a time zone of the IANA database, such as Europe/Berlin; give the zone of the night that the job runs in, with its capital letters',
  ],
  [
    "a time that a day lacks in spring and has twice in autumn",
    { schedule: "30 2 * * *" },
    'schedule is "30 2 * * *", expected times that every day has once: not 02:30 in Europe/Berlin; move it: where clocks go forward a run may be left out, where they go back it may start twice',
  ],
  [
    "runs that would overlap on a day that is an hour shorter",
    { startWithin: "1 hour", deadline: "23 hours" },
    "startWithin, deadline is 86400, expected at most the shortest time between two runs together (82800 seconds); shorten them, or run less often: two runs must not meet",
  ],
  [
    "a shard for each item",
    { completions: 100_001 },
    "completions is 100001, expected a whole number from 1 to 100000; give each shard more to do: one pod per item is no batch",
  ],
  [
    "more shards at once than there are",
    { completions: 4, parallelism: 5 },
    "parallelism is 5, expected a whole number from 1 to completions (4); lower it, or leave it out to run all shards at once",
  ],
  [
    "fewer than no retries",
    { retries: -1 },
    "retries is -1, expected a whole number of at least 0; raise it; lost nodes do not count",
  ],
  [
    "a run of which every shard may fail",
    { completions: 4, maxFailedShards: 4 },
    "maxFailedShards is 4, expected a whole number from 0 to completions less one (3); lower it: a run of which every shard may fail never says that something is wrong",
  ],
  [
    "exit codes of signals, and one that means two things",
    { failRunExitCodes: [143, 65] },
    "failRunExitCodes, failShardExitCodes is [143,65], expected whole numbers from 1 to 127, each once; 0 is success, and from 128 on a code tells of a signal, so of a lost node",
  ],
  [
    "a job on spot that saves nowhere",
    { checkpoint: undefined },
    'checkpoint is missing, expected a place to save to, as the job runs on spot; give bucket, prefix and key, or set capacity to "on-demand"',
  ],
  [
    "a prefix that is the whole bucket",
    { checkpoint: { ...CHECKPOINT, prefix: "" } },
    'checkpoint.prefix is "", expected letters, digits, dots, dashes and underscores, in parts separated by single slashes; give the job a prefix of its own: checkpoints/reconciliation',
  ],
  [
    "more time to stop than spot gives",
    { shutdown: "121 seconds" },
    'shutdown is "121 seconds", expected 1 to 120 seconds, as the job runs on spot; save more often and less at a time: a spot instance is gone two minutes after the notice',
  ],
  [
    "a start that the controller may miss",
    { startWithin: "9 seconds" },
    'startWithin is "9 seconds", expected at least 10 seconds; raise it: the controller looks every 10 seconds whether a run is due',
  ],
  [
    "a priority above that of services",
    { priority: 1 },
    "priority is 1, expected a whole number from -1000000000 to 0; lower it: services do not wait for batch work",
  ],
  [
    "a variable that every shard is given",
    { env: { CHECKPOINT_URI: "s3://elsewhere" } },
    'env, secrets is ["CHECKPOINT_URI"], expected other names than JOB_NAME, JOB_COMPLETION_INDEX, JOB_COMPLETIONS, CHECKPOINT_URI; rename them: every shard is given these',
  ],
  [
    "a right under a name that policies do not take",
    { rights: { "write-counts": RIGHT } },
    'rights is ["write-counts"], expected names of letters and digits, none that the component uses itself; name what the right is for: WriteReadModel',
  ],
  [
    "a right to everything that a service does",
    { rights: { WriteCounts: { ...RIGHT, actions: ["kinesis:*"] } } },
    'rights.*.actions is ["kinesis:*"], expected one action and more, each named in full: dynamodb:PutItem; name the actions that the code calls',
  ],
  [
    "a right on everything there is",
    { rights: { WriteCounts: { ...RIGHT, resources: ["*"] } } },
    'rights.*.resources is ["WriteCounts"], expected ARNs, and never "*" alone; name what the actions are allowed on',
  ],
  [
    "a runbook without encryption",
    { runbooksUrl: "http://runbooks.example.com" },
    'runbooksUrl is "http://runbooks.example.com", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that reach nobody",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name whom the alarms reach",
  ],
  [
    "addresses that are no block",
    { checkpoint: { ...CHECKPOINT, s3Cidr: "52.219.0.0" } },
    'allowTo, checkpoint.s3Cidr is ["checkpoint.s3Cidr"], expected IPv4 blocks such as 10.20.0.0/16; write the addresses as a CIDR block',
  ],
  [
    "a destination without ports",
    { allowTo: { database: { peer: { kind: "cidr", cidr: "10.20.96.0/20" }, ports: [] } } },
    'allowTo is ["database"], expected at least one port each, from 1 to 65535; name the ports that are reached',
  ],
];

function withChange(change: Change): BatchJobArgs {
  const { checkpoint, ...args } = { ...REQUIRED, ...change };
  return checkpoint === undefined ? args : { ...args, checkpoint };
}

function messageOf(name: string, change: Change): string {
  try {
    new BatchJob(name, withChange(change));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

describe("BatchJob", () => {
  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(messageOf("reconciliation", change)).toBe(`batch job "reconciliation": ${message}`);
  });

  it("has a refused case for each rule, in the order of the rules", () => {
    const broken = rows.map(([, change]) => batchJobRefusals.findIndex((rule) => rule.when(withChange(change))));
    expect(broken).toStrictEqual(batchJobRefusals.map((_rule, index) => index));
  });

  it.each([
    [1, 52],
    [10, 52],
    [100_000, 48],
  ])(
    "refuses a name from which hosts of %i shards could not be named: more than %i characters",
    (completions, most) => {
      expect(messageOf("a".repeat(most + 1), { completions, namespace: "nightly" })).toBe(
        `batch job "${"a".repeat(most + 1)}": name is "${"a".repeat(most + 1)}", expected 1 to ${most} lower-case letters, digits or dashes, starting with a letter, ending in a letter or digit; shorten it: a run's and a shard's number are added to it`,
      );
    },
  );

  it.each<readonly [string, Change]>([
    ["nothing to save", { capacity: "on-demand", checkpoint: undefined }],
    ["an hour to stop", { capacity: "on-demand", shutdown: "1 hour" }],
    ["another zone's night", { timeZone: "Asia/Tokyo", schedule: "30 2 * * *" }],
    ["no exit code of its own", { failRunExitCodes: [], failShardExitCodes: [] }],
    ["five topics", { alarmTopicArns: [1, 2, 3, 4, 5].map((index) => `${TOPIC_ARN}-${index}`) }],
  ])("takes a job with %s", (_what, change: Change) => {
    expect(batchJobRefusals.filter((rule) => rule.when(withChange(change)))).toStrictEqual([]);
  });

  it("refuses several problems at once, the tags' included", () => {
    const lines = messageOf("reconciliation", {
      checkpoint: undefined,
      schedule: "nightly",
      tags: { ...REQUIRED.tags, owner: "" },
    }).split("\n");
    expect(lines.map((line) => line.split(",")[0])).toStrictEqual([
      'batch job "reconciliation": tags.owner is ""',
      'batch job "reconciliation": schedule is "nightly"',
      'batch job "reconciliation": checkpoint is missing',
    ]);
  });
});
