import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { CONTROL_PLANE_LOGS, planCluster, planGrants, SYSTEM_TAINT } from "./cluster.plan";
import type { AccessGrant, AddonIdentity, AddonPlan, ApiAccess, ClusterPlan, ClusterPlanArgs } from "./cluster.plan";
import { clusterRefusals } from "./cluster.refusals";
import { managedPolicyArn, podIdentityTrust } from "./iam";
import { kubeconfig } from "./kubeconfig";
import { volumeKeyPolicy } from "./volume-key-policy";
import { serviceTrust } from "../core/trust";

/** Arguments of {@link Cluster}. */
export interface ClusterArgs extends ComponentArgs, ClusterPlanArgs {
  /** Private subnets for nodes and for the control plane's interfaces, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** How `pulumi up` and operators reach the Kubernetes API. */
  readonly apiAccess: ApiAccess<pulumi.Input<string>>;
  /** Who may do what in the cluster, by a name of your choice; at least one cluster-wide administrator. */
  readonly access: Readonly<Record<string, AccessGrant<pulumi.Input<string>>>>;
  /** Customer key that encrypts Kubernetes secrets. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /** Customer key of the control plane's logs; its policy lets CloudWatch Logs use it. */
  readonly logsKeyArn: pulumi.Input<string>;
  /** Customer key of the nodes' and the pods' volumes; its policy lets EC2 Auto Scaling use it. */
  readonly volumesKeyArn: pulumi.Input<string>;
  /**
   * Role that users of the kubeconfig assume.
   *
   * @default - they act as themselves
   */
  readonly kubeconfigRoleArn?: pulumi.Input<string>;
}

/** What an AWS child of the cluster takes from it. */
interface Parts {
  readonly args: ClusterArgs;
  readonly plan: ClusterPlan;
  readonly cluster: aws.eks.Cluster;
}

/** A role that an add-on assumes, and what must be attached to it first. */
interface AddonRole {
  readonly association: { readonly roleArn: pulumi.Output<string>; readonly serviceAccount: string };
  readonly policies: pulumi.Resource[];
}

/** The nodes' role, and what must be attached to it before a node can join. */
interface NodeRole {
  readonly role: aws.iam.Role;
  readonly policies: pulumi.Resource[];
}

/**
 * An EKS cluster whose Kubernetes API is reachable from named places only, with its add-ons and system nodes.
 *
 * Creates:
 * - the control plane: secrets encrypted with a customer key, every control-plane log in a group with retention and
 *   key, access by access entries alone, zonal shift on, extended support off
 * - one access entry and policy association for each grant in `access`
 * - pinned add-ons: VPC CNI (enforcing network policies), kube-proxy, Pod Identity agent, CoreDNS, EBS CSI driver,
 *   metrics server; those that call AWS get a role of their own through Pod Identity
 * - a managed group of Graviton nodes, on demand, tainted `CriticalAddonsOnly`, with IMDSv2 at one hop and encrypted disks
 *
 * Costs at defaults: 264 USD a month in us-east-1: control plane 73.00, three m7g.large nodes 178.70, disks 12.00
 * (prices of 2025-07-07, 2026-07-20 and 2024-07-01), plus 0.50 USD for each GB of logs (2024-07-01).
 *
 * Does not: create networks or keys, run your workloads (node pools do), install ingress controllers, serve IAM roles
 * for service accounts by OIDC (Pod Identity does).
 *
 * @example
 * const cluster = new Cluster("main", {
 *   clusterName: "shop-prod-eu-central-1",
 *   region: "eu-central-1",
 *   subnetIds: network.privateSubnetIds,
 *   apiAccess: { kind: "private", runnerSecurityGroupId: runner.id },
 *   access: { deploy: { principalArn: deployRole.arn, policy: "AmazonEKSClusterAdminPolicy" } },
 *   secretsKeyArn: key.arn,
 *   logsKeyArn: key.arn,
 *   volumesKeyArn: key.arn,
 *   tags,
 * });
 */
export class Cluster extends Component {
  /** Name of the cluster, as a plain value for policy conditions and names. */
  readonly clusterName: string;
  /** Kubernetes minor version. */
  readonly kubernetesVersion: string;
  /** Name of the cluster; whatever uses this output waits for the control plane. */
  readonly name: pulumi.Output<string>;
  /** ARN of the cluster. */
  readonly arn: pulumi.Output<string>;
  /** Address of the Kubernetes API. */
  readonly endpoint: pulumi.Output<string>;
  /** The authority that signed the API's certificate, base64. */
  readonly certificateAuthority: pulumi.Output<string>;
  /** Security group that EKS puts on the control plane's interfaces and on every node. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Role of the system nodes. */
  readonly nodeRoleArn: pulumi.Output<string>;
  /** Kubeconfig without secrets; whatever uses it waits for nodes, grants and add-ons. */
  readonly kubeconfig: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:cluster:Cluster", name, checkArgs(`cluster "${name}"`, args, clusterRefusals), opts);
    const plan = planCluster(args);
    const logs = this.createLogGroup(args, plan);
    const cluster = this.createControlPlane(args, plan, logs);
    const parts: Parts = { args, plan, cluster };
    const runner = this.createRunnerAccess(parts);
    const grants = this.createGrants(parts);
    const nodeAddons = this.createAddons(parts, { beforeNodes: true, dependsOn: [] });
    const nodeRole = this.createNodeRole(args);
    const nodes = this.createSystemNodes(parts, nodeRole, nodeAddons);
    const addons = this.createAddons(parts, { beforeNodes: false, dependsOn: [nodes] });

