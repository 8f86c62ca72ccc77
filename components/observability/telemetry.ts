import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { podIdentityTrust } from "../cluster/iam";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { collectorRights, writerRights } from "./telemetry-rights";
import { planTelemetry } from "./telemetry.plan";
import type { PlannedClusterTelemetry, TelemetryPlan, TelemetryPlanArgs } from "./telemetry.plan";
import { telemetryRefusals } from "./telemetry.refusals";

/** Arguments of {@link Telemetry}. */
export interface TelemetryArgs extends ComponentArgs, TelemetryPlanArgs {
  /** ARN of the customer key, in the telemetry's region: it serves `xray`, and for a cluster `aps` and `logs` too. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Whether the logs and metrics of the cluster are kept from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** Where the metrics of a cluster are kept. */
export interface MetricsStore {
  /** Address that a Prometheus hands its readings to. */
  readonly remoteWriteUrl: pulumi.Output<string>;
  /** Address of the workspace, for queries. */
  readonly endpoint: pulumi.Output<string>;
  /** ARN of the workspace. */
  readonly arn: pulumi.Output<string>;
}

/** Whether the logs and metrics of a cluster are kept from deletion unless said otherwise. */
const PROTECT = true;

/** What the parts of a cluster's telemetry are made from. */
interface Parts {
  readonly args: TelemetryArgs;
  readonly plan: TelemetryPlan;
  readonly cluster: PlannedClusterTelemetry;
}

/**
 * Logs, traces and metrics of one region, which stay in it, under one customer key.
 *
 * Creates:
 * - the key of X-Ray's traces, a setting that an account has once in a region, and a rule for which requests are traced
 * - for a cluster: its log groups; the CloudWatch Observability add-on, which collects logs and traces, with a role that writes
 *   into these groups alone; a workspace of Amazon Managed Service for Prometheus with its log, and a role by which the cluster's
 *   Prometheus writes into it
 *
 * Costs at defaults: 0 USD while nothing is written. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * cloudwatch_log_group): 0.50 USD per GB of logs. Traces, and samples of metrics, are unpriced: there is no price row for them. The
 * customer key comes on top, and the add-on's pods on each node.
 *
 * Does not: let Prometheus write (`MetricsApi` takes `remoteWrite`); let pods send traces, which a workload's network policy has to
 * allow; instrument programs; keep control-plane logs, which `Cluster` does; show graphs of Prometheus, which takes a Grafana.
 *
 * @example
 * new Telemetry("telemetry", {
 *   namePrefix: "prod-eu-central-1",
 *   region: "eu-central-1",
 *   clusterName: "prod-eu-central-1",
 *   keyArn: key.keyArn,
 *   tags,
 * }, { dependsOn: [cluster] });
 */
export class Telemetry extends Component {
  /** Names of the log groups of the cluster, by what they hold; none without a cluster. */
  readonly logGroupNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Where the metrics of the cluster are kept; nothing without a cluster. */
  readonly metrics: MetricsStore | undefined;
  /** Address at which pods of the cluster leave traces of OpenTelemetry; nothing without a cluster. */
  readonly tracesUrl: string | undefined;

  constructor(name: string, args: TelemetryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:observability:Telemetry", name, checkArgs(`telemetry "${name}"`, args, telemetryRefusals), opts);
    const plan = planTelemetry(args);
    this.encryptTraces(args);
    this.sampleTraces(plan, args);
    const parts = plan.cluster === undefined ? undefined : { args, plan, cluster: plan.cluster };

    this.logGroupNames = parts === undefined ? {} : this.collect(parts);
    this.metrics = parts === undefined ? undefined : this.storeMetrics(parts);
    this.tracesUrl = plan.cluster?.tracesUrl;
    const { logGroupNames, metrics, tracesUrl } = this;
    this.registerOutputs({ logGroupNames, metrics, tracesUrl });
  }

  private encryptTraces({ region, keyArn }: TelemetryArgs): void {
    new aws.xray.EncryptionConfig(
      this.childName("trace-key"),
      { region, type: "KMS", keyId: keyArn },
      this.childOptions(),
    );
  }

