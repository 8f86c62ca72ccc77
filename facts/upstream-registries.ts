/** A public registry whose images ECR can cache. */
export interface UpstreamRegistry {
  /** Host that the rule names. */
  readonly url: string;
  /** Whether ECR needs a secret to pull from it. */
  readonly needsCredentials: boolean;
}

/** Where the table below comes from, and when it was last compared with it. */
export const UPSTREAM_REGISTRIES_SOURCE = {
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
  comparedOn: "2026-11-24",
} as const;

/** Registries that the platform's charts and base images come from. */
export const UPSTREAM_REGISTRIES = {
  "docker-hub": { url: "registry-1.docker.io", needsCredentials: true },
  "ecr-public": { url: "public.ecr.aws", needsCredentials: false },
  github: { url: "ghcr.io", needsCredentials: true },
  kubernetes: { url: "registry.k8s.io", needsCredentials: false },
  quay: { url: "quay.io", needsCredentials: false },
} as const satisfies Readonly<Record<string, UpstreamRegistry>>;

/** A key of {@link UPSTREAM_REGISTRIES}. */
export type UpstreamKey = keyof typeof UPSTREAM_REGISTRIES;
