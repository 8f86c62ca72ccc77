import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ROLE_LABEL } from "../../facts/labels";
import { podIdentityTrust } from "../cluster/iam";
import { Component } from "../core";
import type { Rights } from "../core/rights";
import type { PlannedEgress, PlannedIngress } from "./network-rules";

/** The role of AWS that pods act as. */
export interface WorkloadIdentity {
  /** Name of the EKS cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** Role that trusts `pods.eks.amazonaws.com`. */
  readonly roleArn: pulumi.Input<string>;
}

/** The cluster that pods run in. */
export interface PodCluster {
  /** Name that the cluster is known by: a plain value, since a role's trust is written before the cluster exists. */
  readonly clusterName: string;
  /** Name of the cluster; whatever uses it waits for the control plane. */
  readonly name: pulumi.Input<string>;
}

/** What pods may do in AWS, by a role of their own. */
export interface WorkloadRights {
  /** The cluster that they run in; a `Cluster` fits, and so do the outputs of another stack. */
  readonly cluster: Readonly<Record<keyof PodCluster, pulumi.Input<string>>>;
  /** What they may do, by the name of the statement. */
  readonly rights: Rights<pulumi.Input<string>>;
}

/** What a plan says of the surroundings of its pods. */
export interface IsolationPlan {
  readonly namespace: string;
  readonly createNamespace: boolean;
  /** Labels by which the pods are found. */
  readonly selector: Readonly<Record<string, string>>;
  /** Part that the pods play. */
  readonly role: string;
  readonly ingress: readonly PlannedIngress[];
  readonly egress: readonly PlannedEgress[];
}

/** What pods are made in: the namespace, known once it exists, and the labels of every object in it. */
export interface PodSurroundings {
  readonly namespace: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What surrounds pods that trust nobody: a namespace with restricted pod security, an account without a token, a role of
 * AWS, a network policy. {@link file://./workload.ts} and {@link file://../batch/batch-job.ts} put their pods in it.
 */
export abstract class IsolatedPods extends Component {
  /** Name of the namespace; of one that is created, known once it exists. */
  protected createNamespace(plan: IsolationPlan): pulumi.Input<string> {
    if (!plan.createNamespace) {
      return plan.namespace;
    }
    const namespace = new kubernetes.core.v1.Namespace(
      this.childName("namespace"),
      {
        metadata: {
          name: plan.namespace,
          labels: {
            ...this.childLabels(),
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/enforce-version": "latest",
          },
        },
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    return namespace.metadata.name;
  }

  /** An account for the pods; its name is random unless one is given, which a role's trust policy needs. */
  protected createServiceAccount(
    { namespace, labels }: PodSurroundings,
    name?: string,
  ): kubernetes.core.v1.ServiceAccount {
    return new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      {
        metadata: { ...(name === undefined ? {} : { name }), namespace, labels },
        automountServiceAccountToken: false,
      },
      this.childOptions(name === undefined ? {} : { deleteBeforeReplace: true }),
    );
  }

  /** A role that the pods of one service account take, and nobody else. */
  protected createPodRole(
    { clusterName }: WorkloadRights["cluster"],
    { name, namespace }: { readonly name: string; readonly namespace: string },
  ): aws.iam.Role {
    return new aws.iam.Role(
      this.childName("role"),
      {
        assumeRolePolicy: pulumi
          .output(clusterName)
          .apply((known) => podIdentityTrust({ clusterName: known, namespace, serviceAccount: name })),
        tags: this.childTags("role"),
      },
      this.childOptions(),
    );
  }

  /** Credentials are put into a pod when it is admitted, so this comes before the pods. */
  protected createPodIdentity(
    { clusterName, roleArn, region }: WorkloadIdentity & { readonly region: string | undefined },
    namespace: pulumi.Input<string>,
    account: kubernetes.core.v1.ServiceAccount,
  ): aws.eks.PodIdentityAssociation {
    return new aws.eks.PodIdentityAssociation(
      this.childName("pod-identity"),
      {
        ...(region === undefined ? {} : { region }),
        clusterName,
        namespace,
        serviceAccount: account.metadata.name,
        roleArn,
        tags: this.childTags("pod-identity"),
      },
      this.childOptions(),
    );
  }

  /** Lets in and out what the plan says, and nothing else. */
  protected createNetworkPolicy(
    plan: IsolationPlan,
    { namespace, labels }: PodSurroundings,
  ): kubernetes.networking.v1.NetworkPolicy {
    return new kubernetes.networking.v1.NetworkPolicy(
      this.childName("network-policy"),
      {
        metadata: { namespace, labels },
        spec: {
          podSelector: { matchLabels: plan.selector },
          policyTypes: ["Ingress", "Egress"],
          ingress: [...plan.ingress],
          egress: [...plan.egress],
        },
      },
      this.childOptions(),
    );
  }

  /** Labels of every object: the tags, how the pods are found, and the part they play. */
  protected objectLabels({ selector, role }: IsolationPlan): Readonly<Record<string, string>> {
    return { ...this.childLabels(), ...selector, [ROLE_LABEL]: role };
  }
}
