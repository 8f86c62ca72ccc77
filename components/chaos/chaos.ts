import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { logDeliveryPolicy } from "../firewall/log-delivery-policy";
import { CHAOS_DEFAULTS, planChaos, type ChaosPlan, type ChaosPlanArgs, type PlannedExperiment } from "./chaos.plan";
import { chaosRefusals } from "./chaos.refusals";
import type { Joined, Statement } from "./rights";
import { serviceTrust } from "../core/trust";

type Text = pulumi.Input<string>;

/** Arguments of {@link ChaosExperiments}. */
export interface ChaosExperimentsArgs extends ComponentArgs, ChaosPlanArgs<Text> {
  /** ARNs of the CloudWatch alarms, in the experiments' region, of which any stops every experiment: 1 to 5. */
  readonly stopAlarmArns: readonly Text[];
  /** ARN of the customer key, in the experiments' region, that encrypts the log; it has to serve CloudWatch Logs. */
  readonly logKeyArn: Text;
  /**
   * Whether Pulumi keeps the log from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What every experiment shares. */
interface Shared {
  readonly args: ChaosExperimentsArgs;
  readonly plan: ChaosPlan<Text>;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly logPolicy: aws.cloudwatch.LogResourcePolicy;
}

/**
 * Experiments of chaos engineering as templates of AWS Fault Injection Service, each with a hypothesis, a runbook, and
 * alarms that stop it; in production only those that are allowed there by name, with a reason.
 *
 * Creates:
 * - per experiment a template: spot instances interrupted, a zone cut off, a database failed over, the replication of a
 *   table or of buckets paused
 * - per experiment a role that can do this to the experiment's own targets, and that only experiments of this account and
 *   region can take
 * - the log group of all experiments, encrypted by the customer key, kept for a year, and the policy by which logs are
 *   delivered to this group
 *
 * Costs at defaults: 0 USD while nothing runs. A run is unpriced: there is no price row for FIS, which bills each minute of
 * each action. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json, cloudwatch_log_group): 0.50 USD per GB of
 * logs. The customer key comes on top.
 *
 * Does not: run anything (attach `operatorPolicy` to who may); judge whether the hypothesis held; undo a failover or an
 * interruption when it is stopped; break another account; make the alarms.
 *
 * @example
 * new ChaosExperiments("chaos", {
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   production: false,
 *   experiments: {
 *     "lose-writer": {
 *       kind: "database-failover",
 *       clusterArn: database.clusterArn,
 *       hypothesis: "orders are allocated again within a minute",
 *       runbook: "database-connections",
 *     },
 *   },
 *   stopAlarmArns: [oversold.arn],
 *   logKeyArn: key.keyArn,
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class ChaosExperiments extends Component {
  /** Ids of the templates, by experiment. */
  readonly templateIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Policy document that lets somebody start, watch and stop these experiments, and no others. */
  readonly operatorPolicy: pulumi.Output<string>;
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ChaosExperimentsArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`chaos experiments "${name}"`, args, chaosRefusals);
    super("inventory:chaos:ChaosExperiments", name, checked, opts);
    const plan = planChaos<Text>(args);
    const logGroup = this.createLogGroup(plan, args);
    const logPolicy = this.allowDelivery(args, logGroup);
    const templates = this.createTemplates({ args, plan, logGroup, logPolicy });

    this.templateIds = Object.fromEntries(Object.entries(templates).map(([key, { id }]) => [key, id]));
    this.operatorPolicy = pulumi
      .all(Object.values(this.templateIds))
      .apply((ids) => operatorPolicyOf(plan.experimentArns, ids));
    this.logGroupName = logGroup.name;
    this.registerOutputs({
      templateIds: this.templateIds,
      operatorPolicy: this.operatorPolicy,
      logGroupName: this.logGroupName,
    });
  }

  private createLogGroup({ logRetentionDays }: ChaosPlan<Text>, args: ChaosExperimentsArgs): aws.cloudwatch.LogGroup {
    const kept = args.protect ?? CHAOS_DEFAULTS.protect;
    return new aws.cloudwatch.LogGroup(
      this.childName("log"),
      {
        region: args.region,
        retentionInDays: logRetentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags("log"),
      },
      this.childOptions({ protect: kept, retainOnDelete: kept }),
    );
  }

  private allowDelivery(
    { accountId, region }: ChaosExperimentsArgs,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.cloudwatch.LogResourcePolicy {
    return new aws.cloudwatch.LogResourcePolicy(
      this.childName("log-policy"),
      {
        region,
        // A name of its own in the account: a policy of the same name would be overwritten.
        policyName: logGroup.name,
        policyDocument: logGroup.arn.apply((logGroupArn) =>
          logDeliveryPolicy({ accountId, logGroupArn, sid: "DeliverLogsOfExperiments" }),
        ),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createTemplates(shared: Shared): Readonly<Record<string, aws.fis.ExperimentTemplate>> {
    const entries = Object.entries(shared.plan.experiments);
    return Object.fromEntries(entries.map(([key, planned]) => [key, this.createTemplate(key, planned, shared)]));
  }

  private createTemplate(
    key: string,
    planned: PlannedExperiment<Text>,
    { args, plan, logGroup, logPolicy }: Shared,
  ): aws.fis.ExperimentTemplate {
    const role = this.createRole(key, plan.experimentArns, args.accountId);
    const rights = this.allow(key, role, planned.rights);
    const experiment = `experiment-${key}`;
    return new aws.fis.ExperimentTemplate(
      this.childName(experiment),
      {
        region: args.region,
        description: planned.description,
        roleArn: role.arn,
        actions: [actionOf(key, planned)],
        targets: [targetOf(planned)],
        stopConditions: args.stopAlarmArns.map((value) => ({ source: "aws:cloudwatch:alarm", value })),
        experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: planned.emptyTargets },
        logConfiguration: {
          logSchemaVersion: 2,
          cloudwatchLogsConfiguration: { logGroupArn: pulumi.interpolate`${logGroup.arn}:*` },
        },
        tags: this.childTags(experiment),
      },
      this.childOptions({ dependsOn: [rights, logPolicy] }),
    );
  }

  private createRole(key: string, experimentArns: string, accountId: string): aws.iam.Role {
    const conditions = {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": experimentArns },
    };
    return new aws.iam.Role(
      this.childName(`role-${key}`),
      {
        description: `Runs the chaos experiment ${key}`,
        assumeRolePolicy: serviceTrust("fis.amazonaws.com", conditions),
        tags: this.childTags(`role-${key}`),
      },
      this.childOptions(),
    );
  }

  private allow(key: string, role: aws.iam.Role, rights: readonly Statement<Text>[]): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      this.childName(`rights-${key}`),
      {
        role: role.name,
        policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: rights.map(statementOf) }),
      },
      this.childOptions(),
    );
  }
}

