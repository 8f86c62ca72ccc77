import * as pulumi from "@pulumi/pulumi";
import { NodePools, nodePoolsRefusals } from "../../../components/node-pools";
import { SPOT_INSTANCE_TYPE_NAMES } from "../../../facts/spot-instance-types";
import { planProgram } from "../../../planner/engine";
import { provider, REQUIRED } from "./fixture";

const LIMITS = { vcpuLimit: 16, memoryLimit: "64 GiB" } as const;
const GRAVITON = ["c6g", "c7g", "m6g", "m7g", "r6g"].flatMap((family) =>
  ["large", "xlarge", "2xlarge"].map((size) => `${family}.${size}`),
);
const TWO_FAMILIES = ["m7g", "m7i"].flatMap((family) =>
  ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"].map(
    (size) => `${family}.${size}`,
  ),
);

/** What is wrong, the change to the valid arguments, and the message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, object, string])[] = [
  [
    "a region that does not exist",
    { region: "eu-middle-1" },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a Kubernetes version that Karpenter does not support",
    { cluster: { ...REQUIRED.cluster, kubernetesVersion: "1.30" } },
    'cluster.kubernetesVersion is "1.30", expected 1.31 to 1.37, which Karpenter 1.15.0 supports; upgrade the cluster, or pin a chart that fits in facts/charts.ts',
  ],
  [
    "a single zone",
    { subnetIds: { a: "subnet-a" } },
    'subnetIds is ["a"], expected a subnet in at least 2 zones; pass the network\'s private subnets',
  ],
  [
    "no pools",
    { pools: {} },
    "pools is {}, expected at least one pool; name one, or leave pools out for the usual two",
  ],
  [
    "pool names that are taken or cannot be Kubernetes names",
    {
      pools: {
        system: { kind: "critical", ...LIMITS },
        "web-amd64": { kind: "critical", ...LIMITS },
        Nightly: { kind: "batch", ...LIMITS },
      },
    },
    'pools is {"system":"critical","web-amd64":"critical","Nightly":"batch"}, expected names of 1 to 50 lower-case letters, digits or dashes, not "system", not ending in "-amd64"; rename the pools: the managed group and the fallback pools have these names',
  ],
  [
    "what is no instance type",
    { pools: { nightly: { kind: "batch", ...LIMITS, instanceTypes: [...SPOT_INSTANCE_TYPE_NAMES, "m7g"] } } },
    'pools.instanceTypes is {"nightly":["m7g"]}, expected EC2 instance types such as m7g.xlarge; correct their names',
  ],
  [
    "a batch pool of few instance types, however often they are listed",
    {
      pools: {
        nightly: {
          kind: "batch",
          ...LIMITS,
          instanceTypes: [...SPOT_INSTANCE_TYPE_NAMES.slice(0, 14), ...SPOT_INSTANCE_TYPE_NAMES.slice(0, 14)],
        },
      },
    },
    'pools.instanceTypes is {"nightly":14}, expected at least 15 types in each batch pool; add types: with few to choose from, spot capacity runs out and is reclaimed often',
  ],
  [
    "a batch pool of two families",
    { pools: { nightly: { kind: "batch", ...LIMITS, instanceTypes: TWO_FAMILIES } } },
    'pools.instanceTypes is {"nightly":["m7g","m7i"]}, expected at least 3 families in each batch pool; add types of other families: capacity is short by the family',
  ],
  [
    "a batch pool of one architecture",
    { pools: { nightly: { kind: "batch", ...LIMITS, instanceTypes: GRAVITON } } },
    'pools.instanceTypes is {"nightly":["arm64"]}, expected types of both architectures, arm64 and amd64, in each batch pool; add types of the other one, and build images for both',
  ],
  [
    "a pool that no node fits into",
    { pools: { web: { kind: "critical", ...LIMITS, vcpuLimit: 1 } } },
    'pools.vcpuLimit is {"web":1}, expected a whole number from 2; allow at least one node',
  ],
  [
    "a pool with less memory than a node",
    { pools: { web: { kind: "critical", ...LIMITS, memoryLimit: "512 MiB" } } },
    'pools.memoryLimit is {"web":"512 MiB"}, expected whole GiB, at least 4; allow at least one node',
  ],
  [
    "disks that the image fills",
    { nodeVolumeSize: "8 GiB" },
    'nodeVolumeSize is "8 GiB", expected whole GiB, at least 20; leave room for the image and the containers\' images',
  ],
];

async function messageOf(change: object, options: "own provider" | "none" = "own provider"): Promise<string> {
  let message = "the arguments were accepted";
  await planProgram({
    program: () => {
      try {
        new NodePools("main", { ...REQUIRED, ...change }, options === "none" ? {} : { providers: [provider()] });
      } catch (error) {
        message = error instanceof Error ? error.message : "";
      }
    },
  });
  return message;
}

describe("NodePools", () => {
  it.each(rows)("refuses %s", async (_, change, message) => {
    expect(await messageOf(change)).toBe(`node pools "main": ${message}`);
  });

  it("has a case for every row of its table, in the table's order", () => {
    const fired = rows.map(([, change]) =>
      nodePoolsRefusals.findIndex(({ when }) => when(Object.assign({}, REQUIRED, change))),
    );
    expect(fired).toStrictEqual(nodePoolsRefusals.map((_, index) => index));
  });

  it("refuses several problems at once, the tags' and the options' included", async () => {
    const change = { nodeVolumeSize: "8 GiB", tags: { ...REQUIRED.tags, owner: "" } };
    expect((await messageOf(change, "none")).split("\n")).toStrictEqual([
      'node pools "main": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      'node pools "main": nodeVolumeSize is "8 GiB", expected whole GiB, at least 20; leave room for the image and the containers\' images',
      'node pools "main": opts.providers is missing, expected a Kubernetes provider made from the cluster\'s kubeconfig; pass { providers: [provider] }',
    ]);
  });

  it("accepts a provider that its parent passes on, or that is the only one", async () => {
    const plan = await planProgram({
      program: () => {
        const own = provider();
        const parent = new pulumi.ComponentResource("test:index:Parent", "parent", {}, { providers: [own] });
        const pools = { web: { kind: "critical", vcpuLimit: 16, memoryLimit: "64 GiB" } } as const;
        new NodePools("inherited", REQUIRED, { parent });
        new NodePools("single", { ...REQUIRED, pools }, { provider: own });
      },
    });
    const objects = plan.resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(objects).toHaveLength(11);
    expect(new Set(objects.map(({ provider: urn }) => urn?.includes("::cluster")))).toStrictEqual(new Set([true]));
  });
});
