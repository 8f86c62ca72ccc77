import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { HEALTH_METRICS_REGION, planEndpointHealth, SWITCH_INPUTS } from "./endpoint-health.plan";
import type { EndpointHealthPlan, EndpointHealthPlanArgs } from "./endpoint-health.plan";
import { endpointHealthRefusals } from "./endpoint-health.refusals";

/** Arguments of {@link EndpointHealth}. */
export interface EndpointHealthArgs extends ComponentArgs, EndpointHealthPlanArgs {
  /** Host that answers in the region, and presents a certificate for itself. */
  readonly host: pulumi.Input<string>;
  /**
   * ARN of the routing control of Application Recovery Controller that can take the region out.
   *
   * @default - none: the region is taken out by its switch alone
   */
  readonly routingControlArn?: pulumi.Input<string>;
  /** ARNs of the SNS topics, in us-east-1, that the alarm notifies. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
}

/**
 * Whether an endpoint answers in one region, and the switch that takes the region out whatever it answers.
 *
 * Creates:
 * - the check of the endpoint: Route 53's checkers ask the region's host by TLS
 * - with `routingControlArn`, the check that follows the routing control
 * - the switch: the check that is healthy while the others are. Disabled and inverted by hand, it takes the region out,
 *   and `pulumi up` leaves it so
 * - the alarm on the endpoint's check, in us-east-1: Route 53 publishes its metrics there alone
 *
 * Costs at defaults: 2.00 USD a month. Global, prices of 2024-07-01 (service-prices-us-east-1.json,
 * route53_health_check), for a host on AWS: 0.50 USD for each of the two checks, and for a third with a routing control;
 * 1.00 USD for TLS, and 1.00 USD more for the interval of 10 seconds. The alarm and routing controls are unpriced: there
 * is no price row.
 *
 * Does not: create the record, which {@link RegionalRecord} does; create routing controls or their cluster; ring for a
 * region that somebody switched off and forgot.
 *
 * @example
 * new EndpointHealth("api-eu-central-1", {
 *   domain: "api.eu.shop.example.com",
 *   region: "eu-central-1",
 *   host: "api.eu-central-1.shop.example.com",
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class EndpointHealth extends Component {
  /** Id of the check that asks the endpoint. */
  readonly endpointCheckId: pulumi.Output<string>;
  /** Id of the switch, which the region's record follows. */
  readonly switchCheckId: pulumi.Output<string>;

  constructor(name: string, args: EndpointHealthArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`endpoint health "${name}"`, args, endpointHealthRefusals);
    super("inventory:routing:EndpointHealth", name, checked, opts);
    const plan = planEndpointHealth(args);
    const endpoint = this.checkEndpoint(plan, args);
    const control = this.followControl(args);
    const decision = this.createSwitch(control === undefined ? [endpoint] : [endpoint, control]);
    this.createAlarm(plan, args, endpoint);

    this.endpointCheckId = endpoint.id;
    this.switchCheckId = decision.id;
    this.registerOutputs({ endpointCheckId: this.endpointCheckId, switchCheckId: this.switchCheckId });
  }

  private checkEndpoint({ check }: EndpointHealthPlan, { host }: EndpointHealthArgs): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      this.childName("endpoint-check"),
      { ...check, fqdn: host, tags: this.childTags("endpoint-check") },
      this.childOptions(),
    );
  }

  private followControl({ routingControlArn }: EndpointHealthArgs): aws.route53.HealthCheck | undefined {
    if (routingControlArn === undefined) {
      return undefined;
    }
    return new aws.route53.HealthCheck(
      this.childName("control-check"),
      { type: "RECOVERY_CONTROL", routingControlArn, tags: this.childTags("control-check") },
      this.childOptions(),
    );
  }

  private createSwitch(checks: readonly aws.route53.HealthCheck[]): aws.route53.HealthCheck {
    return new aws.route53.HealthCheck(
      this.childName("switch"),
      {
        type: "CALCULATED",
        childHealthchecks: checks.map(({ id }) => id),
        childHealthThreshold: checks.length,
        disabled: false,
        invertHealthcheck: false,
        tags: this.childTags("switch"),
      },
      this.childOptions({ ignoreChanges: [...SWITCH_INPUTS] }),
    );
  }

  private createAlarm({ alarm }: EndpointHealthPlan, args: EndpointHealthArgs, check: aws.route53.HealthCheck): void {
    new aws.cloudwatch.MetricAlarm(
      this.childName("unhealthy"),
      {
        region: HEALTH_METRICS_REGION,
        ...alarm,
        dimensions: { HealthCheckId: check.id },
        alarmActions: [...args.alarmTopicArns],
        okActions: [...args.alarmTopicArns],
        tags: this.childTags("unhealthy"),
      },
      this.childOptions(),
    );
  }
}
