/** Processor architecture, in the words of Kubernetes. */
export type Architecture = "amd64" | "arm64";

/** Share of instances that were reclaimed in a month, as AWS publishes it: an index into {@link INTERRUPTION_RANGES}. */
export type InterruptionRange = 0 | 1 | 2 | 3 | 4;

/** What is true of one instance type that batch pools draw on. */
export interface SpotInstanceType {
  /** Instance family; pools spread over several, so that one family's shortage does not empty them. */
  readonly family: string;
  readonly architecture: Architecture;
  readonly vcpus: number;
  readonly memoryGiB: number;
  /** On-demand price of an hour in us-east-1, Linux, shared tenancy. */
  readonly onDemandUsd: number;
  /** By region: saving of spot over on-demand in percent, and how often it is reclaimed. */
  readonly spot: Readonly<Record<string, readonly [savingPercent: number, interruptions: InterruptionRange]>>;
}

/** Where the table below comes from. */
export const SPOT_INSTANCE_TYPES_SOURCE = {
  prices:
    "github.com/aws/karpenter-provider-aws, pkg/providers/pricing/zz_generated.pricing_aws.go, generated 2026-07-20",
  spot: "AWS Spot Instance Advisor feed, as copied by github.com/alexei-led/spotinfo at 5eedf20, 2025-06-28",
} as const;

/** Monthly interruption rates behind {@link InterruptionRange}. */
export const INTERRUPTION_RANGES = ["<5%", "5-10%", "10-15%", "15-20%", ">20%"] as const;

/** Instance types of general, compute and memory families, Graviton first. */
export const SPOT_INSTANCE_TYPES = {
  "m7g.large": {
    family: "m7g",
    architecture: "arm64",
    vcpus: 2,
    memoryGiB: 8,
    onDemandUsd: 0.0816,
    spot: { "us-east-1": [64, 2], "eu-central-1": [66, 1], "eu-west-1": [53, 1] },
  },
  "m7g.xlarge": {
    family: "m7g",
    architecture: "arm64",
    vcpus: 4,
    memoryGiB: 16,
    onDemandUsd: 0.1632,
    spot: { "us-east-1": [62, 1], "eu-central-1": [62, 4], "eu-west-1": [53, 1] },
  },
  "m7g.2xlarge": {
    family: "m7g",
    architecture: "arm64",
    vcpus: 8,
    memoryGiB: 32,
    onDemandUsd: 0.3264,
    spot: { "us-east-1": [64, 1], "eu-central-1": [59, 2], "eu-west-1": [55, 1] },
  },
  "m7g.4xlarge": {
    family: "m7g",
    architecture: "arm64",
    vcpus: 16,
    memoryGiB: 64,
    onDemandUsd: 0.6528,
    spot: { "us-east-1": [62, 1], "eu-central-1": [64, 1], "eu-west-1": [54, 0] },
  },
  "m7i.large": {
    family: "m7i",
    architecture: "amd64",
    vcpus: 2,
    memoryGiB: 8,
    onDemandUsd: 0.1008,
    spot: { "us-east-1": [68, 3], "eu-central-1": [56, 4], "eu-west-1": [54, 2] },
  },
  "m7i.xlarge": {
    family: "m7i",
    architecture: "amd64",
    vcpus: 4,
    memoryGiB: 16,
    onDemandUsd: 0.2016,
    spot: { "us-east-1": [53, 3], "eu-central-1": [57, 4], "eu-west-1": [53, 1] },
  },
  "m7i.2xlarge": {
    family: "m7i",
    architecture: "amd64",
    vcpus: 8,
    memoryGiB: 32,
    onDemandUsd: 0.4032,
    spot: { "us-east-1": [62, 4], "eu-central-1": [56, 4], "eu-west-1": [55, 3] },
  },
  "m7i.4xlarge": {
    family: "m7i",
    architecture: "amd64",
    vcpus: 16,
    memoryGiB: 64,
    onDemandUsd: 0.8064,
    spot: { "us-east-1": [52, 1], "eu-central-1": [50, 2], "eu-west-1": [46, 1] },
  },
  "c7g.large": {
    family: "c7g",
    architecture: "arm64",
    vcpus: 2,
    memoryGiB: 4,
    onDemandUsd: 0.0725,
    spot: { "us-east-1": [49, 0], "eu-central-1": [48, 4], "eu-west-1": [52, 0] },
  },
  "c7g.xlarge": {
    family: "c7g",
    architecture: "arm64",
    vcpus: 4,
    memoryGiB: 8,
    onDemandUsd: 0.145,
    spot: { "us-east-1": [62, 0], "eu-central-1": [53, 3], "eu-west-1": [52, 0] },
  },
  "c7g.2xlarge": {
    family: "c7g",
    architecture: "arm64",
    vcpus: 8,
    memoryGiB: 16,
    onDemandUsd: 0.29,
    spot: { "us-east-1": [69, 0], "eu-central-1": [58, 3], "eu-west-1": [54, 1] },
  },
  "c7g.4xlarge": {
    family: "c7g",
    architecture: "arm64",
    vcpus: 16,
    memoryGiB: 32,
    onDemandUsd: 0.58,
    spot: { "us-east-1": [71, 0], "eu-central-1": [63, 0], "eu-west-1": [56, 0] },
  },
  "r7g.large": {
    family: "r7g",
    architecture: "arm64",
    vcpus: 2,
    memoryGiB: 16,
    onDemandUsd: 0.1071,
    spot: { "us-east-1": [68, 2], "eu-central-1": [70, 3], "eu-west-1": [55, 4] },
  },
  "r7g.xlarge": {
    family: "r7g",
    architecture: "arm64",
    vcpus: 4,
    memoryGiB: 32,
    onDemandUsd: 0.2142,
    spot: { "us-east-1": [71, 4], "eu-central-1": [70, 3], "eu-west-1": [54, 3] },
  },
  "r7g.2xlarge": {
    family: "r7g",
    architecture: "arm64",
    vcpus: 8,
    memoryGiB: 64,
    onDemandUsd: 0.4284,
    spot: { "us-east-1": [67, 4], "eu-central-1": [57, 3], "eu-west-1": [56, 1] },
  },
  "r7g.4xlarge": {
    family: "r7g",
    architecture: "arm64",
    vcpus: 16,
    memoryGiB: 128,
    onDemandUsd: 0.8568,
    spot: { "us-east-1": [67, 4], "eu-central-1": [67, 3], "eu-west-1": [55, 2] },
  },
} as const satisfies Record<string, SpotInstanceType>;

/** Names of {@link SPOT_INSTANCE_TYPES}, in the order of the table. */
export const SPOT_INSTANCE_TYPE_NAMES = Object.keys(
  SPOT_INSTANCE_TYPES,
) as readonly (keyof typeof SPOT_INSTANCE_TYPES)[];
