import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { createAlarm, createFailureAlarms, createFailureDestination } from "../stream/failure-destination";
import type { ChildFactory, FailureDestination } from "../stream/failure-destination";
import { HANDLER_ALARMS } from "./handler-alarms";
import { denyNetworking, HANDLER_TRUST, handlerRights } from "./handler-policy";
import { HANDLER_DEFAULTS, LIVE_ALIAS, planHandler } from "./handler.plan";
import type { HandlerNetwork, HandlerPlan, HandlerPlanArgs } from "./handler.plan";
import { addressOf, dimensionsOf, sourceInputs, variablesOf, vpcConfigOf } from "./handler-inputs";
import type { Text, WatchedParts } from "./handler-inputs";
import { handlerRefusals } from "./handler.refusals";

/** Arguments of {@link Handler}. */
export interface HandlerArgs extends ComponentArgs, HandlerPlanArgs<pulumi.Input<string>> {
  /** The bundle: the path of a folder or of a zip file, or an archive. */
  readonly code: string | pulumi.asset.Archive;
  /** ARN of the customer key, in the handler's region, that encrypts the environment and failures of its own. */
  readonly keyArn: pulumi.Input<string>;
  /** ARN of the customer key, in the handler's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the handler's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Region of the handler and of everything beside it.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps failure queues of the handler's own from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A Lambda function that handles the records of a stream, a queue, a table or a Kafka topic, or what others hand it;
 * with bounds on what a bad record can hold up, a place for what it gives up on, and alarms.
 *
 * Creates:
 * - the function, on Graviton: a version for each bundle and the alias `live`, concurrency of its own, traces in X-Ray,
 *   the environment encrypted by the customer key
 * - its log group, encrypted by the customer key, kept for 30 days; its role, with the rights on its source, its failures
 *   and its logs, and those that it is given
 * - what reads the source: partial batch responses, and for streams bounded retries and age, batches split on errors,
 *   the failure queue
 * - for the stream of a table, and for events that nobody waits for: the failure queue and the queue of parked failures,
 *   with their alarms, as for a `Stream`
 * - in a VPC: its security group, which lets nothing in, and out what is named
 * - alarms: errors, throttled, near its timeout, behind, records failing, failures not delivered
 *
 * Costs at defaults: 0 USD at rest. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json, lambda_function):
 * 0.20 USD per million invocations and 0.0000133334 USD per GB-second, at 512 MiB 6.67 USD for a million seconds. Traces,
 * logs, alarms, the metrics of what reads the source and the pollers of a Kafka source are unpriced: there is no price
 * row for them. The customer keys come on top.
 *
 * Does not: bundle code; redrive by itself (see the README); create the idempotency table, which is a `KeyValue`; shift
 * traffic between versions; open the security group of an MSK cluster to itself, which Lambda reads it through.
 *
 * @example
 * new Handler("projector", {
 *   handlerName: "prod-eu-central-1-projector",
 *   code: "build/projector",
 *   source: {
 *     kind: "kinesis",
 *     streamArn: stream.arn,
 *     keyArn: key.arn,
 *     failureQueueArn: stream.failureQueueArn,
 *   },
 *   keyArn: key.arn,
 *   logKeyArn: logKey.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Handler extends Component {
  /** Name of the function. */
  readonly name: pulumi.Output<string>;
  /** ARN of the alias `live`, which whoever invokes the handler names. */
  readonly arn: pulumi.Output<string>;
  /** Version that `live` stands for. */
  readonly version: pulumi.Output<string>;
  /** Name of the role, for rights that only exist after the handler. */
  readonly roleName: pulumi.Output<string>;
  /** ARN of the role, which policies of stores name. */
  readonly roleArn: pulumi.Output<string>;
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** Id of the security group; `undefined` outside a VPC. */
  readonly securityGroupId: pulumi.Output<string> | undefined;
  /** Id of what reads the source; `undefined` where others invoke the handler. */
  readonly mappingId: pulumi.Output<string> | undefined;
  /** ARN of the failure queue of its own; `undefined` where failures go where those of the source go. */
  readonly failureQueueArn: pulumi.Output<string> | undefined;
  /** URL of that queue. */
  readonly failureQueueUrl: pulumi.Output<string> | undefined;

