import { z } from "zod";
import { CLUSTER_VERSIONS } from "../../facts/eks-addons";
import { choice, count, fields, listOf, mapOf, quantity, text } from "../environment-fields";
import { ADDRESS_RANGE, regionName } from "./places";

const apiAccess = z.discriminatedUnion(
  "kind",
  [
    fields(
      {
        kind: z.literal("public"),
        cidrs: listOf(
          text(ADDRESS_RANGE, "an IPv4 range such as 203.0.113.0/24", "An IPv4 range."),
          "Ranges from which the public endpoint answers.",
        ),
      },
      "Public endpoint, open to some ranges.",
    ),
    fields(
      {
        kind: z.literal("private"),
        runnerSecurityGroups: mapOf(
          regionName,
          text(
            /^sg-[0-9a-f]{8,17}$/,
            "the id of a security group",
            "Security group of the machine that runs `pulumi up`.",
          ),
          "Security group of the machine that runs `pulumi up` inside the network, by region.",
        ),
      },
      "Private endpoint alone; `pulumi up` runs on a machine inside the network.",
    ),
  ],
  { error: "a map whose kind is public or private" },
);

/** More than any region sells; it keeps a slip from being a bill. */
const MOST_VCPUS = 100_000;

const poolLimits = fields(
  {
    vcpuLimit: count(2, MOST_VCPUS, "Virtual processors that the nodes of one pool add up to."),
    memoryLimit: quantity(["GiB"], 'a size such as "256 GiB"', "Memory that the nodes of one pool add up to."),
  },
  "How far a pool of nodes can grow.",
);

const pools = fields(
  {
    critical: poolLimits.describe("Each pool for work that must not be interrupted.").exactOptional(),
    batch: poolLimits.describe("The pool of spot capacity.").exactOptional(),
  },
  "How far pools of nodes can grow, where the tier's limits do not fit.",
);

/** What an environment file holds about its clusters. */
export const clusterSchema = fields(
  {
    apiAccess,
    kubernetesVersion: choice(CLUSTER_VERSIONS, "Kubernetes version of every cluster.").exactOptional(),
    administrators: listOf(
      text(/^[\w+=,.@/-]{1,64}$/, "the name of an IAM role", "Name of an IAM role in the partition's account."),
      "Roles that administer the clusters beside the one that deploys them.",
    ).exactOptional(),
    pools: pools.exactOptional(),
  },
  "Kubernetes clusters, one a region.",
);
