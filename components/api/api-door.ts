import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import type { WebFirewall } from "../firewall";
import { ACCESS_LOG_FORMAT } from "./access-log";
import type { Door } from "./api.args";
import type { PlannedDoor } from "./api.plan";

/** The bundle of certificates whose clients a door lets in, where it lies. */
export interface TrustStoreLocation {
  /** Name of the bucket, in the door's region, with versioning. */
  readonly bucketName: pulumi.Input<string>;
  /** Key of the object. */
  readonly objectKey: string;
  /** Version of the object. */
  readonly objectVersion: string;
}

/** Arguments of {@link ApiDoor}. */
export interface ApiDoorArgs extends ComponentArgs {
  /** Name of the door, and of its stage. */
  readonly door: Door;
  /** The stage's cache and the settings of its methods. */
  readonly plan: PlannedDoor;
  /** Region of the API. */
  readonly region: string;
  /** Id of the API. */
  readonly restApiId: pulumi.Input<string>;
  /** Id of the deployment that the stage serves. */
  readonly deploymentId: pulumi.Input<string>;
  /** Stage variables, which lead to the backends. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the log group of accesses. */
  readonly logGroupArn: pulumi.Input<string>;
  /** Firewall in front of the stage. */
  readonly firewall: WebFirewall;
  /** Domain that clients call. */
  readonly domain: string;
  /** ARN of the domain's certificate, in the door's region. */
  readonly certificateArn: pulumi.Input<string>;
  /**
   * Whose certificates clients have to show.
   *
   * @default - clients show none
   */
  readonly trustStore?: TrustStoreLocation;
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

/**
 * One way into an `Api`: a stage with a domain of its own, behind a firewall.
 *
 * Creates:
 * - the stage, with access log, X-Ray and, where a route is cached, its cache; the settings of its methods
 * - the association with the firewall
 * - the domain, from TLS 1.2 on, with mutual TLS where there is a trust store, and the mapping of its root to the stage
 * - the alias record, where there is a zone
 *
 * Costs at defaults: 0 USD beside the API's requests; a cache is unpriced: there is no price row for it.
 *
 * Does not: create API, deployment, firewall or certificate, which it is given: `Api` makes doors.
 *
 * @example
 * new ApiDoor("shop-api-edge", { door: "edge", plan, region, restApiId, deploymentId, variables, logGroupArn, firewall,
 *   domain: "origin.api.example.com", certificateArn, tags });
 */
export class ApiDoor extends Component {
  /** Name of the stage, known once it is there. */
  readonly stageName: pulumi.Output<string>;
  /** Domain that clients call. */
  readonly domain: string;
  /** Name that the domain's record leads to. */
  readonly regionalDomainName: pulumi.Output<string>;
  /** Hosted zone of that name, for an alias record elsewhere. */
  readonly regionalZoneId: pulumi.Output<string>;

  constructor(name: string, args: ApiDoorArgs, opts?: pulumi.ComponentResourceOptions) {
    const { zoneProvider: _zoneProvider, ...own } = checkArgs(`API door "${name}"`, args, []);
    super("inventory:api:ApiDoor", name, own, opts);
    const stage = this.createStage(args);
    this.setMethods(stage, args);
    const guard = this.guard(stage, args);
    const domain = this.createDomain(args);
    this.open(domain, { stage, guard }, args);
    this.name(domain, args);

    this.stageName = stage.stageName;
    this.domain = args.domain;
    this.regionalDomainName = domain.regionalDomainName;
    this.regionalZoneId = domain.regionalZoneId;
    this.registerOutputs({
      stageName: this.stageName,
      domain: this.domain,
      regionalDomainName: this.regionalDomainName,
      regionalZoneId: this.regionalZoneId,
    });
  }

  private createStage(args: ApiDoorArgs): aws.apigateway.Stage {
    const { cacheSizeGb } = args.plan;
    return new aws.apigateway.Stage(
      this.childName("stage"),
      {
        region: args.region,
        restApi: args.restApiId,
        deployment: args.deploymentId,
        stageName: args.door,
        variables: args.variables,
        accessLogSettings: { destinationArn: args.logGroupArn, format: ACCESS_LOG_FORMAT },
        xrayTracingEnabled: true,
        ...(cacheSizeGb === undefined ? {} : { cacheClusterEnabled: true, cacheClusterSize: cacheSizeGb }),
        tags: this.childTags("stage"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private setMethods(stage: aws.apigateway.Stage, { region, plan, restApiId }: ApiDoorArgs): void {
    for (const [key, { methodPath, settings }] of Object.entries(plan.settings)) {
      new aws.apigateway.MethodSettings(
        this.childName(`settings-${key}`),
        { region, restApi: restApiId, stageName: stage.stageName, methodPath, settings },
        this.childOptions({ deleteBeforeReplace: true }),
      );
    }
  }

  private guard(stage: aws.apigateway.Stage, { region, firewall }: ApiDoorArgs): aws.wafv2.WebAclAssociation {
    return new aws.wafv2.WebAclAssociation(
      this.childName("guard"),
      { region, resourceArn: stage.arn, webAclArn: firewall.arn },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createDomain(args: ApiDoorArgs): aws.apigateway.DomainName {
    const { trustStore } = args;
    const mutual = trustStore === undefined ? {} : { mutualTlsAuthentication: mutualTls(trustStore) };
    return new aws.apigateway.DomainName(
      this.childName("domain"),
      {
        region: args.region,
        domainName: args.domain,
        regionalCertificateArn: args.certificateArn,
        endpointConfiguration: { types: "REGIONAL" },
        securityPolicy: "TLS_1_2",
        ...mutual,
        tags: this.childTags("domain"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  /** Maps the domain to the stage once the firewall stands in front of it. */
  private open(
    domain: aws.apigateway.DomainName,
    { stage, guard }: { readonly stage: aws.apigateway.Stage; readonly guard: aws.wafv2.WebAclAssociation },
    { region, restApiId }: ApiDoorArgs,
  ): void {
    new aws.apigateway.BasePathMapping(
      this.childName("mapping"),
      { region, domainName: domain.domainName, restApi: restApiId, stageName: stage.stageName },
      this.childOptions({ dependsOn: [guard], deleteBeforeReplace: true }),
    );
  }

  private name(domain: aws.apigateway.DomainName, { zoneId, zoneProvider, domain: name }: ApiDoorArgs): void {
    if (zoneId === undefined) {
      return;
    }
    new aws.route53.Record(
      this.childName("record"),
      {
        zoneId,
        name,
        type: "A",
        aliases: [{ name: domain.regionalDomainName, zoneId: domain.regionalZoneId, evaluateTargetHealth: false }],
      },
      this.childOptions({ ...(zoneProvider && { provider: zoneProvider }), deleteBeforeReplace: true }),
    );
  }
}

function mutualTls({
  bucketName,
  objectKey,
  objectVersion,
}: TrustStoreLocation): aws.types.input.apigateway.DomainNameMutualTlsAuthentication {
  return { truststoreUri: pulumi.interpolate`s3://${bucketName}/${objectKey}`, truststoreVersion: objectVersion };
}
