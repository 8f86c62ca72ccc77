/** A pinned Helm chart. */
export interface HelmChart {
  /** Chart reference: a name within `repository`, or a whole OCI reference. */
  readonly chart: string;
  /** Exact version; never a range. */
  readonly version: string;
  /** Day the version was released. */
  readonly date: string;
  /** Oldest and newest Kubernetes minor version it supports. */
  readonly kubernetes: { readonly oldest: string; readonly newest: string };
  /** Where version, date and supported Kubernetes versions are documented. */
  readonly source: string;
}

const KARPENTER = {
  version: "1.15.0",
  date: "2026-10-10",
  kubernetes: { oldest: "1.31", newest: "1.37" },
  source: "https://karpenter.sh/v1.15/upgrading/compatibility/",
} as const;

/** The Helm charts the kit installs. Karpenter's definitions and controller carry one version: they go together. */
export const CHARTS = {
  "karpenter-crd": { ...KARPENTER, chart: "oci://public.ecr.aws/karpenter/karpenter-crd" },
  karpenter: { ...KARPENTER, chart: "oci://public.ecr.aws/karpenter/karpenter" },
} as const satisfies Readonly<Record<string, HelmChart>>;
