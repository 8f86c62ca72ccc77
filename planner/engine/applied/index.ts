import { packageOf } from "../urn";
import { appliedAws } from "./aws";
import { appliedKubernetes } from "./kubernetes";
import { appliedRandom } from "./random";
import { autoName, type AppliedState, type Subject } from "./subject";

export type { AppliedState, Subject } from "./subject";

const BY_PACKAGE: Readonly<Record<string, (subject: Subject) => AppliedState>> = {
  aws: appliedAws,
  kubernetes: appliedKubernetes,
  random: appliedRandom,
};

/**
 * Id and computed outputs of a resource as if it had been applied: stable values that are recognisable and carry the
 * right account, region and partition. What cannot be derived is left out, and so stays unknown.
 */
export function appliedState(subject: Subject): AppliedState {
  const applied = BY_PACKAGE[packageOf(subject.type)];
  return applied === undefined ? { id: subject.existingId ?? autoName(subject), outputs: {} } : applied(subject);
}
