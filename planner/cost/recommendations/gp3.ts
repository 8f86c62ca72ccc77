import { onLines, savingBy, type Recommendation } from "./recommendation";

/** Volumes of the older general kind. */
export const gp3: Recommendation = {
  id: "gp3",
  title: "Store it on gp3",
  risk: "A gp2 volume beyond 1 TB has more than the 3,000 IOPS that gp3 includes; state `iops` where it needs them.",
  advice: (estimate) =>
    onLines(estimate, (line, { region }) =>
      line.meter === "ebs:gp2"
        ? { change: "gp2 → gp3", savingUsd: savingBy(estimate.book, line, { meter: "ebs:gp3", home: region }) }
        : undefined,
    ),
};
