/** A taint of nodes that pods put up with. */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;
  /**
   * Value of the taint.
   *
   * @default - any value
   */
  readonly value?: string;
  /** Effect of the taint. */
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** Nodes that pods run on. */
export interface Placement {
  /**
   * Labels that a node must carry.
   *
   * @default - any node
   */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /**
   * Taints of nodes that the pods put up with.
   *
   * @default - untainted nodes only
   */
  readonly tolerations?: readonly Toleration[];
}

/** A toleration as Kubernetes takes it. */
export interface PlannedToleration extends Toleration {
  readonly operator: "Equal" | "Exists";
}

/** {@link Placement} as Kubernetes and Helm charts take it; what was not asked for is absent. */
export interface PlannedPlacement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: PlannedToleration[];
}

/** Plans where pods run. */
export function planPlacement({ nodeLabels, tolerations }: Placement = {}): PlannedPlacement {
  return {
    ...(nodeLabels === undefined ? {} : { nodeSelector: nodeLabels }),
    ...(tolerations === undefined ? {} : { tolerations: tolerations.map(withOperator) }),
  };
}

function withOperator(toleration: Toleration): PlannedToleration {
  return { ...toleration, operator: toleration.value === undefined ? "Exists" : "Equal" };
}
