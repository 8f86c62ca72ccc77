import { NODE_CLASS_NAME, type NodePoolPlan, type NodePoolsPlan } from "./node-pools.plan";

/** Nodes are replaced at this age, so that none runs an old kernel for long. */
const NODE_LIFETIME = "720h";

/** How long a node that must go waits for its pods before it goes anyway. */
const DRAIN_DEADLINE = "24h";

/** What an EC2NodeClass is made from besides the plan; values may be outputs. */
export interface NodeClassParts<Value> {
  readonly instanceProfile: Value;
  readonly subnetIds: readonly Value[];
  readonly securityGroupId: Value;
  readonly volumesKeyArn: Value;
  readonly tags: Readonly<Record<string, string>>;
}

/** Specification of the EC2NodeClass that all pools share: image, network, disk and metadata settings of a node. */
export function nodeClassSpec<Value>(plan: NodePoolsPlan, parts: NodeClassParts<Value>) {
  return {
    amiSelectorTerms: [{ alias: plan.imageAlias }],
    instanceProfile: parts.instanceProfile,
    subnetSelectorTerms: parts.subnetIds.map((id) => ({ id })),
    securityGroupSelectorTerms: [{ id: parts.securityGroupId }],
    associatePublicIPAddress: false,
    metadataOptions: {
      httpEndpoint: "enabled",
      httpProtocolIPv6: "disabled",
      httpPutResponseHopLimit: 1,
      httpTokens: "required",
    },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        ebs: {
          volumeType: "gp3",
          volumeSize: plan.volumeSize,
          encrypted: true,
          kmsKeyID: parts.volumesKeyArn,
          deleteOnTermination: true,
        },
      },
    ],
    tags: parts.tags,
  };
}

/** Specification of one NodePool. */
export function nodePoolSpec(pool: NodePoolPlan, labels: Readonly<Record<string, string>>) {
  const { weight, requirements, taints, disruption, limits } = pool;
  return {
    weight,
    limits,
    disruption,
    template: {
      metadata: { labels: { ...labels, "inventory-platform/pool": pool.name, "inventory-platform/kind": pool.kind } },
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: NODE_CLASS_NAME },
        requirements,
        ...(taints.length === 0 ? {} : { taints }),
        expireAfter: NODE_LIFETIME,
        terminationGracePeriod: DRAIN_DEADLINE,
      },
    },
  };
}

/** Values of Karpenter's chart; some may be outputs. */
export function controllerValues<Value>(given: {
  readonly region: string;
  readonly clusterName: string;
  readonly endpoint: Value;
  readonly queueName: Value;
  readonly labels: Readonly<Record<string, string>>;
}) {
  const { region, clusterName, endpoint, queueName, labels } = given;
  return {
    replicas: 2,
    additionalLabels: labels,
    serviceAccount: { create: true, name: "karpenter" },
    settings: { clusterName, clusterEndpoint: endpoint, interruptionQueue: queueName },
    controller: {
      env: [
        { name: "AWS_REGION", value: region },
        { name: "ENABLE_ZONAL_SHIFT", value: "true" },
      ],
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } },
    },
  };
}
