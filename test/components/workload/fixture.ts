import type { WorkloadArgs } from "../../../components/workload";

export const TAGS = {
  environment: "test",
  service: "allocation",
  owner: "inventory",
  "cost-center": "cc-100",
  channel: "all",
  feature: "reservations",
  "data-class": "internal",
  residency: "eu",
} as const;

export const REPOSITORY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/allocation";

/** The arguments every workload needs, and nothing else. */
export const REQUIRED = {
  role: "server",
  image: { repository: REPOSITORY, tag: "1.4.2" },
  tags: TAGS,
} as const satisfies WorkloadArgs;

/** Labels of every object of the workload at defaults. */
export const LABELS = {
  "inventory-platform/environment": "test",
  "inventory-platform/service": "allocation",
  "inventory-platform/owner": "inventory",
  "inventory-platform/cost-center": "cc-100",
  "inventory-platform/channel": "all",
  "inventory-platform/feature": "reservations",
  "inventory-platform/data-class": "internal",
  "inventory-platform/residency": "eu",
} as const;
