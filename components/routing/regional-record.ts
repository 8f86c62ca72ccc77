import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planRegionalRecord, type RegionalRecordPlanArgs } from "./regional-record.plan";
import { regionalRecordRefusals } from "./regional-record.refusals";

/** Arguments of {@link RegionalRecord}. */
export interface RegionalRecordArgs extends ComponentArgs, RegionalRecordPlanArgs {
  /** Id of the public hosted zone that answers for the domain. */
  readonly zoneId: pulumi.Input<string>;
  /** Host that answers in the region, and presents a certificate for the domain too. */
  readonly host: pulumi.Input<string>;
  /** Id of the check that decides whether the region is asked: `switchCheckId` of {@link EndpointHealth}. */
  readonly healthCheckId: pulumi.Input<string>;
}

/**
 * The record that leads an endpoint's clients to one of its regions. Each region's stack owns its own, under the
 * region's name, so that no stack can take another's place.
 *
 * Creates:
 * - the record, weighted or by latency, which is passed over while its health check fails
 *
 * Costs at defaults: 0 USD at rest. Global, prices of 2024-07-01 (service-prices-us-east-1.json, route53_record): 0.40
 * USD per million weighted queries, 0.60 USD per million by latency. The check comes on top, see {@link EndpointHealth}.
 *
 * Does not: create what answers in a region, or its certificate; follow the region's role; answer at a zone's apex.
 *
 * @example
 * new RegionalRecord("api", {
 *   domain: "api.eu.shop.example.com",
 *   region: "eu-central-1",
 *   policy: { kind: "weighted", weight: 100 },
 *   zoneId: zone.zoneId,
 *   host: "api.eu-central-1.shop.example.com",
 *   healthCheckId: health.switchCheckId,
 *   tags,
 * });
 */
export class RegionalRecord extends Component {
  /** Domain that clients call. */
  readonly domain: string;
  /** What tells the record from those of the other regions. */
  readonly setIdentifier: string;

  constructor(name: string, args: RegionalRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`regional record "${name}"`, args, regionalRecordRefusals);
    super("inventory:routing:RegionalRecord", name, checked, opts);
    const { domain, setIdentifier, ttlSeconds, routing } = planRegionalRecord(args);
    new aws.route53.Record(
      this.childName("record"),
      {
        zoneId: args.zoneId,
        name: domain,
        type: "CNAME",
        ttl: ttlSeconds,
        records: [args.host],
        setIdentifier,
        healthCheckId: args.healthCheckId,
        ...routing,
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );

    this.domain = domain;
    this.setIdentifier = setIdentifier;
    this.registerOutputs({ domain: this.domain, setIdentifier: this.setIdentifier });
  }
}
