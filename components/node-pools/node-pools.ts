import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { CHARTS } from "../../facts/charts";
import { managedPolicyArn, partitionOf, podIdentityTrust } from "../cluster/iam";
import { checkArgs, Component, type ComponentArgs, type Refusal } from "../core";
import { discoveryPolicy, interruptionPolicy, lifecyclePolicy, queuePolicy } from "./controller-policy";
import { controllerValues, nodeClassSpec, nodePoolSpec } from "./manifests";
import {
  INTERRUPTION_EVENTS,
  INTERRUPTION_RETENTION_SECONDS,
  NODE_CLASS_NAME,
  planNodePools,
  type NodePoolPlan,
  type NodePoolsPlan,
  type NodePoolsPlanArgs,
} from "./node-pools.plan";
import { nodePoolsRefusals } from "./node-pools.refusals";
import { serviceTrust } from "../core/trust";

/** Namespace of Karpenter: its API requests get the priority of the system's there. */
const NAMESPACE = "kube-system";

/** Kubernetes service account of the controller. */
const SERVICE_ACCOUNT = "karpenter";

/** A failed installation is taken back, and the last five revisions are kept. */
const RELEASE_SETTINGS = { atomic: true, timeout: 600, maxHistory: 5 } as const;

const CONTROLLER_POLICIES = {
  lifecycle: lifecyclePolicy,
  discovery: discoveryPolicy,
  interruption: interruptionPolicy,
} as const;

const { CustomResource } = kubernetes.apiextensions;
type CustomResource = kubernetes.apiextensions.CustomResource;

/** The nodes' role, and what must be attached to it before a node can join. */
interface NodeRole {
  readonly role: aws.iam.Role;
  readonly policies: pulumi.Resource[];
}

/** What the nodes' settings need. */
interface NodeClassNeeds {
  readonly profile: aws.iam.InstanceProfile;
  readonly dependsOn: pulumi.Resource[];
}

/** What node pools need to know of their cluster; a `Cluster` fits. */
export interface NodePoolsCluster {
  /** Name of the cluster, as a plain value. */
  readonly clusterName: string;
  /** Kubernetes minor version. */
  readonly kubernetesVersion: string;
  /** Name of the cluster, known once it exists. */
  readonly name: pulumi.Input<string>;
  /** ARN of the cluster. */
  readonly arn: pulumi.Input<string>;
  /** Address of the Kubernetes API. */
  readonly endpoint: pulumi.Input<string>;
  /** Security group of nodes and control plane. */
  readonly securityGroupId: pulumi.Input<string>;
}

/** Arguments of {@link NodePools}. */
export interface NodePoolsArgs extends ComponentArgs, NodePoolsPlanArgs {
  /** The cluster that gets the pools; a `Cluster` fits. */
  readonly cluster: NodePoolsCluster;
  /** Private subnets for nodes, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Customer key of the nodes' disks. */
  readonly volumesKeyArn: pulumi.Input<string>;
}

/**
 * Karpenter on a cluster's system nodes, and the pools of nodes that it runs: on demand for critical work, spot for batch.
 *
 * Creates:
 * - the controller's role, assumed through EKS Pod Identity, with rights to instances of this cluster alone
 * - the nodes' role, instance profile and access entry
 * - an interruption queue, and rules that send it spot interruptions, rebalance recommendations, instance state changes
 *   and health events
 * - Karpenter's definitions and its controller as two Helm releases of one pinned version
 * - an EC2NodeClass: pinned image, private subnets, IMDSv2 at one hop, encrypted disks, tags on everything launched
 * - for each critical pool a NodePool of Graviton and one of amd64 with a lower weight; for each batch pool one NodePool
 *   of many instance types, spot and on demand, tainted, whose nodes go only when they are empty
 *
 * Costs at defaults: nothing while the pools are empty but the controller's share of the system nodes; then what the
 * nodes cost. In us-east-1 an m7g.xlarge costs 119.14 USD a month on demand (2026-07-20) and about 45 on spot (saving of
 * 62 percent, 2025-06-28). The queue's requests cost 0.40 USD a million (2024-07-01).
 *
 * The Kubernetes provider is the caller's, in the options; without one the arguments are refused, because the default
 * provider would install Karpenter in whatever cluster the machine points to.
 *
 * Does not: scale pods (autoscalers do), run Windows or GPU nodes, checkpoint the jobs on spot nodes.
 *
 * @example
 * new NodePools("main", {
 *   region: "eu-central-1",
 *   cluster,
 *   subnetIds: network.privateSubnetIds,
 *   volumesKeyArn: key.arn,
 *   tags,
 * }, { providers: [new kubernetes.Provider("cluster", { kubeconfig: cluster.kubeconfig })] });
 */
