/**
 * Which input of which resource type forces a replacement, and who says so.
 *
 * `aws:*` is read from generated/force-new.json (written by scripts/generate-force-new.mjs, which explains the sources).
 * The other providers are small enough to be read by hand, on 2026-11-24:
 *
 * - pulumi-kubernetes `provider/pkg/provider/diff.go` (cafe8c4ac4de156415093291bffc63b6e1c97d1e) for every kind, its
 *   `helm_release.go` for releases, and `DiffConfig` in its `provider.go` for the provider itself
 * - terraform-provider-random `internal/provider/resource_password.go` (0117aa60f8ebe02fd51910d8e6883123dadb3cb2)
 * - pulumi-terraform-bridge, `ForcesProviderReplace`, which pulumi-aws sets on `region`
 */

/** Who says that a property replaces: one source or several, joined by `+`. */
export type ForceNewSource = string;

/** Source of what nobody vouches for: a type without a row, or a property that no source knows. */
export const UNPROVEN: ForceNewSource = "unproven";

interface Row {
  readonly replaces: Readonly<Record<string, ForceNewSource>>;
  /** Names of inputs that can be changed in place; `all` where that is everything else. */
  readonly updates: ReadonlySet<string> | "all";
}

interface AwsFile {
  readonly types: Readonly<
    Record<
      string,
      {
        readonly replaces: Readonly<Record<string, ForceNewSource>>;
        readonly updates: Readonly<Record<string, string>>;
      }
    >
  >;
}

const KUBERNETES_SOURCE = "pulumi-kubernetes diff.go";
const METADATA = ["metadata.name", "metadata.namespace"] as const;
const SELECTOR = ["spec.selector"] as const;
const ROLE_BINDING = ["roleRef"] as const;

/** Beyond the name and the namespace, which replace objects of every kind. */
const KUBERNETES_REPLACES: Readonly<Record<string, readonly string[]>> = {
  "kubernetes:apps/v1:DaemonSet": SELECTOR,
  "kubernetes:apps/v1:Deployment": SELECTOR,
  "kubernetes:apps/v1:StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    ...SELECTOR,
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "kubernetes:batch/v1:Job": ["spec.completions", "spec.parallelism", ...SELECTOR, "spec.template"],
  "kubernetes:core/v1:ConfigMap": ["binaryData", "data"],
  "kubernetes:core/v1:PersistentVolumeClaim": [
    "spec.accessModes",
    ...SELECTOR,
    "spec.storageClassName",
    "spec.volumeName",
  ],
  "kubernetes:core/v1:ResourceQuota": ["spec.scopes"],
  "kubernetes:core/v1:Secret": ["data", "stringData", "type"],
  "kubernetes:core/v1:Service": ["spec.clusterIP"],
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": ROLE_BINDING,
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": ROLE_BINDING,
  "kubernetes:storage.k8s.io/v1:StorageClass": ["parameters", "provisioner"],
};

/** Kinds of which nearly everything is fixed; their few changeable fields are not worth a list. */
const KUBERNETES_FIXED: ReadonlySet<string> = new Set([
  "kubernetes:core/v1:PersistentVolume",
  "kubernetes:core/v1:Pod",
]);

const RELEASE: Row = {
  replaces: { name: "pulumi-kubernetes helm_release.go", namespace: "pulumi-kubernetes helm_release.go" },
  updates: "all",
};

const PROVIDERS: Readonly<Record<string, Row>> = {
  "pulumi:providers:aws": { replaces: { region: "pulumi-aws ForcesProviderReplace" }, updates: "all" },
  "pulumi:providers:kubernetes": {
    replaces: Object.fromEntries(
      ["cluster", "clusterIdentifier", "context", "kubeconfig.clusters", "kubeconfig.current-context"].map((name) => [
        name,
        "pulumi-kubernetes DiffConfig",
      ]),
    ),
    updates: "all",
  },
  "pulumi:providers:pulumi": { replaces: {}, updates: "all" },
  "pulumi:providers:random": { replaces: {}, updates: "all" },
};

let loaded: AwsFile["types"] | undefined;
const rows = new Map<string, Row>();

/**
 * Inputs of a type whose change replaces the resource, as paths with dots and without list indices, with their
 * sources; `*` stands for all. Empty where a type can be changed in place throughout, `undefined` where nothing is known.
 */
export function forceNewInputs(type: string): Readonly<Record<string, ForceNewSource>> | undefined {
  return rowOf(type)?.replaces;
}

/**
 * Whether a change at a path replaces a resource of the type: the source that says so, or `undefined` where the change
 * is made in place. What nobody vouches for counts as replacing, with the source {@link UNPROVEN}.
 * @param path names joined by dots, without list indices
 */
export function replacementSource(type: string, path: string): ForceNewSource | undefined {
  const row = rowOf(type);
  if (row === undefined) {
    return UNPROVEN;
  }
  const found = Object.keys(row.replaces).find((forced) => covers(forced, path));
  if (found !== undefined) {
    return row.replaces[found];
  }
  const [head = ""] = path.split(".");
  return row.updates === "all" || row.updates.has(head) || hasForcedParts(row, head) ? undefined : UNPROVEN;
}

/** A path that ends above a forced one means the whole block: whoever cannot say what changes in it cannot rule it out. */
function covers(forced: string, path: string): boolean {
  return forced === "*" || forced === path || path.startsWith(`${forced}.`) || forced.startsWith(`${path}.`);
}

/** A block of which only parts are fixed can otherwise be changed. */
function hasForcedParts(row: Row, head: string): boolean {
  return Object.keys(row.replaces).some((forced) => forced.startsWith(`${head}.`));
}

function rowOf(type: string): Row | undefined {
  const known = rows.get(type) ?? read(type);
  if (known !== undefined) {
    rows.set(type, known);
  }
  return known;
}

function read(type: string): Row | undefined {
  if (type.startsWith("kubernetes:")) {
    return kubernetesRow(type);
  }
  if (type.startsWith("random:")) {
    return { replaces: { "*": "terraform-provider-random RequiresReplace" }, updates: new Set() };
  }
  return Object.hasOwn(PROVIDERS, type) ? PROVIDERS[type] : awsRow(type);
}

function kubernetesRow(type: string): Row {
  if (type.startsWith("kubernetes:helm.sh/")) {
    return RELEASE;
  }
  if (KUBERNETES_FIXED.has(type)) {
    return { replaces: { "*": KUBERNETES_SOURCE }, updates: new Set() };
  }
  const paths = [...METADATA, ...(KUBERNETES_REPLACES[type] ?? [])];
  return { replaces: Object.fromEntries(paths.map((path) => [path, KUBERNETES_SOURCE])), updates: "all" };
}

function awsRow(type: string): Row | undefined {
  const types = (loaded ??= readAws());
  const row = Object.hasOwn(types, type) ? types[type] : undefined;
  return row === undefined
    ? undefined
    : { replaces: row.replaces, updates: new Set(Object.values(row.updates).flatMap((names) => names.split(","))) };
}

function readAws(): AwsFile["types"] {
  // Required here and not imported: most who import facts never need these 250 KB.
  const file: AwsFile = require("./generated/force-new.json");
  return file.types;
}
