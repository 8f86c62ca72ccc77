import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ScaleTarget } from "../autoscaler/autoscaler";
import { checkArgs, type ComponentArgs } from "../core";
import { rightStatements } from "../core/rights";
import { IsolatedPods, type PodSurroundings, type WorkloadIdentity, type WorkloadRights } from "./isolated-pods";
import { podTemplate } from "./pod-template";
import type { WorkloadImage } from "./pod.plan";
import type { SecretReference } from "./restricted-pod";
import { planWorkload, PORT_NAME } from "./workload.plan";
import type { MountedFiles, WorkloadPlan, WorkloadPlanArgs } from "./workload.plan";
import { nameRefusal, workloadRefusals } from "./workload.refusals";

/** Arguments of {@link Workload}. */
export interface WorkloadArgs extends ComponentArgs, WorkloadPlanArgs {
  /** Its container image. */
  readonly image: WorkloadImage & {
    /** Repository of the image, without tag or digest. */
    readonly repository: pulumi.Input<string>;
  };
  /**
   * Plain environment variables.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Environment variables whose values are keys of Secrets in the namespace; the values never pass through here.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
  /**
   * Secrets and ConfigMaps of the namespace as files that can only be read, by the folder that they are in. What is changed
   * there changes in the pods that run, within a minute or two.
   *
   * @default - none
   */
  readonly files?: Readonly<Record<string, MountedFiles<pulumi.Input<string>>>>;
  /**
   * Role of AWS that the pods act as, or what they may do, and they get one of their own.
   *
   * @default - the pods have no permission in AWS
   */
  readonly identity?: WorkloadIdentity | WorkloadRights;
  /**
   * Region of the cluster.
   *
   * @default - the provider's
   */
  readonly region?: string;
}

/** What a Deployment needs to exist before it. */
interface DeploymentNeeds {
  readonly account: kubernetes.core.v1.ServiceAccount;
  readonly after: readonly pulumi.Resource[];
}

/**
 * One bounded context as pods: catalog, availability, allocation, fulfilment.
 *
 * Creates:
 * - a namespace with restricted pod security, unless it is there
 * - a service account without a token, and the association with its role of AWS where it has one; the role too, where
 *   it says what the pods may do
 * - a Deployment that leaves its number of pods to an autoscaler: read-only, unprivileged, spread over zones, with
 *   probes, bounded resources and a graceful end
 * - a Service
 * - a disruption budget
 * - a network policy that lets in and out what is declared, and the name service
 *
 * Costs at defaults: no AWS resource; each pod asks for 0.25 vCPU and 0.5 GiB of the nodes that are there.
 *
 * Does not: set the number of pods (an `Autoscaler` does; without one there is a single pod); create Secrets; publish the
 * Service outside the cluster.
 *
 * The providers are the caller's: `{ providers: [kubernetes, aws] }` in the options; the children inherit them.
 *
 * @example
 * const allocation = new Workload("allocation", {
 *   role: "server",
 *   image: { repository: registry.url, tag: "1.4.2" },
 *   allowFrom: { gateway: { kind: "namespace", namespace: "gateway" } },
 *   allowTo: { database: { peer: { kind: "cidr", cidr: "10.20.96.0/20" }, ports: [5432] } },
 *   tags,
 * }, { providers: [cluster.provider] });
 */
export class Workload extends IsolatedPods {
  /** Namespace of the pods. */
  readonly namespace: pulumi.Output<string>;
  /** Name of the Deployment. */
  readonly deploymentName: pulumi.Output<string>;
  /** Name of the Service. */
  readonly serviceName: pulumi.Output<string>;
  /** Name of the service account. */
  readonly serviceAccountName: pulumi.Output<string>;
  /** What an `Autoscaler` takes as its target. */
  readonly scaleTarget: ScaleTarget;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    const rules = [nameRefusal(name), ...workloadRefusals];
    super("inventory:workload:Workload", name, checkArgs(`workload "${name}"`, args, rules), opts);
    const plan = planWorkload(name, args);
    const namespace = this.createNamespace(plan);
    const surroundings = { namespace, labels: this.objectLabels(plan) };
    const { account, podIdentity } = this.createAccount(plan, args, surroundings);
    const networkPolicy = this.createNetworkPolicy(plan, surroundings);
    const deployment = this.createDeployment(plan, args, { account, after: [...podIdentity, networkPolicy] });
    const service = this.createService(plan, namespace);
    this.createDisruptionBudget(plan, namespace);

