import { onLines, savingBy, type Recommendation } from "./recommendation";

/** Versions that AWS supports for money alone. */
export const extendedSupport: Recommendation = {
  id: "extended-support",
  title: "Leave versions in extended support",
  risk: "An upgrade of the control plane goes one minor version at a time, and nodes follow.",
  advice: (estimate) =>
    onLines(estimate, (line, { region }) =>
      line.meter === "eks:extended-support-cluster-hour"
        ? {
            change: "upgrade the cluster to a version in standard support",
            savingUsd: savingBy(estimate.book, line, { meter: "eks:cluster-hour", home: region }),
          }
        : undefined,
    ),
};
