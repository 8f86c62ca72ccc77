import { BATCH_KEY } from "../../facts/labels";
import { asList, member } from "./tags";

/** Effects that keep a pod without a toleration away, as EKS and as Kubernetes write them. */
const REPELS: ReadonlySet<unknown> = new Set(["NO_SCHEDULE", "NO_EXECUTE", "NoSchedule", "NoExecute"]);

/** Whether taints keep every pod away that does not tolerate being interrupted. */
export function hasBatchTaint(taints: unknown): boolean {
  return asList(taints).some((taint) => member(taint, "key") === BATCH_KEY && REPELS.has(member(taint, "effect")));
}

/** What is expected of nodes on spot. */
export const EXPECTED_TAINT = `a taint ${BATCH_KEY} that repels what does not tolerate it`;

/** What is expected of machines on spot outside Kubernetes. */
export const EXPECTED_TAG = `a tag ${BATCH_KEY} of "true"`;
