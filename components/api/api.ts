import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { sealedHeader, WebFirewall, type RateLimit, type SecretHeaderArgs } from "../firewall";
import { THROTTLED_PATTERN } from "./access-log";
import { API_ALARMS, LOG_METRICS, throttledMetric } from "./alarms";
import { API_DEFAULTS } from "./api.args";
import type {
  ApiPlanArgs,
  Door,
  EdgeDoorSettings,
  FunctionBackend,
  PartnerDoorSettings,
  ServiceBackend,
} from "./api.args";
import { ApiDoor, type ApiDoorArgs, type TrustStoreLocation } from "./api-door";
import { ApiPartner } from "./api-partner";
import { planApi, type ApiPlan } from "./api.plan";
import { refusalsOf } from "./api.refusals";
import { stageVariable } from "./routes";

/** A service in a VPC, and the load balancer that leads to it. */
export interface ServiceBackendArgs extends ServiceBackend {
  /** ARN of the network load balancer. */
  readonly loadBalancerArn: pulumi.Input<string>;
}

/** A Lambda function of the API's account and region. */
export interface FunctionBackendArgs extends FunctionBackend {
  /** Name of the function. */
  readonly functionName: pulumi.Input<string>;
  /**
   * Alias of the function that is called, such as the `LIVE_ALIAS` of a `Handler`.
   *
   * @default - none: the code that was written last
   */
  readonly alias?: string;
}

/** What a door needs of a domain. */
export interface DoorDomainArgs {
  /** ARN of the domain's certificate, in the API's region. */
  readonly certificateArn: pulumi.Input<string>;
  /**
   * Id of the public hosted zone that gets a record of the domain.
   *
   * @default - no record is created
   */
  readonly zoneId?: pulumi.Input<string>;
  /**
   * Provider that writes the record, where the zone is another account's.
   *
   * @default - the component's
   */
  readonly zoneProvider?: pulumi.ProviderResource;
}

/** The door for partners, with what it is built from. */
export interface PartnerDoorArgs extends PartnerDoorSettings, DoorDomainArgs {
  /** Whose certificates are let in. */
  readonly trustStore: TrustStoreLocation;
}