const TARGET = "targets";

function actionOf(key: string, planned: PlannedExperiment<Text>): aws.types.input.fis.ExperimentTemplateAction {
  return {
    name: key,
    actionId: planned.actionId,
    description: planned.actionDescription,
    parameters: pairsOf(planned.parameters),
    target: { key: planned.targetKey, value: TARGET },
  };
}

function targetOf({ resourceType, target }: PlannedExperiment<Text>): aws.types.input.fis.ExperimentTemplateTarget {
  const filters = Object.entries(target.filters).map(([path, value]) => ({ path, values: [value] }));
  return {
    name: TARGET,
    resourceType,
    selectionMode: target.selectionMode,
    ...(target.arns.length > 0 ? { resourceArns: [...target.arns] } : { resourceTags: pairsOf(target.tags) }),
    ...(filters.length > 0 && { filters }),
  };
}

function pairsOf(record: Readonly<Record<string, string>>): { readonly key: string; readonly value: string }[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

function statementOf({ sid, actions, resources, conditions }: Statement<Text>): object {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: resources.map(join),
    ...(conditions !== undefined && {
      Condition: Object.fromEntries(
        Object.entries(conditions).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, join(value)])),
        ]),
      ),
    }),
  };
}

function join(parts: Joined<Text>): pulumi.Output<string> {
  return pulumi.concat(...parts);
}

/** FIS asks for the right at the template and at the experiment that it becomes. */
function operatorPolicyOf(experimentArns: string, templateIds: readonly string[]): string {
  const templates = templateIds.map((id) => experimentArns.replace(":experiment/*", `:experiment-template/${id}`));
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Start", Effect: "Allow", Action: "fis:StartExperiment", Resource: [...templates, experimentArns] },
      { Sid: "See", Effect: "Allow", Action: "fis:GetExperimentTemplate", Resource: templates },
      { Sid: "Stop", Effect: "Allow", Action: ["fis:GetExperiment", "fis:StopExperiment"], Resource: experimentArns },
    ],
  });
}