  constructor(name: string, args: HandlerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:handler:Handler", name, checkArgs(`handler "${name}"`, args, handlerRefusals), opts);
    const plan = planHandler(args);
    const log = this.createLog(plan, args);
    const failures = this.createFailures(plan, args);
    const role = this.createRole(plan);
    const rights = this.grantRights(args, { role, log, failures });
    const securityGroup = args.network === undefined ? undefined : this.createSecurityGroup(args, args.network);
    const made = this.createFunction(plan, args, { log, role, rights, securityGroup });
    const live = this.createAlias(args, made);
    const denial = this.denyNetworks(args, role, made);
    const mapping = this.createMapping(plan, args, { live, failures, needs: [rights, ...denial] });
    this.createInvocation(plan, args, { live, failures, needs: [rights] });
    this.createAlarms(plan, args, { made, mapping });

    this.name = made.name;
    this.arn = live.arn;
    this.version = live.functionVersion;
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.logGroupName = log.name;
    this.securityGroupId = securityGroup?.id;
    this.mappingId = mapping?.uuid;
    this.failureQueueArn = failures?.failures.arn;
    this.failureQueueUrl = failures?.failures.url;
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      version: this.version,
      roleName: this.roleName,
      roleArn: this.roleArn,
      logGroupName: this.logGroupName,
      securityGroupId: this.securityGroupId,
      mappingId: this.mappingId,
      failureQueueArn: this.failureQueueArn,
      failureQueueUrl: this.failureQueueUrl,
    });
  }

  private createLog(plan: HandlerPlan, args: HandlerArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("log"),
      {
        region: args.region,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags("log"),
      },
      this.childOptions(),
    );
  }

  private createFailures({ failures }: HandlerPlan, args: HandlerArgs): FailureDestination | undefined {
    if (failures === undefined) {
      return undefined;
    }
    const destination = createFailureDestination(this.childFactory(args), failures, args);
    createFailureAlarms(this.childFactory(args), { ...failures, destination }, args);
    return destination;
  }

  private createRole(plan: HandlerPlan): aws.iam.Role {
    return new aws.iam.Role(
      this.childName("role"),
      {
        description: `Rights of the handler ${plan.handlerName}`,
        assumeRolePolicy: JSON.stringify(HANDLER_TRUST),
        tags: this.childTags("role"),
      },
      this.childOptions(),
    );
  }

  private grantRights(args: HandlerArgs, { role, log, failures }: Granted): aws.iam.RolePolicy {
    const statements = handlerRights<Text>(
      {
        ...args,
        logStreamsArn: pulumi.interpolate`${log.arn}:*`,
        ...(failures === undefined ? {} : { failureQueueArn: failures.failures.arn }),
        isInVpc: args.network !== undefined,
        rights: args.rights ?? {},
      },
      (arn, rule) => pulumi.output(arn).apply(rule),
    );
    return this.createRights("rights", role, statements);
  }

  private denyNetworks(args: HandlerArgs, role: aws.iam.Role, made: aws.lambda.Function): aws.iam.RolePolicy[] {
    const isInVpc = args.network !== undefined;
    const statement = denyNetworking<Text>({ source: args.source, isInVpc }, made.arn);
    return statement === undefined ? [] : [this.createRights("no-networks", role, [statement])];
  }

  private createRights(name: string, role: aws.iam.Role, statements: readonly object[]): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      this.childName(name),
      { role: role.name, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }) },
      this.childOptions(),
    );
  }

  private createSecurityGroup(args: HandlerArgs, network: HandlerNetwork<Text>): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      this.childName("security-group"),
      {
        region: args.region,
        vpcId: network.vpcId,
        description: `The handler ${args.handlerName}`,
        tags: this.childTags("security-group"),
      },
      this.childOptions(),
    );
    for (const [name, destination] of Object.entries(network.destinations)) {
      new aws.vpc.SecurityGroupEgressRule(
        this.childName(`to-${name}`),
        {
          region: args.region,
          securityGroupId: group.id,
          ...addressOf(destination),
          description: `To ${name}`,
          ipProtocol: "tcp",
          fromPort: destination.port,
          toPort: destination.port,
          tags: this.childTags(`to-${name}`),
        },
        this.childOptions(),
      );
    }
    return group;
  }

  private createFunction(
    plan: HandlerPlan,
    args: HandlerArgs,
    { log, role, rights, securityGroup }: FunctionParts,
  ): aws.lambda.Function {
    return new aws.lambda.Function(
      this.childName("function"),
      {
        name: plan.handlerName,
        region: args.region,
        code: typeof args.code === "string" ? new pulumi.asset.FileArchive(args.code) : args.code,
        handler: plan.entry,
        runtime: plan.runtime,
        architectures: ["arm64"],
        timeout: plan.timeoutSeconds,
        memorySize: plan.memoryMiB,
        reservedConcurrentExecutions: plan.reservedConcurrency,
        publish: true,
        role: role.arn,
        environment: { variables: variablesOf(plan, args) },
        kmsKeyArn: args.keyArn,
        loggingConfig: { logFormat: "JSON", logGroup: log.name },
        tracingConfig: { mode: "Active" },
        ...vpcConfigOf(args.network, securityGroup?.id),
        tags: this.childTags("function"),
      },
      this.childOptions({ dependsOn: [rights], deleteBeforeReplace: true }),
    );
  }

  private createAlias(args: HandlerArgs, made: aws.lambda.Function): aws.lambda.Alias {
    return new aws.lambda.Alias(
      this.childName(LIVE_ALIAS),
      { name: LIVE_ALIAS, region: args.region, functionName: made.name, functionVersion: made.version },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createMapping(
    { mapping, enabled }: HandlerPlan,
    args: HandlerArgs,
    { live, failures, needs }: Invoked,
  ): aws.lambda.EventSourceMapping | undefined {
    if (mapping === undefined || args.source.kind === "invoke") {
      return undefined;
    }
    return new aws.lambda.EventSourceMapping(
      this.childName("source"),
      {
        region: args.region,
        functionName: live.arn,
        enabled,
        ...sourceInputs(args.source, failures?.failures.arn),
        ...mapping,
        tags: this.childTags("source"),
      },
      this.childOptions({ dependsOn: needs }),
    );
  }

  private createInvocation(
    { invocation }: HandlerPlan,
    args: HandlerArgs,
    { live, failures, needs }: Invoked,
  ): aws.lambda.FunctionEventInvokeConfig | undefined {
    if (invocation === undefined || failures === undefined) {
      return undefined;
    }
    return new aws.lambda.FunctionEventInvokeConfig(
      this.childName("events"),
      {
        region: args.region,
        functionName: live.functionName,
        qualifier: live.name,
        ...invocation,
        destinationConfig: { onFailure: { destination: failures.failures.arn } },
      },
      this.childOptions({ dependsOn: needs }),
    );
  }

  private createAlarms({ alarms }: HandlerPlan, args: HandlerArgs, watched: WatchedParts): void {
    for (const role of HANDLER_ALARMS) {
      const alarm = alarms[role];
      if (alarm !== undefined) {
        const { namespace } = alarm;
        const dimensions = dimensionsOf(alarm.watches, args.source, watched);
        createAlarm(this.childFactory(args), { role, alarm, namespace, dimensions }, args);
      }
    }
  }

  private childFactory({ protect }: HandlerArgs): ChildFactory {
    const kept = protect ?? HANDLER_DEFAULTS.protect;
    return {
      name: (role) => this.childName(role),
      tags: (role) => this.childTags(role),
      options: () => this.childOptions(),
      statefulOptions: () => this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true }),
    };
  }
}

interface Granted {
  readonly role: aws.iam.Role;
  readonly log: aws.cloudwatch.LogGroup;
  readonly failures: FailureDestination | undefined;
}

interface FunctionParts extends Pick<Granted, "role" | "log"> {
  readonly rights: aws.iam.RolePolicy;
  readonly securityGroup: aws.ec2.SecurityGroup | undefined;
}

interface Invoked extends Pick<Granted, "failures"> {
  readonly live: aws.lambda.Alias;
  /** What has to be there before Lambda checks the role's rights. */
  readonly needs: pulumi.Resource[];
}
