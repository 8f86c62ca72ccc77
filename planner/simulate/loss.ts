import type { ResourceReader } from "../resource/reader";
import type { ScenarioWorkload } from "./scenario";

/** How long before it takes a node on spot AWS says so: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html */
const NOTICE_SECONDS = 120;
const DEFAULT_GRACE_SECONDS = 30;
const POD = "spec.template.spec.";
const DO_NOT_DISRUPT = "karpenter.sh/do-not-disrupt";

/** Seconds that a pod gets to end what it is at when its node is reclaimed. */
export function graceSecondsOf(deployment: ResourceReader): number {
  if (doNotDisrupt(deployment)) {
    // Karpenter does not evict it then, and the node is gone without the pod's being told.
    return 0;
  }
  return Math.min(NOTICE_SECONDS, deployment.number(`${POD}terminationGracePeriodSeconds`, DEFAULT_GRACE_SECONDS));
}

/** Whether its pods ask Karpenter not to evict them. */
export function doNotDisrupt(deployment: ResourceReader): boolean {
  const annotations = deployment.read("spec.template.metadata.annotations");
  return (
    typeof annotations === "object" &&
    annotations !== null &&
    !Array.isArray(annotations) &&
    Object.entries(annotations).some(([name, value]) => name === DO_NOT_DISRUPT && value === "true")
  );
}

/** Why things are lost with pods, and what to change. */
export function lossAdvice(load: ScenarioWorkload, deployment: ResourceReader, isProtected: boolean): string {
  const grace = deployment.number(`${POD}terminationGracePeriodSeconds`, DEFAULT_GRACE_SECONDS);
  if (isProtected) {
    return `${DO_NOT_DISRUPT} takes the notice away; remove the annotation`;
  }
  if (load.serviceSeconds > NOTICE_SECONDS) {
    return `a thing takes ${load.serviceSeconds} s and spot gives ${NOTICE_SECONDS} s notice; cut it smaller, or have it redone`;
  }
  return load.serviceSeconds > grace
    ? `a thing takes ${load.serviceSeconds} s and a pod is given ${grace} s; raise terminationGracePeriodSeconds`
    : "a zone gives no notice; have what is lost redone, by a queue or by whoever asked";
}
