import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedRelationalAlarm } from "./alarms.plan";
import { RELATIONAL_DEFAULTS } from "./relational.choices";
import { INSIGHTS_RETENTION_DAYS, type PlannedInstance, type RelationalPlan } from "./relational.plan";

/** The engine, as RDS writes it. */
export const ENGINE = "aurora-postgresql";

/** The arguments of a cluster that its resources' inputs are made from. */
export interface ClusterSettings {
  readonly keyArn: pulumi.Input<string>;
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  readonly region?: string;
  readonly protect?: boolean;
  readonly masterPassword?: pulumi.Input<string>;
  readonly globalClusterIdentifier?: pulumi.Input<string>;
}

/** What scales the readers, as Application Auto Scaling names it. */
export const READER_COUNT = { serviceNamespace: "rds", scalableDimension: "rds:cluster:ReadReplicaCount" } as const;

/** Seconds between two changes of the number of readers. */
export const READER_COOLDOWN = { scaleInCooldown: 600, scaleOutCooldown: 120 } as const;

/** What has to exist before a cluster. */
export interface ClusterNeeds {
  /** Name of the subnet group. */
  readonly subnetGroupName: pulumi.Input<string>;
  /** Name of the cluster's parameter group. */
  readonly parameterGroupName: pulumi.Input<string>;
  /** Id of the security group. */
  readonly securityGroupId: pulumi.Input<string>;
}

/** Inputs of the cluster, without its tags. Nothing here follows the current role. */
export function clusterInputs(plan: RelationalPlan, args: ClusterSettings, needs: ClusterNeeds): aws.rds.ClusterArgs {
  return {
    clusterIdentifier: plan.clusterIdentifier,
    region: args.region,
    engine: ENGINE,
    engineVersion: plan.engineVersion,
    ...birthInputs(plan, args),
    port: plan.port,
    dbSubnetGroupName: needs.subnetGroupName,
    dbClusterParameterGroupName: needs.parameterGroupName,
    vpcSecurityGroupIds: [needs.securityGroupId],
    storageType: plan.storageType,
    storageEncrypted: true,
    kmsKeyId: args.keyArn,
    ...(plan.serverless === undefined ? {} : { serverlessv2ScalingConfiguration: { ...plan.serverless } }),
    iamDatabaseAuthenticationEnabled: true,
    enabledCloudwatchLogsExports: ["postgresql"],
    backupRetentionPeriod: plan.backupRetentionDays,
    copyTagsToSnapshot: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: plan.finalSnapshotIdentifier,
    deleteAutomatedBackups: false,
    deletionProtection: isProtected(args),
  };
}

/** Inputs of an instance, without what ties it to the cluster. */
export function instanceInputs(
  plan: RelationalPlan,
  { keyArn, region }: ClusterSettings,
  instance: PlannedInstance,
): Omit<aws.rds.ClusterInstanceArgs, "clusterIdentifier"> {
  return {
    identifier: instance.identifier,
    region,
    engine: ENGINE,
    instanceClass: instance.instanceClass,
    availabilityZone: instance.zone,
    promotionTier: instance.promotionTier,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: plan.autoMinorVersionUpgrade,
    copyTagsToSnapshot: true,
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: keyArn,
    performanceInsightsRetentionPeriod: INSIGHTS_RETENTION_DAYS,
    monitoringInterval: plan.monitoringIntervalSeconds,
  };
}

/** Inputs of an alarm, without its tags. */
export function alarmInputs(
  alarm: PlannedRelationalAlarm,
  { alarmTopicArns, region }: ClusterSettings,
  clusterIdentifier: pulumi.Input<string>,
): aws.cloudwatch.MetricAlarmArgs {
  return {
    region,
    alarmDescription: alarm.description,
    namespace: "AWS/RDS",
    metricName: alarm.metricName,
    dimensions: { DBClusterIdentifier: clusterIdentifier },
    statistic: alarm.statistic,
    period: alarm.periodSeconds,
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm,
    comparisonOperator: alarm.comparisonOperator,
    threshold: alarm.threshold,
    treatMissingData: alarm.treatMissingData,
    alarmActions: [...alarmTopicArns],
    okActions: [...alarmTopicArns],
  };
}

/** How the number of readers follows their average CPU. */
export function readerTracking(
  targetValue: number,
): aws.types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration {
  return {
    predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
    targetValue,
    ...READER_COOLDOWN,
  };
}

/** Options of the resources that hold data under an explicit name. */
export function statefulOptions(args: Pick<ClusterSettings, "protect">): pulumi.CustomResourceOptions {
  const kept = isProtected(args);
  return { protect: kept, retainOnDelete: kept, deleteBeforeReplace: true };
}

function isProtected({ protect }: Pick<ClusterSettings, "protect">): boolean {
  return protect ?? RELATIONAL_DEFAULTS.protect;
}

/** What decides where a new cluster takes its data and users from. */
function birthInputs(plan: RelationalPlan, args: ClusterSettings): Partial<aws.rds.ClusterArgs> {
  const { origin, sourceRegion } = plan;
  const { globalClusterIdentifier, masterPassword } = args;
  return {
    ...(globalClusterIdentifier === undefined ? {} : { globalClusterIdentifier }),
    ...(origin === undefined ? {} : { ...origin }),
    ...(origin === undefined || masterPassword === undefined ? {} : { masterPassword }),
    ...(sourceRegion === undefined ? {} : { sourceRegion }),
  };
}