export class NodePools extends Component {
  /** Role that nodes run as. */
  readonly nodeRoleArn: pulumi.Output<string>;
  /** Queue that Karpenter reads interruptions from. */
  readonly interruptionQueueArn: pulumi.Output<string>;
  /** Names of the NodePools; whatever uses one waits for it. */
  readonly poolNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: NodePoolsArgs, opts?: pulumi.ComponentResourceOptions) {
    const rules = [...nodePoolsRefusals, missingProvider(opts)];
    super("inventory:node-pools:NodePools", name, checkArgs(`node pools "${name}"`, args, rules), opts);
    const plan = planNodePools(args);
    const { role: nodeRole, policies: nodePolicies } = this.createNodeRole(args);
    const profile = this.createInstanceProfile(nodeRole);
    const nodeAccess = this.createNodeAccess(args, nodeRole);
    const queue = this.createQueue(args);
    const delivery = this.createRules(args, queue);
    const identity = this.createController(args, nodeRole, queue);
    const definitions = this.createDefinitions();
    const controller = this.createControllerRelease(args, queue, [definitions, ...identity, ...delivery]);
    const dependsOn = [definitions, controller, nodeAccess, ...nodePolicies];
    const nodeClass = this.createNodeClass(args, plan, { profile, dependsOn });
    const pools = plan.nodePools.map((pool) => [pool.name, this.createNodePool(pool, nodeClass)] as const);

    this.nodeRoleArn = nodeRole.arn;
    this.interruptionQueueArn = queue.arn;
    this.poolNames = Object.fromEntries(pools);
    this.registerOutputs({
      nodeRoleArn: this.nodeRoleArn,
      interruptionQueueArn: this.interruptionQueueArn,
      poolNames: this.poolNames,
    });
  }

  private createNodeRole({ region }: NodePoolsArgs): NodeRole {
    const role = this.createRole("node-role", serviceTrust("ec2.amazonaws.com"));
    const attach = (purpose: string, policy: string): aws.iam.RolePolicyAttachment =>
      new aws.iam.RolePolicyAttachment(
        this.childName(purpose),
        { role: role.name, policyArn: managedPolicyArn(region, policy) },
        this.childOptions(),
      );
    const policies = [
      attach("node-role-worker", "AmazonEKSWorkerNodePolicy"),
      attach("node-role-registry", "AmazonEC2ContainerRegistryPullOnly"),
    ];
    return { role, policies };
  }

  private createInstanceProfile(role: aws.iam.Role): aws.iam.InstanceProfile {
    return new aws.iam.InstanceProfile(
      this.childName("node-profile"),
      { role: role.name, tags: this.childTags("node-profile") },
      this.childOptions(),
    );
  }

  private createNodeAccess({ region, cluster }: NodePoolsArgs, role: aws.iam.Role): aws.eks.AccessEntry {
    return new aws.eks.AccessEntry(
      this.childName("node-access"),
      {
        clusterName: cluster.name,
        principalArn: role.arn,
        type: "EC2_LINUX",
        region,
        tags: this.childTags("node-access"),
      },
      this.childOptions(),
    );
  }

  private createQueue({ region }: NodePoolsArgs): aws.sqs.Queue {
    return new aws.sqs.Queue(
      this.childName("interruptions"),
      {
        messageRetentionSeconds: INTERRUPTION_RETENTION_SECONDS,
        sqsManagedSseEnabled: true,
        region,
        tags: this.childTags("interruptions"),
      },
      this.childOptions(),
    );
  }

  /** The rules that feed the queue; returns what must exist before an interruption can arrive. */
  private createRules({ region }: NodePoolsArgs, queue: aws.sqs.Queue): pulumi.Resource[] {
    const rules = Object.entries(INTERRUPTION_EVENTS).map(([purpose, pattern]) => {
      const rule = new aws.cloudwatch.EventRule(
        this.childName(purpose),
        { eventPattern: JSON.stringify(pattern), region, tags: this.childTags(purpose) },
        this.childOptions(),
      );
      return { purpose, rule };
    });
    const ruleArns = pulumi.all(rules.map(({ rule }) => rule.arn));
    const policy = new aws.sqs.QueuePolicy(
      this.childName("interruptions-policy"),
      {
        queueUrl: queue.url,
        policy: pulumi.all([queue.arn, ruleArns]).apply(([arn, arns]) => queuePolicy(arn, arns)),
        region,
      },
      this.childOptions(),
    );
    const targets = rules.map(
      ({ purpose, rule }) =>
        new aws.cloudwatch.EventTarget(
          this.childName(`${purpose}-target`),
          { rule: rule.name, arn: queue.arn, region },
          this.childOptions(),
        ),
    );
    return [policy, ...targets];
  }

  /** The controller's role, its rights and its identity; returns what must exist before it can start. */
  private createController(args: NodePoolsArgs, nodeRole: aws.iam.Role, queue: aws.sqs.Queue): pulumi.Resource[] {
    const { region, cluster } = args;
    const identity = { clusterName: cluster.clusterName, namespace: NAMESPACE, serviceAccount: SERVICE_ACCOUNT };
    const role = this.createRole("controller-role", podIdentityTrust(identity));
    const partition = partitionOf(region);
    const scope = pulumi
      .all([cluster.arn, nodeRole.arn, args.volumesKeyArn, queue.arn])
      .apply(([clusterArn, nodeRoleArn, volumesKeyArn, queueArn]) => {
        const names = { partition, region, clusterName: cluster.clusterName };
        return { ...names, clusterArn, nodeRoleArn, volumesKeyArn, queueArn };
      });
    const policies = Object.entries(CONTROLLER_POLICIES).map(
      ([purpose, write]) =>
        new aws.iam.RolePolicy(
          this.childName(`controller-role-${purpose}`),
          { role: role.name, policy: scope.apply(write) },
          this.childOptions(),
        ),
    );
    const association = new aws.eks.PodIdentityAssociation(
      this.childName("controller-identity"),
      {
        clusterName: cluster.name,
        namespace: NAMESPACE,
        serviceAccount: SERVICE_ACCOUNT,
        roleArn: role.arn,
        region,
        tags: this.childTags("controller-identity"),
      },
      this.childOptions(),
    );
    return [...policies, association];
  }

  private createDefinitions(): kubernetes.helm.v3.Release {
    const { chart, version } = CHARTS["karpenter-crd"];
    return new kubernetes.helm.v3.Release(
      this.childName("karpenter-crd"),
      { name: "karpenter-crd", namespace: NAMESPACE, chart, version, ...RELEASE_SETTINGS },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createControllerRelease(
    args: NodePoolsArgs,
    queue: aws.sqs.Queue,
    dependsOn: pulumi.Resource[],
  ): kubernetes.helm.v3.Release {
    const { chart, version } = CHARTS.karpenter;
    const { region, cluster } = args;
    const values = controllerValues<pulumi.Input<string>>({
      region,
      clusterName: cluster.clusterName,
      endpoint: cluster.endpoint,
      queueName: queue.name,
      labels: this.childLabels(),
    });
    return new kubernetes.helm.v3.Release(
      this.childName("karpenter"),
      { name: "karpenter", namespace: NAMESPACE, chart, version, ...RELEASE_SETTINGS, skipCrds: true, values },
      this.childOptions({ dependsOn, deleteBeforeReplace: true }),
    );
  }

  private createNodeClass(args: NodePoolsArgs, plan: NodePoolsPlan, needed: NodeClassNeeds): CustomResource {
    const spec = nodeClassSpec<pulumi.Input<string>>(plan, {
      instanceProfile: needed.profile.name,
      subnetIds: Object.values(args.subnetIds),
      securityGroupId: args.cluster.securityGroupId,
      volumesKeyArn: args.volumesKeyArn,
      tags: this.childTags("nodes"),
    });
    return new CustomResource(
      this.childName("node-class"),
      {
        apiVersion: "karpenter.k8s.aws/v1",
        kind: "EC2NodeClass",
        metadata: { name: NODE_CLASS_NAME, labels: this.childLabels() },
        spec,
      },
      this.childOptions({ dependsOn: needed.dependsOn, deleteBeforeReplace: true }),
    );
  }

  private createNodePool(pool: NodePoolPlan, nodeClass: CustomResource): pulumi.Output<string> {
    const labels = this.childLabels();
    const object = new CustomResource(
      this.childName(`pool-${pool.name}`),
      {
        apiVersion: "karpenter.sh/v1",
        kind: "NodePool",
        metadata: { name: pool.name, labels },
        spec: nodePoolSpec(pool, labels),
      },
      this.childOptions({ dependsOn: [nodeClass], deleteBeforeReplace: true }),
    );
    return object.metadata.name;
  }

  private createRole(purpose: string, assumeRolePolicy: string): aws.iam.Role {
    return new aws.iam.Role(
      this.childName(purpose),
      { assumeRolePolicy, tags: this.childTags(purpose) },
      this.childOptions(),
    );
  }
}

/** Refuses options that leave the children to the default Kubernetes provider. */
function missingProvider(opts: pulumi.ComponentResourceOptions = {}): Refusal<unknown> {
  const given = [opts.provider, ...Object.values(opts.providers ?? {})];
  const inherited = opts.parent?.getProvider("kubernetes:core/v1:Namespace");
  return {
    when: () => inherited === undefined && !given.some((provider) => kubernetes.Provider.isInstance(provider)),
    say: () => ({
      arg: "opts.providers",
      got: undefined,
      expected: "a Kubernetes provider made from the cluster's kubeconfig",
      change: "pass { providers: [provider] }",
    }),
  };
}
