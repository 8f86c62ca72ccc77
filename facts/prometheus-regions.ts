import { AWS_REGIONS, REGIONS } from "./regions";

/** Where the table below comes from, and when it was last compared with it. */
export const PROMETHEUS_SOURCE = {
  url: "https://docs.aws.amazon.com/prometheus/latest/userguide/what-is-Amazon-Managed-Service-Prometheus.html#AMP-supported-Regions",
  comparedOn: "2026-11-26",
} as const;

/** Commercial regions without Amazon Managed Service for Prometheus, as its list names all others. */
const WITHOUT: readonly string[] = ["ap-southeast-6"];

/** Regions with Amazon Managed Service for Prometheus. */
export const PROMETHEUS_REGIONS: readonly string[] = AWS_REGIONS.filter(
  (region) => REGIONS[region].partition === "aws" && !WITHOUT.includes(region),
);
