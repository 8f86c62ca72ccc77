import { Cluster, clusterRefusals } from "../../../components/cluster";
import { DEPLOY_ROLE, REQUIRED } from "./fixture";

/** What is wrong, the change to the valid arguments, and the message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, object, string])[] = [
  [
    "a name that other services cannot carry",
    { clusterName: "Shop_Prod" },
    'clusterName is "Shop_Prod", expected 1 to 63 lower-case letters, digits or dashes, starting with a letter or digit; choose a shorter or simpler name',
  ],
  [
    "a region that does not exist",
    { region: "eu-middle-1" },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a Kubernetes version without pinned add-ons",
    { kubernetesVersion: "1.29" },
    'kubernetesVersion is "1.29", expected one of 1.34, 1.35; choose a version whose add-ons are pinned in facts/eks-addons.ts',
  ],
  [
    "a single zone",
    { subnetIds: { a: "subnet-a" } },
    'subnetIds is ["a"], expected a subnet in at least 2 zones; pass the network\'s private subnets',
  ],
  [
    "a public API for nobody",
    { apiAccess: { kind: "public", cidrs: [] } },
    "apiAccess.cidrs is [], expected at least one IPv4 range; name the ranges that pulumi up runs from, or use a private endpoint with a runner in the VPC",
  ],
  [
    "a public API for everybody",
    { apiAccess: { kind: "public", cidrs: ["192.0.2.0/24", "0.0.0.0/0"] } },
    'apiAccess.cidrs is ["0.0.0.0/0"], expected IPv4 ranges of /8 or narrower, never 0.0.0.0/0; name the ranges that pulumi up runs from, or use a private endpoint with a runner in the VPC',
  ],
  [
    "a cluster without an administrator",
    { access: { support: { principalArn: DEPLOY_ROLE, policy: "AmazonEKSViewPolicy" } } },
    'access is ["support"], expected at least one grant of AmazonEKSClusterAdminPolicy to the whole cluster; grant it to the role that pulumi up runs as: whoever creates the cluster gets no access by itself',
  ],
  [
    "a grant whose name cannot be part of a resource's name",
    {
      access: {
        ...REQUIRED.access,
        "on call": { principalArn: DEPLOY_ROLE, policy: "AmazonEKSViewPolicy" },
      },
    },
    'access is ["on call"], expected names of lower-case letters, digits and dashes; rename the grants: their names become part of the resources\' names',
  ],
  [
    "a grant for no namespace",
    {
      access: {
        ...REQUIRED.access,
        support: { principalArn: DEPLOY_ROLE, policy: "AmazonEKSViewPolicy", namespaces: [] },
      },
    },
    'access is ["support"], expected at least one namespace where namespaces are named; name one, or leave namespaces out to grant the whole cluster',
  ],
  [
    "public addresses for services",
    { serviceCidr: "192.0.2.0/24" },
    'serviceCidr is "192.0.2.0/24", expected a /12 to /24 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16; choose a private range that no connected network uses',
  ],
  [
    "a retention that CloudWatch Logs does not offer",
    { logRetention: "100 days" },
    'logRetention is "100 days", expected a number of days among 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; choose the next longer one',
  ],
  [
    "system nodes that are not Graviton",
    { systemInstanceTypes: ["m7i.large"] },
    'systemInstanceTypes is ["m7i.large"], expected at least one instance type, all Graviton; use types such as m7g.large: the system nodes\' image is built for arm64',
  ],
  [
    "a single system node",
    { systemNodeCount: 1 },
    "systemNodeCount is 1, expected a whole number from 2 to 20; keep two at least: controllers run in two copies on different nodes",
  ],
  [
    "a system disk that the image fills",
    { systemVolumeSize: "8 GiB" },
    'systemVolumeSize is "8 GiB", expected whole GiB, at least 20; leave room for the image and the containers\' images',
  ],
];

function messageOf(change: object): string {
  try {
    new Cluster("main", { ...REQUIRED, ...change });
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  throw new Error("the arguments were accepted");
}

describe("Cluster", () => {
  it.each(rows)("refuses %s", (_, change, message) => {
    expect(messageOf(change)).toBe(`cluster "main": ${message}`);
  });

  it("has a case for every row of its table, in the table's order", () => {
    const fired = rows.map(([, change]) =>
      clusterRefusals.findIndex(({ when }) => when(Object.assign({}, REQUIRED, change))),
    );
    expect(fired).toStrictEqual(clusterRefusals.map((_, index) => index));
  });

  it.each(["0.0.0.0/1", "::/0", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/24", "everywhere"])(
    "refuses the public range %s",
    (cidr) => {
      expect(messageOf({ apiAccess: { kind: "public", cidrs: [cidr] } })).toContain(`apiAccess.cidrs is ["${cidr}"]`);
    },
  );

  it.each(["36 hours", "0 days"] as const)("refuses a log retention of %s", (logRetention) => {
    expect(messageOf({ logRetention })).toContain(`logRetention is "${logRetention}"`);
  });

  it("refuses several problems at once, the tags' included", () => {
    const change = { clusterName: "", systemNodeCount: 2.5, tags: { ...REQUIRED.tags, owner: "" } };
    expect(messageOf(change).split("\n")).toStrictEqual([
      'cluster "main": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'cluster "main": clusterName is "", expected 1 to 63 lower-case letters, digits or dashes, starting with a letter or digit; choose a shorter or simpler name',
      'cluster "main": systemNodeCount is 2.5, expected a whole number from 2 to 20; keep two at least: controllers run in two copies on different nodes',
    ]);
  });
});
