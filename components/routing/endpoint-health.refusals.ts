import { alarmTopicsRefusal } from "../core/alarm-topics";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { isWholeWithin } from "../core/whole-numbers";
import { ENDPOINT_HEALTH_DEFAULTS, type EndpointHealthPlanArgs } from "./endpoint-health.plan";
import { endpointPlaceRefusals } from "./endpoint-place";

/**
 * Most answers in a row by which a checker changes its mind, and longest path.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html, and the provider's
 * validation of the same (read 2026-11-26).
 */
export const CHECK_LIMITS = { failureThreshold: 10, healthPath: 255 } as const;

const HEALTH_PATH = /^\/[\w\-./~%]*$/;
const MAX_PORT = 65_535;

/** What the refusals of an endpoint's health look at. */
export interface EndpointHealthRefusalArgs extends EndpointHealthPlanArgs {
  /** Topics that the alarm notifies. */
  readonly alarmTopicArns: readonly unknown[];
}

/** Reasons to refuse an endpoint's health checks. */
export const endpointHealthRefusals: readonly Refusal<EndpointHealthRefusalArgs>[] = [
  ...endpointPlaceRefusals,
  {
    when: (args) => !HEALTH_PATH.test(pathOf(args)) || pathOf(args).length > CHECK_LIMITS.healthPath,
    say: (args) => ({
      arg: "healthPath",
      got: pathOf(args),
      expected: `a path of ${CHECK_LIMITS.healthPath} characters at most that starts with a slash, without a query`,
      change: "write the path by which the region says that it can take requests",
    }),
  },
  {
    when: ({ port = ENDPOINT_HEALTH_DEFAULTS.port }) => !isWholeWithin(port, 1, MAX_PORT),
    say: ({ port }) => ({
      arg: "port",
      got: port,
      expected: `a whole number from 1 to ${MAX_PORT}`,
      change: "write the port that clients call",
    }),
  },
  {
    when: ({ failureThreshold = ENDPOINT_HEALTH_DEFAULTS.failureThreshold }) =>
      !isWholeWithin(failureThreshold, 1, CHECK_LIMITS.failureThreshold),
    say: ({ failureThreshold }) => ({
      arg: "failureThreshold",
      got: failureThreshold,
      expected: `a whole number from 1 to ${CHECK_LIMITS.failureThreshold}`,
      change: "choose how many failures in a row are no accident",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics in us-east-1 that reach whoever answers for the endpoint"),
];

function pathOf({ healthPath }: EndpointHealthPlanArgs): string {
  return healthPath ?? ENDPOINT_HEALTH_DEFAULTS.healthPath;
}
