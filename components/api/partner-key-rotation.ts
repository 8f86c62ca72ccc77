import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs, type Refusal } from "../core";
import { ownServiceTrust } from "../core/trust";
import { Handler, handlerRefusals, type HandlerArgs } from "../handler";
import { bundledFunction } from "../handler/bundled-function";
import { API_DEFAULTS, ROTATION_DEFAULTS } from "./api.args";
import {
  partnerSecretPolicy,
  planKeyRotation,
  ROTATION_ALARMS,
  ROTATION_CONCURRENCY,
  ROTATION_SCHEDULE,
  rotationRights,
  type KeyRotationPlan,
  type KeyRotationPlanArgs,
  type PlannedPartnerRotation,
} from "./key-rotation.plan";
import { keyRotationRefusals } from "./key-rotation.refusals";
import { ROTATION_NAMESPACE } from "./key-rotation/metrics";
import { ROTATION_TIMEOUT_SECONDS } from "./key-rotation/settings";

type Text = pulumi.Input<string>;

/** Arguments of {@link PartnerKeyRotation}. */
export interface PartnerKeyRotationArgs extends ComponentArgs, KeyRotationPlanArgs {
  /** Ids of the usage plans, by partner: `usagePlanIds` of an `Api`. */
  readonly usagePlanIds: Readonly<Record<string, Text>>;
  /** ARN of the customer key, in the API's region, that encrypts secrets, variables and failures. */
  readonly keyArn: Text;
  /** ARN of the customer key, in the API's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: Text;
  /** ARNs of the SNS topics, in the API's region, that alarms notify. */
  readonly alarmTopicArns: readonly Text[];
  /**
   * Whether Pulumi keeps the secrets and the failures from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * Keys of partners that a schedule replaces: the new one is in a secret before it takes over, the one before stays valid.
 *
 * Creates:
 * - per partner the secret that it fetches its key from, encrypted by the customer key, and its policy: TLS alone, and
 *   the partner's roles read
 * - the function (see `Handler`), with the bundle of the kit: every 90 days it makes a key, lets it into the partner's
 *   usage plan, hands it out by the secret, and deletes the one before 14 days later; it never logs a key
 * - a schedule that calls it every day, its role, and the failure queue as its dead letters
 * - alarms beside those of the `Handler`: a key overdue, a former key still in use
 *
 * Costs at defaults: 0.40 USD a month for each partner's secret. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json, secretsmanager_secret and lambda_function): 0.05 USD per 10,000 calls, 0.20 USD per
 * million invocations, so that 30 calls of the function a month round to nothing. The schedule, logs and alarms are
 * unpriced: there is no price row for them. The customer keys come on top.
 *
 * Does not: create the usage plans, which `ApiPartner` does; tell the partner that a key has changed; delete secrets, or
 * keys that people issued; let in a partner's role of another account.
 *
 * @example
 * new PartnerKeyRotation("partner-keys", {
 *   apiName: "prod-eu-central-1-shop",
 *   handlerName: "prod-eu-central-1-partner-keys",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   partners: { carrier: { readerRoles: ["partner-carrier"] } },
 *   usagePlanIds: api.usagePlanIds,
 *   keyArn: key.arn,
 *   logKeyArn: logKey.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class PartnerKeyRotation extends Component {
  /** ARN of the function's alias that is called. */
  readonly arn: pulumi.Output<string>;
  /** ARNs of the secrets, by partner. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: PartnerKeyRotationArgs, opts?: pulumi.ComponentResourceOptions) {
    const label = `partner key rotation "${name}"`;
    super("inventory:api:PartnerKeyRotation", name, checkArgs(label, args, refusals), opts);
    const plan = planKeyRotation(args);
    const secrets = Object.entries(plan.partners).map(
      ([partner, planned]) => [partner, this.createSecret(partner, planned, args)] as const,
    );
    const secretArns = Object.fromEntries(secrets.map(([partner, { arn }]) => [partner, arn]));
    const handler = this.createHandler(plan, args, secretArns);
    this.callEachDay(args, handler);
    this.createAlarms(plan, args);

    this.arn = handler.arn;
    this.secretArns = secretArns;
    this.registerOutputs({ arn: this.arn, secretArns: this.secretArns });
  }

  private createSecret(
    partner: string,
    { secretName, readerArns }: PlannedPartnerRotation,
    { region, keyArn, protect = API_DEFAULTS.protect }: PartnerKeyRotationArgs,
  ): aws.secretsmanager.Secret {
    const role = `key-of-${partner}`;
    const secret = new aws.secretsmanager.Secret(
      this.childName(role),
      {
        region,
        name: secretName,
        description: `API key of ${partner}`,
        kmsKeyId: keyArn,
        tags: this.childTags(role),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
    new aws.secretsmanager.SecretPolicy(
      this.childName(`${role}-policy`),
      { region, secretArn: secret.arn, policy: partnerSecretPolicy(readerArns), blockPublicPolicy: true },
      this.childOptions(),
    );
    return secret;
  }

  private createHandler(
    plan: KeyRotationPlan,
    args: PartnerKeyRotationArgs,
    secretArns: Readonly<Record<string, pulumi.Output<string>>>,
  ): Handler {
    const partners = Object.entries(plan.partners).map(([name, { periodSeconds, overlapSeconds }]) => [
      name,
      { usagePlanId: args.usagePlanIds[name], secretArn: secretArns[name], periodSeconds, overlapSeconds },
    ]);
    return new Handler(
      this.childName("handler"),
      {
        ...handlerArgs(args),
        code: bundledFunction("components/api/key-rotation/bundle"),
        environment: { API_NAME: args.apiName, SETTINGS: pulumi.jsonStringify(Object.fromEntries(partners)) },
        rights: rotationRights<Text>(
          args.region,
          { usagePlanIds: plansOf(args), secretArns: Object.values(secretArns), keyArn: args.keyArn },
          (prefix, id, part) => pulumi.interpolate`${prefix}${id}${part}`,
        ),
      },
      { parent: this },
    );
  }

  private callEachDay({ region, accountId, handlerName, keyArn }: PartnerKeyRotationArgs, handler: Handler): void {
    const { failureQueueArn } = handler;
    const role = new aws.iam.Role(
      this.childName("clock-role"),
      {
        description: `Calls the function ${handlerName}`,
        assumeRolePolicy: ownServiceTrust("scheduler.amazonaws.com", accountId),
        tags: this.childTags("clock-role"),
      },
      this.childOptions(),
    );
    const rights = new aws.iam.RolePolicy(
      this.childName("clock-rights"),
      { role: role.name, policy: clockPolicy({ functionArn: handler.arn, failureQueueArn, keyArn }) },
      this.childOptions(),
    );
    new aws.scheduler.Schedule(
      this.childName("clock"),
      {
        region,
        description: "Rotates the keys of partners that are due",
        scheduleExpression: ROTATION_SCHEDULE,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: handler.arn,
          roleArn: role.arn,
          input: "{}",
          ...(failureQueueArn === undefined ? {} : { deadLetterConfig: { arn: failureQueueArn } }),
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3_600 },
        },
      },
      this.childOptions({ dependsOn: [rights] }),
    );
  }

  private createAlarms({ alarms }: KeyRotationPlan, args: PartnerKeyRotationArgs): void {
    for (const role of ROTATION_ALARMS) {
      const { metricName, description, days, treatMissingData } = alarms[role];
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          region: args.region,
          alarmDescription: description,
          namespace: ROTATION_NAMESPACE,
          metricName,
          dimensions: { ApiName: args.apiName },
          statistic: "Maximum",
          period: 86_400,
          evaluationPeriods: days,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          threshold: 1,
          treatMissingData,
          alarmActions: [...args.alarmTopicArns],
          okActions: [...args.alarmTopicArns],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }
}

/** Reasons to refuse whose keys are rotated and how, and those to refuse the function. */
const refusals: readonly Refusal<PartnerKeyRotationArgs>[] = [
  {
    when: ({ partners }) => Object.keys(partners).length === 0,
    say: () => ({
      arg: "partners",
      got: [],
      expected: "a partner or more",
      change: "leave the component out where nobody's keys are rotated",
    }),
  },
  {
    when: (args) => withoutPlan(args).length > 0,
    say: (args) => ({
      arg: "usagePlanIds",
      got: Object.keys(args.usagePlanIds),
      expected: `one for each of ${Object.keys(args.partners).join(", ")}`,
      change: `add the plans of ${withoutPlan(args).join(", ")}: usagePlanIds of the Api has them`,
    }),
  },
  ...keyRotationRefusals.map(({ when, say }) => ({
    when: ({ partners }: PartnerKeyRotationArgs) => Object.values(partners).some(when),
    say: ({ partners }: PartnerKeyRotationArgs) => {
      const [name, settings] = Object.entries(partners).find(([, one]) => when(one)) ?? ["", ROTATION_DEFAULTS];
      const said = say(settings);
      return { ...said, arg: `partners.${name}.${said.arg}` };
    },
  })),
  ...handlerRefusals.map(({ when, say }) => ({
    when: (args: PartnerKeyRotationArgs) => when(handlerArgs(args)),
    say: (args: PartnerKeyRotationArgs) => say(handlerArgs(args)),
  })),
];

function withoutPlan({ partners, usagePlanIds }: PartnerKeyRotationArgs): string[] {
  return Object.keys(partners).filter((name) => usagePlanIds[name] === undefined);
}

function plansOf({ partners, usagePlanIds }: PartnerKeyRotationArgs): readonly Text[] {
  return Object.keys(partners).flatMap((name) => usagePlanIds[name] ?? []);
}

/** Arguments of the function but its code, its rights and what it is told. */
function handlerArgs(args: PartnerKeyRotationArgs): Omit<HandlerArgs, "code"> {
  const { handlerName, keyArn, logKeyArn, alarmTopicArns, runbooksUrl, region, protect, tags } = args;
  return {
    ...{ handlerName, keyArn, logKeyArn, alarmTopicArns, runbooksUrl, region, tags },
    source: { kind: "invoke" },
    timeout: `${ROTATION_TIMEOUT_SECONDS} seconds`,
    memoryMiB: 256,
    reservedConcurrency: ROTATION_CONCURRENCY,
    ...(protect === undefined ? {} : { protect }),
  };
}

/** What the schedule may do: call the function, and leave with its failures what it cannot hand over. */
function clockPolicy({
  functionArn,
  failureQueueArn,
  keyArn,
}: {
  readonly functionArn: Text;
  readonly failureQueueArn: Text | undefined;
  readonly keyArn: Text;
}): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Call", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn },
      { Sid: "LeaveFailures", Effect: "Allow", Action: "sqs:SendMessage", Resource: failureQueueArn },
      {
        Sid: "EncryptFailures",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: { StringLike: { "kms:ViaService": "sqs.*" } },
      },
    ],
  });
}