  private sampleTraces({ sampling }: TelemetryPlan, { region }: TelemetryArgs): void {
    new aws.xray.SamplingRule(
      this.childName("sampling"),
      { region, ...sampling, tags: this.childTags("sampling") },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  /** The log groups, and the add-on that writes into them: it must find them, or it would make its own. */
  private collect(parts: Parts): Readonly<Record<string, pulumi.Output<string>>> {
    const { args, cluster } = parts;
    const groups = Object.entries(cluster.logGroups).map(
      ([kind, groupName]) => [kind, this.createLogGroup(`log-${kind}`, groupName, parts)] as const,
    );
    const { addon, clusterName, settings } = cluster;
    const role = this.createRole("collector", { clusterName, ...addon });
    const logGroupArns = groups.map(([, { arn }]) => pulumi.interpolate`${arn}:*`);
    const rights = this.allow("collector", role, collectorRights<pulumi.Input<string>>({ logGroupArns }));
    new aws.eks.Addon(
      this.childName("addon"),
      {
        region: args.region,
        clusterName,
        addonName: addon.name,
        addonVersion: addon.version,
        configurationValues: JSON.stringify(settings),
        podIdentityAssociations: [{ roleArn: role.arn, serviceAccount: addon.serviceAccount }],
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
        tags: this.childTags("addon"),
      },
      this.childOptions({ dependsOn: [rights, ...groups.map(([, group]) => group)] }),
    );
    return Object.fromEntries(groups.map(([kind, { name }]) => [kind, name]));
  }

  private storeMetrics(parts: Parts): MetricsStore {
    const { args, cluster } = parts;
    const { region, keyArn } = args;
    const log = this.createLogGroup("log-metrics", cluster.workspaceLogGroup, parts);
    const kept = args.protect ?? PROTECT;
    const workspace = new aws.amp.Workspace(
      this.childName("metrics"),
      {
        region,
        alias: cluster.workspaceAlias,
        kmsKeyArn: keyArn,
        loggingConfiguration: { logGroupArn: pulumi.interpolate`${log.arn}:*` },
        tags: this.childTags("metrics"),
      },
      this.childOptions({ protect: kept, retainOnDelete: kept }),
    );
    this.letPrometheusWrite(workspace, parts);
    const { arn, prometheusEndpoint: endpoint } = workspace;
    return { arn, endpoint, remoteWriteUrl: pulumi.interpolate`${endpoint}api/v1/remote_write` };
  }

  private letPrometheusWrite(workspace: aws.amp.Workspace, { args, cluster }: Parts): void {
    const { region, keyArn } = args;
    const { clusterName, prometheus } = cluster;
    const role = this.createRole("writer", { clusterName, ...prometheus });
    this.allow("writer", role, writerRights<pulumi.Input<string>>({ workspaceArn: workspace.arn, keyArn, region }));
    new aws.eks.PodIdentityAssociation(
      this.childName("writer-identity"),
      { region, clusterName, ...prometheus, roleArn: role.arn, tags: this.childTags("writer-identity") },
      this.childOptions(),
    );
  }

  private createLogGroup(role: string, name: string, { args, plan }: Parts): aws.cloudwatch.LogGroup {
    const kept = args.protect ?? PROTECT;
    return new aws.cloudwatch.LogGroup(
      this.childName(role),
      {
        region: args.region,
        name,
        retentionInDays: plan.logDays,
        kmsKeyId: args.keyArn,
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true, protect: kept, retainOnDelete: kept }),
    );
  }

  private createRole(
    purpose: string,
    pod: { readonly clusterName: string; readonly namespace: string; readonly serviceAccount: string },
  ): aws.iam.Role {
    return new aws.iam.Role(
      this.childName(`${purpose}-role`),
      { assumeRolePolicy: podIdentityTrust(pod), tags: this.childTags(`${purpose}-role`) },
      this.childOptions(),
    );
  }

  private allow(purpose: string, role: aws.iam.Role, rights: object): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      this.childName(`${purpose}-rights`),
      { role: role.name, policy: pulumi.jsonStringify(rights) },
      this.childOptions(),
    );
  }
}