/** Arguments of {@link Api}. */
export interface ApiArgs extends ComponentArgs, ApiPlanArgs {
  /** What answers requests, by name. */
  readonly backends: Readonly<Record<string, ServiceBackendArgs | FunctionBackendArgs>>;
  /** The door behind CloudFront. */
  readonly edge: EdgeDoorSettings & DoorDomainArgs;
  /** The header by which a request shows that it came through CloudFront; without it the edge door lets nobody in. */
  readonly secretHeader: SecretHeaderArgs;
  /**
   * The door for partners.
   *
   * @default - there is none
   */
  readonly partner?: PartnerDoorArgs;
  /** ARN of the customer key, in the API's region, that encrypts the logs; it has to serve CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the API's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * Whether Pulumi keeps the logs from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

interface Opening {
  readonly plan: ApiPlan;
  readonly args: ApiArgs;
  readonly restApiId: pulumi.Input<string>;
  readonly deploymentId: pulumi.Input<string>;
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  readonly logGroupArn: pulumi.Input<string>;
}

/**
 * A service's OpenAPI document as a regional REST API with two doors: one behind CloudFront, one for partners with a
 * certificate and a key.
 *
 * Creates:
 * - the API: the document's paths, each with its row of treatments; its own endpoint is off
 * - the way to each backend: a VPC link to a network load balancer, or the permission to call a function
 * - the deployment, another one with each change of the document
 * - the edge door (`ApiDoor`), whose firewall (`WebFirewall`) blocks whatever lacks the secret header
 * - where partners are let in: their door, with mutual TLS and a firewall; a usage plan and keys each (`ApiPartner`)
 * - the access log of both doors, encrypted, with a retention, without personal data
 * - alarms: errors, latency, requests turned away
 *
 * Costs at defaults: 11.00 USD a month for the edge door's firewall, 10.00 for the partners' door. us-east-1, prices of
 * 2024-07-01 (service-prices-us-east-1.json, api_gateway_rest_api, wafv2_web_acl and cloudwatch_log_group): 3.50 USD
 * per million requests up to 333 million, 0.60 USD per million for the firewall, 0.50 USD per GB of logs. The cache, VPC
 * links, X-Ray and alarms are unpriced: there is no price row for them. The customer key comes on top.
 *
 * Does not: validate bodies, which the service does; set up CloudFront, load balancers or certificates; let API Gateway
 * write logs, which `ApiAccount` does once per region; issue certificates to partners or hand them their keys.
 *
 * @example
 * new Api("shop-api", {
 *   apiName: "prod-eu-central-1-shop",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   document,
 *   routes: { getAvailability: { auth: "none", cacheTtl: "5 seconds" } },
 *   backends: { stock: { kind: "service", baseUrl: "https://stock.internal.example.com", loadBalancerArn: balancer.arn } },
 *   edge: { domain: "origin.api.example.com", certificateArn: certificate.arn },
 *   secretHeader: { name: "x-from-edge", values: [secret] },
 *   logKeyArn: key.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Api extends Component {
  /** Id of the API. */
  readonly restApiId: pulumi.Output<string>;
  /** The doors that are open, by name. */
  readonly doors: Readonly<Partial<Record<Door, ApiDoor>>>;
  /** Ids of the partners' keys, by partner and month, as access logs name them. */
  readonly keyIds: Readonly<Record<string, Readonly<Record<string, pulumi.Output<string>>>>>;
  /** Ids of the partners' usage plans, by partner. */
  readonly usagePlanIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Name of the log group of accesses. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`API "${name}"`, args, refusalsOf(args));
    super("inventory:api:Api", name, sealed(checked), opts);
    const plan = planApi(args);
    const api = this.createApi(plan, args);
    const variables = this.reach(api, args);
    const deployment = this.deploy(plan, api, args);
    const logGroup = this.createLogGroup(plan, args);
    const shared = { restApiId: api.id, deploymentId: deployment.id, variables, logGroupArn: logGroup.arn };
    const edge = this.openEdge({ plan, args, ...shared });
    const partner = this.openPartner({ plan, args, ...shared });
    const partners = this.admit(args, api, partner);
    this.createAlarms(plan, args);

    this.restApiId = api.id;
    this.doors = { edge, ...(partner === undefined ? {} : { partner }) };
    this.keyIds = Object.fromEntries(partners.map(([key, { keyIds }]) => [key, keyIds]));
    this.usagePlanIds = Object.fromEntries(partners.map(([key, { usagePlanId }]) => [key, usagePlanId]));
    this.logGroupName = logGroup.name;
    const { restApiId, keyIds, usagePlanIds, logGroupName } = this;
    this.registerOutputs({ restApiId, keyIds, usagePlanIds, logGroupName });
  }

  private createApi({ apiName, body }: ApiPlan, { region }: ApiArgs): aws.apigateway.RestApi {
    return new aws.apigateway.RestApi(
      this.childName("api"),
      {
        region,
        name: apiName,
        body,
        failOnWarnings: true,
        disableExecuteApiEndpoint: true,
        endpointConfiguration: { types: "REGIONAL" },
        tags: this.childTags("api"),
      },
      this.childOptions(),
    );
  }

  /** Creates the way to each backend, and returns the stage variables that lead there. */
  private reach(api: aws.apigateway.RestApi, args: ApiArgs): Readonly<Record<string, pulumi.Input<string>>> {
    const ways = Object.entries(args.backends).map(([key, backend]) => {
      const way =
        backend.kind === "service" ? this.linkTo(key, backend, args) : this.permit(key, backend, { api, args });
      return [stageVariable(key), way] as const;
    });
    return Object.fromEntries(ways);
  }

  private linkTo(key: string, backend: ServiceBackendArgs, { region }: ApiArgs): pulumi.Input<string> {
    const role = `link-${key}`;
    const link = new aws.apigateway.VpcLink(
      this.childName(role),
      { region, targetArn: backend.loadBalancerArn, tags: this.childTags(role) },
      this.childOptions(),
    );
    return link.id;
  }

  private permit(
    key: string,
    { functionName, alias }: FunctionBackendArgs,
    { api, args }: { readonly api: aws.apigateway.RestApi; readonly args: ApiArgs },
  ): pulumi.Input<string> {
    new aws.lambda.Permission(
      this.childName(`permission-${key}`),
      {
        region: args.region,
        action: "lambda:InvokeFunction",
        function: functionName,
        ...(alias === undefined ? {} : { qualifier: alias }),
        principal: "apigateway.amazonaws.com",
        sourceAccount: args.accountId,
        sourceArn: pulumi.interpolate`${api.executionArn}/*`,
      },
      this.childOptions(),
    );
    return alias === undefined ? functionName : pulumi.interpolate`${functionName}:${alias}`;
  }

  private deploy(plan: ApiPlan, api: aws.apigateway.RestApi, { region }: ApiArgs): aws.apigateway.Deployment {
    return new aws.apigateway.Deployment(
      this.childName("deployment"),
      { region, restApi: api.id, triggers: { body: plan.bodyHash } },
      this.childOptions({ dependsOn: [api] }),
    );
  }

  private createLogGroup(plan: ApiPlan, args: ApiArgs): aws.cloudwatch.LogGroup {
    const kept = args.protect ?? API_DEFAULTS.protect;
    const logGroup = new aws.cloudwatch.LogGroup(
      this.childName("access-log"),
      {
        region: args.region,
        name: plan.logGroupName,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: args.logKeyArn,
        tags: this.childTags("access-log"),
      },
      this.childOptions({ deleteBeforeReplace: true, protect: kept, retainOnDelete: kept }),
    );
    new aws.cloudwatch.LogMetricFilter(
      this.childName("throttled-requests"),
      {
        region: args.region,
        logGroupName: logGroup.name,
        pattern: THROTTLED_PATTERN,
        metricTransformation: {
          namespace: LOG_METRICS,
          name: throttledMetric(plan.apiName),
          value: "1",
          defaultValue: "0",
        },
      },
      this.childOptions(),
    );
    return logGroup;
  }

  private openEdge(opening: Opening): ApiDoor {
    const { edge, secretHeader } = opening.args;
    const firewall = this.createFirewall("edge", opening.args, { secretHeader });
    return new ApiDoor(
      this.childName("edge"),
      { ...doorArgs("edge", opening), ...edge, firewall },
      this.childOptions(),
    );
  }

  private openPartner(opening: Opening): ApiDoor | undefined {
    const { partner } = opening.args;
    if (partner === undefined) {
      return undefined;
    }
    const { domain, certificateArn, trustStore, zoneId, zoneProvider } = partner;
    const firewall = this.createFirewall("partner", opening.args, {});
    const own = { domain, certificateArn, trustStore, firewall, ...(zoneProvider && { zoneProvider }) };
    const named = zoneId === undefined ? own : { ...own, zoneId };
    return new ApiDoor(this.childName("partner"), { ...doorArgs("partner", opening), ...named }, this.childOptions());
  }

  private createFirewall(door: Door, args: ApiArgs, own: { readonly secretHeader?: SecretHeaderArgs }): WebFirewall {
    const { accountId, region, managedRules, rateLimit, logRetention, logKeyArn, protect } = args;
    return new WebFirewall(
      this.childName(`${door}-firewall`),
      {
        firewallName: `${args.apiName}-${door}`,
        scope: "REGIONAL",
        accountId,
        region,
        logKeyArn,
        alarmTopicArns: args.alarmTopicArns,
        runbooksUrl: args.runbooksUrl,
        tags: args.tags,
        ...own,
        ...(managedRules === undefined ? {} : { managedRules }),
        rateLimit: door === "edge" ? rateLimit : withoutHeader(rateLimit),
        ...(logRetention === undefined ? {} : { logRetention }),
        ...(protect === undefined ? {} : { protect }),
      },
      this.childOptions(),
    );
  }

  private admit(
    args: ApiArgs,
    api: aws.apigateway.RestApi,
    door: ApiDoor | undefined,
  ): readonly (readonly [string, ApiPartner])[] {
    if (args.partner === undefined || door === undefined) {
      return [];
    }
    const { region, tags } = args;
    const common = { region, tags, restApiId: api.id, stageName: door.stageName };
    return Object.entries(args.partner.partners).map(([partnerName, settings]) => {
      const name = this.childName(`partner-${partnerName}`);
      return [partnerName, new ApiPartner(name, { ...common, ...settings, partnerName }, this.childOptions())] as const;
    });
  }

  private createAlarms({ alarms }: ApiPlan, args: ApiArgs): void {
    for (const role of API_ALARMS) {
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          region: args.region,
          ...alarms[role],
          alarmActions: [...args.alarmTopicArns],
          okActions: [...args.alarmTopicArns],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }
}

/** The arguments as the state may hold them: with each secret marked as one, and without providers. */
function sealed(args: ApiArgs): ApiArgs {
  const { zoneProvider: _edgeZone, ...edge } = args.edge;
  const sealedArgs = { ...args, edge, secretHeader: sealedHeader(args.secretHeader) };
  if (args.partner === undefined) {
    return sealedArgs;
  }
  const { zoneProvider: _partnerZone, ...partner } = args.partner;
  return { ...sealedArgs, partner };
}

/** A rate limit for a door that nothing stands in front of: nobody's header is believed. */
function withoutHeader({ requests, window }: RateLimit): RateLimit {
  return { ...(requests === undefined ? {} : { requests }), ...(window === undefined ? {} : { window }) };
}

/** What both doors take alike. */
function doorArgs(
  door: Door,
  { plan, args, restApiId, deploymentId, variables, logGroupArn }: Opening,
): Omit<ApiDoorArgs, "domain" | "certificateArn" | "firewall"> {
  const { region, tags } = args;
  return { door, plan: plan.doors[door], region, tags, restApiId, deploymentId, variables, logGroupArn };
}
