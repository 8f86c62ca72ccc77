import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { PARTNER_DEFAULTS, type PartnerSettings } from "./api.args";
import { apiPartnerRefusals } from "./api-partner.refusals";

/** Arguments of {@link ApiPartner}. */
export interface ApiPartnerArgs extends ComponentArgs, PartnerSettings {
  /** Name of the partner, which its plan and its keys carry. */
  readonly partnerName: string;
  /** Id of the API. */
  readonly restApiId: pulumi.Input<string>;
  /** Name of the stage that partners call. */
  readonly stageName: pulumi.Input<string>;
  /**
   * Region of the API.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/**
 * A partner of an API: what it may send, and its keys, of which two are valid while one takes over from the other.
 *
 * Creates:
 * - the usage plan, for the one stage: 10 requests a second, 20 at once, 100,000 a day, for each key
 * - per id of a key, which is the month of its issue, the key, whose value AWS generates, and its place in the plan
 *
 * Costs at defaults: 0 USD: usage plans and keys are free (2026-11-26); requests are the API's.
 *
 * Does not: hand a key's value to the partner, or show it among its outputs; count two keys of a partner together; prove
 * who calls, for which the partner's certificate is there.
 *
 * @example
 * new ApiPartner("carrier", {
 *   partnerName: "carrier",
 *   keys: ["2026-11", "2026-08"],
 *   restApiId: api.restApiId,
 *   stageName: "partner",
 *   tags,
 * });
 */
export class ApiPartner extends Component {
  /** Ids that API Gateway gave the keys, by their month, as access logs name them. */
  readonly keyIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Id of the usage plan. */
  readonly usagePlanId: pulumi.Output<string>;

  constructor(name: string, args: ApiPartnerArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`API partner "${name}"`, args, apiPartnerRefusals);
    super("inventory:api:ApiPartner", name, checked, opts);
    const plan = this.createPlan(args);
    const keys = args.keys.map((month) => [month, this.createKey(month, plan, args)] as const);

    this.keyIds = Object.fromEntries(keys.map(([month, { id }]) => [month, id]));
    this.usagePlanId = plan.id;
    this.registerOutputs({ keyIds: this.keyIds, usagePlanId: this.usagePlanId });
  }

  private createPlan(args: ApiPartnerArgs): aws.apigateway.UsagePlan {
    const { requestsPerSecond, burst } = args.throttle ?? PARTNER_DEFAULTS.throttle;
    return new aws.apigateway.UsagePlan(
      this.childName("plan"),
      {
        region: args.region,
        description: `What ${args.partnerName} may send`,
        apiStages: [{ apiId: args.restApiId, stage: args.stageName }],
        throttleSettings: { rateLimit: requestsPerSecond, burstLimit: burst },
        quotaSettings: { limit: args.requestsPerDay ?? PARTNER_DEFAULTS.requestsPerDay, period: "DAY" },
        tags: this.childTags("plan"),
      },
      this.childOptions(),
    );
  }

  private createKey(
    month: string,
    plan: aws.apigateway.UsagePlan,
    { region, partnerName }: ApiPartnerArgs,
  ): aws.apigateway.ApiKey {
    const role = `key-${month}`;
    const key = new aws.apigateway.ApiKey(
      this.childName(role),
      {
        region,
        description: `Key of ${partnerName}, issued in ${month}`,
        enabled: true,
        tags: this.childTags(role),
      },
      this.childOptions({ additionalSecretOutputs: ["value"] }),
    );
    new aws.apigateway.UsagePlanKey(
      this.childName(`${role}-in-plan`),
      { region, keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    return key;
  }
}
