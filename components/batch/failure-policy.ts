/** A rule of a Job's `podFailurePolicy`; the first that fits a failed pod counts. */
export interface PlannedFailureRule {
  readonly action: "Ignore" | "FailJob" | "FailIndex";
  readonly onPodConditions?: { readonly type: string; readonly status: "True" }[];
  readonly onExitCodes?: { readonly operator: "In"; readonly values: number[] };
}

/** Plans what becomes of a pod that failed, where it is not simply retried. */
export function planFailurePolicy(
  failRunExitCodes: readonly number[],
  failShardExitCodes: readonly number[],
): PlannedFailureRule[] {
  return [
    // A pod that lost its node did nothing wrong. This comes first: told to stop, it ends with a code of its own.
    { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
    ...onExitCodes("FailJob", failRunExitCodes),
    ...onExitCodes("FailIndex", failShardExitCodes),
  ];
}

function onExitCodes(action: "FailJob" | "FailIndex", codes: readonly number[]): PlannedFailureRule[] {
  const values = codes.toSorted((left, right) => left - right);
  return values.length === 0 ? [] : [{ action, onExitCodes: { operator: "In", values } }];
}
