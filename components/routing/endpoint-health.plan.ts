import { describeAlarm } from "../core/runbooks";
import { toSeconds } from "../core/units";
import type { RoutedEndpoint } from "./endpoint-place";

/** How often each of Route 53's checkers asks; there are many, and the endpoint hears them all. */
export type CheckInterval = "10 seconds" | "30 seconds";

/** What decides the shape of an endpoint's health checks in one region. */
export interface EndpointHealthPlanArgs extends RoutedEndpoint {
  /**
   * Path that answers with a status below 400 to whoever asks, while the region can take requests.
   *
   * @default "/health/ready"
   */
  readonly healthPath?: string;
  /**
   * Port that speaks TLS.
   *
   * @default 443
   */
  readonly port?: number;
  /**
   * How often each of Route 53's checkers asks. Another interval replaces the check.
   *
   * @default "30 seconds"
   */
  readonly checkInterval?: CheckInterval;
  /**
   * Answers in a row by which a checker changes its mind, from 1 to 10.
   *
   * @default 3
   */
  readonly failureThreshold?: number;
  /** Address of the folder of runbooks; the alarm names its own, `<runbooksUrl>/endpoint-unhealthy.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const ENDPOINT_HEALTH_DEFAULTS = {
  healthPath: "/health/ready",
  port: 443,
  checkInterval: "30 seconds",
  failureThreshold: 3,
} as const satisfies Partial<EndpointHealthPlanArgs>;

/**
 * The region that Route 53 publishes metrics of health checks in.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html (read 2026-11-26).
 */
export const HEALTH_METRICS_REGION = "us-east-1";

/**
 * What people change of the check that decides, and `pulumi up` leaves as they did.
 *
 * The provider sends only inputs that have changed, so that neither an update of something else nor a refresh takes it
 * back. Source: hashicorp/terraform-provider-aws, internal/service/route53/health_check.go (read 2026-11-26).
 */
export const SWITCH_INPUTS = ["disabled", "invertHealthcheck"] as const;

/** Minutes in a row for which an endpoint is unhealthy until the alarm rings. */
const ALARM_MINUTES = 3;

/** The check of the endpoint, with every choice made. */
export interface PlannedEndpointCheck {
  readonly type: "HTTPS";
  readonly resourcePath: string;
  readonly port: number;
  readonly requestInterval: number;
  readonly failureThreshold: number;
  readonly enableSni: true;
}

/** The alarm, with every choice made. */
export interface PlannedHealthAlarm {
  readonly namespace: "AWS/Route53";
  readonly metricName: "HealthCheckStatus";
  readonly statistic: "Minimum";
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly comparisonOperator: "LessThanThreshold";
  /** 1 is healthy. */
  readonly threshold: 1;
  readonly treatMissingData: "missing";
  readonly alarmDescription: string;
}

/** Health checks and alarm, with every choice made. */
export interface EndpointHealthPlan {
  readonly check: PlannedEndpointCheck;
  readonly alarm: PlannedHealthAlarm;
}

/** Turns checked arguments into a plan. */
export function planEndpointHealth(args: EndpointHealthPlanArgs): EndpointHealthPlan {
  const { healthPath, port, checkInterval, failureThreshold } = { ...ENDPOINT_HEALTH_DEFAULTS, ...args };
  return {
    check: {
      type: "HTTPS",
      resourcePath: healthPath,
      port,
      requestInterval: toSeconds(checkInterval),
      failureThreshold,
      enableSni: true,
    },
    alarm: planAlarm(args),
  };
}

function planAlarm({ domain, region, runbooksUrl }: EndpointHealthPlanArgs): PlannedHealthAlarm {
  return {
    namespace: "AWS/Route53",
    metricName: "HealthCheckStatus",
    statistic: "Minimum",
    period: toSeconds("1 minute"),
    evaluationPeriods: ALARM_MINUTES,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "missing",
    alarmDescription: describeAlarm({
      subject: `${domain} in ${region}`,
      what: "fails its health checks, and is passed over while another region is healthy",
      runbook: "endpoint-unhealthy",
      runbooksUrl,
    }),
  };
}
