/** Support of one Kubernetes minor version on EKS. Dates are days, inclusive, in UTC. */
export interface KubernetesVersionFacts {
  /** Day EKS released it. */
  readonly releasedOn: string;
  /** Last day of standard support. */
  readonly standardSupportUntil: string;
  /** Last day of extended support, which costs six times the standard price of a cluster hour. */
  readonly extendedSupportUntil: string;
}

/** Where the table below comes from, and when it was last compared with it. */
export const KUBERNETES_VERSIONS_SOURCE = {
  url: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  comparedOn: "2026-11-24",
} as const;

/** Minor versions with support left, oldest first. */
export const KUBERNETES_VERSIONS = {
  "1.32": { releasedOn: "2025-01-23", standardSupportUntil: "2026-03-23", extendedSupportUntil: "2027-03-23" },
  "1.33": { releasedOn: "2025-05-29", standardSupportUntil: "2026-07-29", extendedSupportUntil: "2027-07-29" },
  "1.34": { releasedOn: "2025-10-02", standardSupportUntil: "2026-12-02", extendedSupportUntil: "2027-12-02" },
  "1.35": { releasedOn: "2026-01-27", standardSupportUntil: "2027-03-27", extendedSupportUntil: "2028-03-27" },
} as const satisfies Record<string, KubernetesVersionFacts>;

/** A minor version of {@link KUBERNETES_VERSIONS}. */
export type KubernetesVersion = keyof typeof KUBERNETES_VERSIONS;

/** How a version stands on a day; `unlisted` where the table does not know it. */
export type KubernetesSupport = "standard" | "extended" | "ended" | "unlisted";

/**
 * How EKS supports a version on a day.
 * @param version minor version, such as `1.35`
 * @param day the day, as `YYYY-MM-DD`
 */
export function kubernetesSupport(version: string, day: string): KubernetesSupport {
  if (!isKubernetesVersion(version)) {
    return "unlisted";
  }
  const { standardSupportUntil, extendedSupportUntil } = KUBERNETES_VERSIONS[version];
  if (day <= standardSupportUntil) {
    return "standard";
  }
  return day <= extendedSupportUntil ? "extended" : "ended";
}

/** Whether the table knows a version. */
export function isKubernetesVersion(version: string): version is KubernetesVersion {
  return Object.hasOwn(KUBERNETES_VERSIONS, version);
}
