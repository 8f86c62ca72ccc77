import { Workload, workloadRefusals, type WorkloadArgs } from "../../../components/workload";
import { REPOSITORY, REQUIRED } from "./fixture";

const CLUSTER = { clusterName: "shop-test", name: "shop-test" };
const RIGHT = {
  actions: ["kinesis:PutRecords"],
  resources: ["arn:aws:kinesis:eu-central-1:111122223333:stream/stock"],
};
const NAME =
  "1 to 63 lower-case letters, digits or dashes, starting with a letter, ending in a letter or digit; choose a name that Kubernetes accepts";

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<WorkloadArgs>, string])[] = [
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
    { image: { repository: "registry.example.com:5000/allocation:1.0.0", tag: "1.4.2" } },
    'image.repository is "registry.example.com:5000/allocation:1.0.0", expected a repository without tag or digest; give the tag or digest on its own',
  ],
  [
    "a namespace that Kubernetes does not take",
    { namespace: "Allocation" },
    `namespace is "Allocation", expected ${NAME}`,
  ],
  [
    "a privileged port",
    { port: 80 },
    "port is 80, expected a port from 1024 to 65535; let the container listen on an unprivileged port",
  ],
  [
    "the same port for requests and for probes",
    { operationsPort: 8080 },
    "operationsPort is 8080, expected a port from 1024 to 65535, and another than port (8080); choose another, or leave it out where probes and metrics are asked at port",
  ],
  [
    "files within files",
    {
      files: {
        "/etc/allocation": { kind: "secret", name: "tls" },
        "/etc/allocation/flags": { kind: "config-map", name: "flags" },
      },
    },
    'files is ["/etc/allocation/flags"], expected folders such as /etc/allocation/tls, none within another one or within /tmp; write the whole path of a folder of its own, without . and .., and without a slash at its end',
  ],
  [
    "a relative path",
    { metricsPath: "metrics" },
    'livenessPath, readinessPath, metricsPath is ["metrics"], expected paths that start with a slash; write the whole path',
  ],
  ["root", { userId: 0 }, "userId is 0, expected a user other than root (0); build the image for an unprivileged user"],
  [
    "no CPU",
    { cpuMillicores: 0 },
    "cpuMillicores is 0, expected a whole number of at least 1; reserve what the pod needs at rest",
  ],
  [
    "less CPU than is reserved",
    { cpuLimitMillicores: 100 },
    "cpuLimitMillicores is 100, expected at least cpuMillicores (250); raise it, or reserve less",
  ],
  [
    "a shutdown that ends while the pod drains",
    { shutdown: "10 seconds" },
    'shutdown is "10 seconds", expected longer than drain (10 seconds); leave the process time to finish after draining',
  ],
  [
    "a rollout without a pod more",
    { surgePercent: 0 },
    "surgePercent is 0, expected a whole number from 1 to 100; allow at least one pod more during a rollout: none may be missing",
  ],
  [
    "a disruption of all pods",
    { disruptionPercent: 100 },
    "disruptionPercent is 100, expected a whole number from 1 to 99; at 0 no node can be replaced, at 100 all pods can be away at once",
  ],
  [
    "addresses that are no block",
    { allowTo: { database: { peer: { kind: "cidr", cidr: "10.20.96.1" }, ports: [5432] } } },
    'allowFrom, allowTo is ["database"], expected IPv4 blocks such as 10.20.0.0/16; write the addresses as a CIDR block',
  ],
  [
    "a destination without ports",
    { allowTo: { cache: { peer: { kind: "namespace", namespace: "cache" }, ports: [] } } },
    'allowTo is ["cache"], expected at least one port each, from 1 to 65535; name the ports that are reached',
  ],
  [
    "an identity that may do nothing",
    { identity: { cluster: CLUSTER, rights: {} } },
    "identity.rights is {}, expected one right and more; say what the pods may do, or leave the identity out",
  ],
  [
    "a statement that has no name",
    { identity: { cluster: CLUSTER, rights: { "write-stock": RIGHT } } },
    'identity.rights is ["write-stock"], expected names of letters and digits, none that the component uses itself; name what the right is for: WriteReadModel',
  ],
  [
    "actions that are not named in full",
    { identity: { cluster: CLUSTER, rights: { WriteStock: { ...RIGHT, actions: ["kinesis:*"] } } } },
    'identity.rights.*.actions is ["kinesis:*"], expected one action and more, each named in full: dynamodb:PutItem; name the actions that the code calls',
  ],
  [
    "rights on everything",
    { identity: { cluster: CLUSTER, rights: { WriteStock: { ...RIGHT, resources: ["*"] } } } },
    'identity.rights.*.resources is ["WriteStock"], expected ARNs, and never "*" alone; name what the actions are allowed on',
  ],
];

function messageOf(name: string, change: Partial<WorkloadArgs>): string {
  try {
    new Workload(name, { ...REQUIRED, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

describe("Workload", () => {
  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(messageOf("allocation", change)).toBe(`workload "allocation": ${message}`);
  });

  it("has a refused case for each rule, in the order of the rules", () => {
    const broken = rows.map(([, change]) =>
      workloadRefusals.findIndex((rule) => rule.when({ ...REQUIRED, ...change })),
    );
    expect(broken).toStrictEqual(workloadRefusals.map((_rule, index) => index));
  });

  it.each(["etc/tls", "/", "/etc/../tls", "/etc/tls/", "/tmp", ["", "tmp", "tls"].join("/")])(
    "refuses files in %s",
    (folder) => {
      const files = { [folder]: { kind: "secret", name: "tls" } } as const;

      expect(messageOf("allocation", { files })).toContain(`files is ["${folder}"], expected folders such as `);
    },
  );

  it("refuses a name that its Deployment and Service cannot have", () => {
    expect(messageOf("Allocation", { namespace: "allocation" })).toBe(
      `workload "Allocation": name is "Allocation", expected ${NAME}`,
    );
  });

  it("refuses several problems at once, the tags' included", () => {
    expect(
      messageOf("allocation", { port: 80, userId: 0, tags: { ...REQUIRED.tags, owner: "" } }).split("\n"),
    ).toStrictEqual([
      'workload "allocation": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'workload "allocation": port is 80, expected a port from 1024 to 65535; let the container listen on an unprivileged port',
      'workload "allocation": userId is 0, expected a user other than root (0); build the image for an unprivileged user',
    ]);
  });
});
