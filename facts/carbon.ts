import type { AwsRegion } from "./regions";

/** Where the factors come from. They are of publications of 2020 to 2023, and location-based: contracts for power do not count. */
export const CARBON_SOURCE = {
  source:
    "github.com/cloud-carbon-footprint/cloud-carbon-footprint, packages/aws/src/domain/AwsFootprintEstimationConstants.ts at 0656d55 and packages/core/src/FootprintEstimationConstants.ts at 5cfa10b",
  licence: "Apache-2.0",
  comparedOn: "2026-11-27",
} as const;

/** What machines of AWS take, in the mean of its processors. */
export const MACHINE_ENERGY = {
  /** Watts of a vCPU that has nothing to do. */
  idleWatts: 0.74,
  /** Watts of a vCPU at work. */
  busyWatts: 3.5,
  /** Share of the time at work, where nobody measured it. */
  utilization: 0.5,
  /** What a data centre takes for each unit that its machines take. */
  overhead: 1.135,
} as const;

/** Watt hours of a TB stored for an hour, by medium. */
export const STORAGE_ENERGY = { ssd: 1.2, hdd: 0.65 } as const;

/** Copies of what is stored, by service. */
export const STORAGE_COPIES = { aurora: 6, ebs: 2, s3: 3, dynamodb: 2 } as const;

/** Memory in GB for which a function gets one vCPU. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const LAMBDA_GB_OF_A_VCPU = 1.769;

/** Kilograms of CO2 equivalents for a kWh of the grid, by region; a region without a row has no published factor here. */
export const GRID_KILOGRAMS_PER_KWH: Readonly<Partial<Record<AwsRegion, number>>> = {
  "af-south-1": 0.928,
  "ap-east-1": 0.81,
  "ap-northeast-1": 0.506,
  "ap-northeast-2": 0.5,
  "ap-northeast-3": 0.506,
  "ap-south-1": 0.708,
  "ap-southeast-1": 0.4085,
  "ap-southeast-2": 0.79,
  "ca-central-1": 0.13,
  "eu-central-1": 0.338,
  "eu-north-1": 0.008,
  "eu-south-1": 0.233,
  "eu-west-1": 0.316,
  "eu-west-2": 0.228,
  "eu-west-3": 0.052,
  "me-south-1": 0.732,
  "sa-east-1": 0.074,
  "us-east-1": 0.379069,
  "us-east-2": 0.410608,
  "us-west-1": 0.322167,
  "us-west-2": 0.322167,
};
