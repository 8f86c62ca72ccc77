import { z } from "zod";
import { CLUSTER_VERSIONS } from "../../facts/eks-addons";
import { choice, fields, listOf, mapOf, text } from "../environment-fields";
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

/** What an environment file holds about its clusters. */
export const clusterSchema = fields(
  {
    apiAccess,
    kubernetesVersion: choice(CLUSTER_VERSIONS, "Kubernetes version of every cluster.").exactOptional(),
    administrators: listOf(
      text(/^[\w+=,.@/-]{1,64}$/, "the name of an IAM role", "Name of an IAM role in the partition's account."),
      "Roles that administer the clusters beside the one that deploys them.",
    ).exactOptional(),
  },
  "Kubernetes clusters, one a region.",
);
