import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { hostedZoneRefusals, planHostedZone, ROUTING_DEFAULTS } from "./routing.plan";
import type { HostedZonePlan, HostedZonePlanArgs } from "./routing.plan";

/** Arguments of {@link HostedZone}. */
export interface HostedZoneArgs extends ComponentArgs, HostedZonePlanArgs {
  /**
   * Whether Pulumi keeps the zone from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * A public hosted zone, and who may issue certificates for it.
 *
 * Creates:
 * - the public hosted zone in Route 53, which is in no region
 * - the CAA record: the given authorities, the one of AWS by default, may issue certificates; no other may
 *
 * Costs at defaults: 0.50 USD a month. Global, prices of 2024-07-01 (service-prices-us-east-1.json, route53_zone and
 * route53_record): 0.50 USD per zone, 0.40 USD per million standard queries.
 *
 * Does not: register or delegate the domain: the registrar needs the zone's name servers; sign answers (DNSSEC);
 * answer inside a VPC; hold the records of the regions, which their own stacks own.
 *
 * @example
 * new HostedZone("shop", { domain: "shop.example.com", tags });
 */
export class HostedZone extends Component {
  /** Id of the zone, in which other stacks create their records. */
  readonly zoneId: pulumi.Output<string>;
  /** ARN of the zone, which policies name. */
  readonly zoneArn: pulumi.Output<string>;
  /** Domain that the zone answers for. */
  readonly domain: string;
  /** Name servers that the registrar has to delegate the domain to. */
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: HostedZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:routing:HostedZone", name, checkArgs(`hosted zone "${name}"`, args, hostedZoneRefusals), opts);
    const plan = planHostedZone(args);
    const zone = this.createZone(plan, args.protect ?? ROUTING_DEFAULTS.protect);
    this.limitIssuers(plan, zone);

    this.zoneId = zone.zoneId;
    this.zoneArn = zone.arn;
    this.domain = plan.domain;
    this.nameServers = zone.nameServers;
    this.registerOutputs({
      zoneId: this.zoneId,
      zoneArn: this.zoneArn,
      domain: this.domain,
      nameServers: this.nameServers,
    });
  }

  private createZone(plan: HostedZonePlan, protect: boolean): aws.route53.Zone {
    return new aws.route53.Zone(
      this.childName("zone"),
      {
        name: plan.domain,
        comment: `Public zone of ${plan.domain}`,
        forceDestroy: false,
        tags: this.childTags("zone"),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
  }

  private limitIssuers(plan: HostedZonePlan, zone: aws.route53.Zone): void {
    new aws.route53.Record(
      this.childName("certificate-issuers"),
      {
        zoneId: zone.zoneId,
        name: plan.domain,
        type: "CAA",
        ttl: plan.issuersTtlSeconds,
        records: [...plan.issuerRecords],
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}