    this.namespace = deployment.metadata.namespace;
    this.deploymentName = deployment.metadata.name;
    this.serviceName = service.metadata.name;
    this.serviceAccountName = account.metadata.name;
    this.scaleTarget = {
      namespace: plan.namespace,
      deployment: plan.name,
      service: plan.name,
      role: plan.role,
      resources: [deployment, service],
    };
    this.registerOutputs({
      namespace: this.namespace,
      deploymentName: this.deploymentName,
      serviceName: this.serviceName,
      serviceAccountName: this.serviceAccountName,
    });
  }

  /** The pods' account, and who they are in AWS. A role of their own trusts the account by its name, which is fixed then. */
  private createAccount(
    plan: WorkloadPlan,
    { identity, region }: WorkloadArgs,
    surroundings: PodSurroundings,
  ): { readonly account: kubernetes.core.v1.ServiceAccount; readonly podIdentity: readonly pulumi.Resource[] } {
    const { namespace } = surroundings;
    if (identity === undefined || "roleArn" in identity) {
      const account = this.createServiceAccount(surroundings);
      const podIdentity =
        identity === undefined ? [] : [this.createPodIdentity({ ...identity, region }, namespace, account)];
      return { account, podIdentity };
    }
    const account = this.createServiceAccount(surroundings, plan.name);
    const role = this.createPodRole(identity.cluster, plan);
    const rights = this.grantRights(identity, role);
    const own = { clusterName: identity.cluster.name, roleArn: role.arn, region };
    return { account, podIdentity: [rights, this.createPodIdentity(own, namespace, account)] };
  }

  private grantRights({ rights }: WorkloadRights, role: aws.iam.Role): aws.iam.RolePolicy {
    const policy = pulumi.jsonStringify({ Version: "2012-10-17", Statement: rightStatements(rights) });
    return new aws.iam.RolePolicy(this.childName("role-rights"), { role: role.name, policy }, this.childOptions());
  }

  private createDeployment(
    plan: WorkloadPlan,
    { image, env = {}, secrets = {}, files = {} }: WorkloadArgs,
    { account, after }: DeploymentNeeds,
  ): kubernetes.apps.v1.Deployment {
    const labels = this.objectLabels(plan);
    return new kubernetes.apps.v1.Deployment(
      this.childName("deployment"),
      {
        metadata: { name: plan.name, namespace: account.metadata.namespace, labels },
        spec: {
          selector: { matchLabels: plan.selector },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: plan.maxSurge, maxUnavailable: 0 } },
          template: podTemplate(plan, {
            repository: image.repository,
            serviceAccountName: account.metadata.name,
            labels,
            env,
            secrets,
            files,
          }),
        },
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [...after] }),
    );
  }

  private createService(plan: WorkloadPlan, namespace: pulumi.Input<string>): kubernetes.core.v1.Service {
    return new kubernetes.core.v1.Service(
      this.childName("service"),
      {
        metadata: { name: plan.name, namespace, labels: this.objectLabels(plan) },
        spec: {
          type: "ClusterIP",
          selector: plan.selector,
          ports: [{ name: PORT_NAME, port: plan.port, targetPort: PORT_NAME, protocol: "TCP" }],
        },
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createDisruptionBudget(plan: WorkloadPlan, namespace: pulumi.Input<string>): void {
    new kubernetes.policy.v1.PodDisruptionBudget(
      this.childName("disruption-budget"),
      {
        metadata: { namespace, labels: this.objectLabels(plan) },
        spec: {
          maxUnavailable: plan.maxUnavailable,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: plan.selector },
        },
      },
      this.childOptions(),
    );
  }
}