    this.clusterName = args.clusterName;
    this.kubernetesVersion = plan.version;
    this.name = cluster.name;
    this.arn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.nodeRoleArn = nodeRole.role.arn;
    this.kubeconfig = this.renderKubeconfig(parts, [...runner, ...grants, ...addons]);
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      securityGroupId: this.securityGroupId,
      nodeRoleArn: this.nodeRoleArn,
      kubeconfig: this.kubeconfig,
    });
  }

  private createLogGroup(args: ClusterArgs, plan: ClusterPlan): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("logs"),
      {
        name: plan.logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logsKeyArn,
        region: args.region,
        tags: this.childTags("logs"),
      },
      this.childOptions({ protect: plan.protect, retainOnDelete: plan.protect, deleteBeforeReplace: true }),
    );
  }

  private createControlPlane(args: ClusterArgs, plan: ClusterPlan, logs: aws.cloudwatch.LogGroup): aws.eks.Cluster {
    const role = this.createRole("role", serviceTrust("eks.amazonaws.com"));
    const policy = this.attachManagedPolicy(
      "role-policy",
      role,
      managedPolicyArn(args.region, "AmazonEKSClusterPolicy"),
    );
    return new aws.eks.Cluster(
      this.childName("control-plane"),
      {
        name: args.clusterName,
        version: plan.version,
        roleArn: role.arn,
        vpcConfig: {
          subnetIds: Object.values(args.subnetIds),
          endpointPrivateAccess: true,
          endpointPublicAccess: plan.endpoint.publicAccess,
          ...(plan.endpoint.publicCidrs === undefined ? {} : { publicAccessCidrs: plan.endpoint.publicCidrs }),
        },
        kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: plan.serviceCidr },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        encryptionConfig: { provider: { keyArn: args.secretsKeyArn }, resources: ["secrets"] },
        enabledClusterLogTypes: [...CONTROL_PLANE_LOGS],
        bootstrapSelfManagedAddons: false,
        upgradePolicy: { supportType: "STANDARD" },
        zonalShiftConfig: { enabled: true },
        deletionProtection: plan.protect,
        region: args.region,
        tags: this.childTags("control-plane"),
      },
      this.childOptions({ dependsOn: [policy, logs], protect: plan.protect, deleteBeforeReplace: true }),
    );
  }

  private createRunnerAccess({ args, cluster }: Parts): pulumi.CustomResource[] {
    if (args.apiAccess.kind !== "private") {
      return [];
    }
    const rule = new aws.vpc.SecurityGroupIngressRule(
      this.childName("runner-access"),
      {
        securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
        referencedSecurityGroupId: args.apiAccess.runnerSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        description: "Kubernetes API from the deployment runner",
        region: args.region,
        tags: this.childTags("runner-access"),
      },
      this.childOptions(),
    );
    return [rule];
  }

  private createGrants({ args, cluster }: Parts): pulumi.CustomResource[] {
    return planGrants(args).flatMap(({ key, principalArn, policyArn, scope }) => {
      const shared = { clusterName: cluster.name, principalArn, region: args.region };
      const entry = new aws.eks.AccessEntry(
        this.childName(`access-${key}`),
        { ...shared, type: "STANDARD", tags: this.childTags(`access-${key}`) },
        this.childOptions(),
      );
      const policy = new aws.eks.AccessPolicyAssociation(
        this.childName(`access-${key}-policy`),
        { ...shared, policyArn, accessScope: scope },
        this.childOptions({ dependsOn: [entry] }),
      );
      return [entry, policy];
    });
  }

  private createAddons(
    parts: Parts,
    { beforeNodes, dependsOn }: { readonly beforeNodes: boolean; readonly dependsOn: pulumi.Resource[] },
  ): aws.eks.Addon[] {
    const addons = parts.plan.addons.filter((addon) => addon.beforeNodes === beforeNodes);
    return addons.map((addon) => this.createAddon(parts, addon, dependsOn));
  }

  private createAddon({ args, cluster }: Parts, addon: AddonPlan, dependsOn: pulumi.Resource[]): aws.eks.Addon {
    const identity = addon.identity === undefined ? undefined : this.createAddonRole(args, addon.identity);
    return new aws.eks.Addon(
      this.childName(addon.name),
      {
        clusterName: cluster.name,
        addonName: addon.name,
        addonVersion: addon.version,
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        ...(addon.settings === undefined ? {} : { configurationValues: JSON.stringify(addon.settings) }),
        ...(identity === undefined ? {} : { podIdentityAssociations: [identity.association] }),
        region: args.region,
        tags: this.childTags(addon.name),
      },
      this.childOptions({ dependsOn: [...dependsOn, ...(identity?.policies ?? [])] }),
    );
  }

  private createAddonRole(args: ClusterArgs, identity: AddonIdentity): AddonRole {
    const { role: purpose, serviceAccount, managedPolicy } = identity;
    const trust = podIdentityTrust({ clusterName: args.clusterName, namespace: "kube-system", serviceAccount });
    const role = this.createRole(`${purpose}-role`, trust);
    const managed = this.attachManagedPolicy(
      `${purpose}-role-policy`,
      role,
      managedPolicyArn(args.region, managedPolicy),
    );
    const policies = identity.usesVolumeKey ? [managed, this.createVolumeKeyPolicy(args, role)] : [managed];
    return { association: { roleArn: role.arn, serviceAccount }, policies };
  }

  private createVolumeKeyPolicy(args: ClusterArgs, role: aws.iam.Role): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      this.childName("storage-role-key-policy"),
      { role: role.name, policy: pulumi.output(args.volumesKeyArn).apply(volumeKeyPolicy) },
      this.childOptions(),
    );
  }

  private createNodeRole({ region }: ClusterArgs): NodeRole {
    const role = this.createRole("node-role", serviceTrust("ec2.amazonaws.com"));
    const worker = managedPolicyArn(region, "AmazonEKSWorkerNodePolicy");
    const registry = managedPolicyArn(region, "AmazonEC2ContainerRegistryPullOnly");
    return {
      role,
      policies: [
        this.attachManagedPolicy("node-role-worker", role, worker),
        this.attachManagedPolicy("node-role-registry", role, registry),
      ],
    };
  }

  private createSystemNodes(parts: Parts, { role, policies }: NodeRole, addons: aws.eks.Addon[]): aws.eks.NodeGroup {
    const { args, plan, cluster } = parts;
    const template = this.createLaunchTemplate(args, plan);
    const { nodeCount, instanceTypes } = plan.system;
    return new aws.eks.NodeGroup(
      this.childName("system"),
      {
        clusterName: cluster.name,
        version: plan.version,
        nodeRoleArn: role.arn,
        subnetIds: Object.values(args.subnetIds),
        amiType: "AL2023_ARM_64_STANDARD",
        capacityType: "ON_DEMAND",
        instanceTypes,
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        scalingConfig: { minSize: nodeCount, desiredSize: nodeCount, maxSize: nodeCount },
        updateConfig: { maxUnavailable: 1 },
        nodeRepairConfig: { enabled: true },
        taints: [{ key: SYSTEM_TAINT, value: "true", effect: "NO_SCHEDULE" }],
        labels: { ...this.childLabels(), "inventory-platform/pool": "system" },
        region: args.region,
        tags: this.childTags("system"),
      },
      this.childOptions({ dependsOn: [...policies, ...addons] }),
    );
  }

  private createLaunchTemplate(args: ClusterArgs, plan: ClusterPlan): aws.ec2.LaunchTemplate {
    return new aws.ec2.LaunchTemplate(
      this.childName("system-template"),
      {
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: {
              volumeType: "gp3",
              volumeSize: plan.system.volumeSizeGiB,
              encrypted: "true",
              kmsKeyId: args.volumesKeyArn,
              deleteOnTermination: "true",
            },
          },
        ],
        tagSpecifications: this.childTagSpecifications("system"),
        updateDefaultVersion: true,
        region: args.region,
        tags: this.childTags("system-template"),
      },
      this.childOptions(),
    );
  }

  private createRole(purpose: string, assumeRolePolicy: string): aws.iam.Role {
    return new aws.iam.Role(
      this.childName(purpose),
      { assumeRolePolicy, tags: this.childTags(purpose) },
      this.childOptions(),
    );
  }

  private attachManagedPolicy(purpose: string, role: aws.iam.Role, policyArn: string): aws.iam.RolePolicyAttachment {
    return new aws.iam.RolePolicyAttachment(
      this.childName(purpose),
      { role: role.name, policyArn },
      this.childOptions(),
    );
  }

  private renderKubeconfig({ args, cluster }: Parts, needed: pulumi.CustomResource[]): pulumi.Output<string> {
    const ready = pulumi.all(needed.map(({ id }) => id));
    const role = pulumi.output(args.kubeconfigRoleArn);
    const values = pulumi.all([cluster.name, cluster.endpoint, cluster.certificateAuthority.data, role, ready]);
    return values.apply(([name, endpoint, certificateAuthority, roleArn]) =>
      kubeconfig({ name, region: args.region, endpoint, certificateAuthority, roleArn }),
    );
  }
}
