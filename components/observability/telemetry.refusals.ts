import { PROMETHEUS_REGIONS } from "../../facts/prometheus-regions";
import { isAwsRegion } from "../../facts/regions";
import { logRetentionRefusal } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { isWholeWithin } from "../core/whole-numbers";
import { TELEMETRY_DEFAULTS, type TelemetryPlanArgs } from "./telemetry.plan";

const NAME_PREFIX = /^[a-z][a-z0-9-]{0,99}$/;
const CLUSTER_NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** Reasons to refuse a region's telemetry. */
export const telemetryRefusals: readonly Refusal<TelemetryPlanArgs>[] = [
  {
    when: ({ namePrefix }) => !NAME_PREFIX.test(namePrefix),
    say: ({ namePrefix }) => ({
      arg: "namePrefix",
      got: namePrefix,
      expected: "1 to 100 lower-case letters, digits and dashes, starting with a letter",
      change: "choose the name of the stack, such as prod-eu-central-1",
    }),
  },
  {
    when: ({ region }) => !isAwsRegion(region),
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "an AWS region",
      change: "name the region that the telemetry is of",
    }),
  },
  {
    when: ({ clusterName }) => clusterName !== undefined && !CLUSTER_NAME.test(clusterName),
    say: ({ clusterName }) => ({
      arg: "clusterName",
      got: clusterName,
      expected: "the name of a cluster of EKS",
      change: "give the cluster's own name",
    }),
  },
  {
    when: ({ region, clusterName }) =>
      clusterName !== undefined && isAwsRegion(region) && !PROMETHEUS_REGIONS.includes(region),
    say: ({ region }) => ({
      arg: "clusterName",
      got: region,
      expected: "a region with Amazon Managed Service for Prometheus",
      change: "leave the cluster out, and keep its metrics in a Prometheus of its own: no other region may hold them",
    }),
  },
  {
    when: ({ sampling }) => !isWholeWithin(sampling?.perSecond ?? TELEMETRY_DEFAULTS.sampling.perSecond, 0),
    say: ({ sampling }) => ({
      arg: "sampling.perSecond",
      got: sampling?.perSecond,
      expected: "a whole number of requests, 0 or more",
      change: "choose how many of each second are traced in any case",
    }),
  },
  {
    when: ({ sampling }) => !isPercent(sampling?.percent ?? TELEMETRY_DEFAULTS.sampling.percent),
    say: ({ sampling }) => ({
      arg: "sampling.percent",
      got: sampling?.percent,
      expected: "0 to 100",
      change: "choose the share of requests that is traced; each trace is billed",
    }),
  },
  logRetentionRefusal("choose one that the regime allows"),
];

function isPercent(value: number): boolean {
  return value >= 0 && value <= 100;
}
