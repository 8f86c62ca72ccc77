/**
 * The plan of one stack: plain, serialisable data. Whoever judges or draws an environment reads plans,
 * and never a component.
 *
 * Property values are JSON with Pulumi's own marks, exactly as they travel between program, engine and policy pack
 * and as `pulumi stack export` writes them: a secret is `{ [SIGNATURE]: SECRET, value }`, an unknown is the string
 * {@link UNKNOWN}, assets, archives and resource references carry a signature of their own.
 */

/** Key that marks an object as a special value. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Signature of a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** Signature of an asset. */
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
/** Signature of an archive. */
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
/** Signature of a reference to another resource. */
export const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
/** Signature of an output value, which carries its dependencies with it. */
export const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** A value that is only known after `pulumi up`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A JSON value, which may carry the marks above. */
export type PropertyValue = string | number | boolean | null | PropertyValue[] | Properties;

/** The inputs or outputs of a resource, by property name. */
export interface Properties {
  [name: string]: PropertyValue;
}

/** A value that is secret. */
export interface SecretValue extends Properties {
  [SIGNATURE]: typeof SECRET;
}

/** How computed outputs are answered. */
export type PlanMode = "as-applied" | "unknowns";

/** What a planned resource is. */
export type ResourceKind = "custom" | "component" | "provider" | "read";

/** Options that were set on a resource; an option that was not set is absent. */
export interface PlannedOptions {
  /** Whether deletion is refused. */
  readonly protect?: boolean;
  /** Whether the physical resource outlives its deletion from the stack. */
  readonly retainOnDelete?: boolean;
  /** Whether a replacement is made only after the old resource is gone. */
  readonly deleteBeforeReplace?: boolean;
  /** Inputs whose changes are not carried out. */
  readonly ignoreChanges?: readonly string[];
  /** Inputs whose changes replace the resource. */
  readonly replaceOnChanges?: readonly string[];
  /** Outputs that are secret whatever the provider says. */
  readonly additionalSecretOutputs?: readonly string[];
  /** Inputs whose changes are not shown. */
  readonly hideDiffs?: readonly string[];
  /** URNs that the resource had before, as they were declared: parents' aliases are not spelled out. */
  readonly aliases?: readonly string[];
  /** URN of the resource whose deletion deletes this one as well. */
  readonly deletedWith?: string;
  /** URNs of the resources whose replacement replaces this one as well. */
  readonly replaceWith?: readonly string[];
  /** Id of the existing resource that is adopted. */
  readonly import?: string;
  /** Version of the provider plugin. */
  readonly version?: string;
  /** Where the provider plugin is downloaded from. */
  readonly pluginDownloadURL?: string;
  /** Time limits of operations, as durations of Go: `"30m"`. */
  readonly customTimeouts?: {
    readonly create?: string;
    readonly update?: string;
    readonly delete?: string;
    readonly read?: string;
  };
}

/** Where in the program a resource was constructed. */
export interface Site {
  /** Path of the file, relative to the project's root where it lies inside. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One resource of a stack. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly kind: ResourceKind;
  /** Physical id: a stable stand-in where the plan is as applied, absent where it is unknown. */
  readonly id?: string;
  /** URN of the parent; absent for the stack itself. */
  readonly parent?: string;
  /** URN of the provider; absent for components and providers. */
  readonly provider?: string;
  /** Region the resource lies in; absent where it has none or none is known. */
  readonly region?: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** URNs of all resources this one waits for, sorted. */
  readonly dependencies: readonly string[];
  /** The dependencies again, by the input they come from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: PlannedOptions;
  /** Frames in the program that led to the construction, innermost first; absent unless sites were asked for. */
  readonly sites?: readonly Site[];
}

/** A message that the program or the SDK logged. */
export interface PlanDiagnostic {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly message: string;
  /** URN of the resource it concerns. */
  readonly urn?: string;
}

/** The plan of one stack. */
export interface Plan {
  readonly version: 1;
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  readonly mode: PlanMode;
  /** All resources: a parent before its children, siblings by URN. */
  readonly resources: readonly PlannedResource[];
  /** Outputs of the stack. */
  readonly outputs: Properties;
  /** Stacks that the program read through a `StackReference`, as `organization/project/stack`, sorted. */
  readonly references: readonly string[];
  readonly diagnostics: readonly PlanDiagnostic[];
}

/** Whether a value is a secret. */
export function isSecret(value: PropertyValue | undefined): value is SecretValue {
  return typeof value === "object" && value !== null && !Array.isArray(value) && value[SIGNATURE] === SECRET;
}

/** Whether a value is unknown until `pulumi up`. */
export function isUnknown(value: PropertyValue | undefined): boolean {
  return value === UNKNOWN;
}

/**
 * A copy for people and reports: secrets become `[secret]`, unknowns `[unknown]`. Nothing under a secret is copied.
 */
export function readable(value: PropertyValue): PropertyValue {
  if (typeof value === "string") {
    return value.replaceAll(UNKNOWN, "[unknown]");
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (isSecret(value)) {
    return "[secret]";
  }
  return Array.isArray(value) ? value.map(readable) : readableProperties(value);
}

/** {@link readable} for a set of properties. */
export function readableProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, readable(value)]));
}
