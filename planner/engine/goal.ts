import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { PlannedOptions, Properties, PropertyValue } from "../plan";

/** What a program asks for when it registers a resource, before the engine has placed it in the stack. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: string;
  inputs: Properties;
  /** Reference to a provider, `urn::id`; empty where the default provider is meant. */
  provider: string;
  /** Provider references by package, for the children of a component. */
  providers: Record<string, string>;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  options: Mutable<Omit<PlannedOptions, "aliases">>;
  aliases: readonly Alias[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads a registration request. Fields that the program left alone are absent from the options. */
export function goalOf(request: RegisterResourceRequest): Goal {
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent(),
    inputs: propertiesOf(request.getObject()),
    provider: request.getProvider(),
    providers: Object.fromEntries(request.getProvidersMap().getEntryList()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependenciesOf(request),
    options: optionsOf(request),
    aliases: request.getAliasesList(),
  };
}

/** The callbacks that transform this one resource and its children. */
export function transformsOf(request: RegisterResourceRequest): readonly Callback[] {
  return request.getTransformsList();
}

/** Plain properties of a protocol struct. */
export function propertiesOf(struct: { toJavaScript(): Record<string, unknown> } | undefined): Properties {
  const properties = (struct?.toJavaScript() ?? {}) as Properties;
  return withoutMarkers(properties) as Properties;
}

/** The SDK's own marks on assets and archives, which the engine drops. */
const ASSET_MARKERS = ["__pulumiAsset", "__pulumiArchive"] as const;

/** The value without the SDK's marks; the very same value where it holds none. */
function withoutMarkers(value: PropertyValue): PropertyValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const isMarked = ASSET_MARKERS.some((marker) => marker in value);
  const changed = Object.entries(value).filter(([, item]) => withoutMarkers(item) !== item);
  if (!isMarked && changed.length === 0) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withoutMarkers);
  }
  const kept = Object.entries(value).filter(([key]) => !ASSET_MARKERS.some((marker) => marker === key));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutMarkers(item)]));
}

/** A frame of a stack trace. */
export interface Frame {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** Frames of a stack trace that carry a position, innermost first. */
export function framesOf(trace: StackTrace | undefined): Frame[] {
  return (trace?.getFramesList() ?? []).flatMap((frame) => {
    const position = frame.getPc();
    return position === undefined
      ? []
      : [{ uri: position.getUri(), line: position.getLine(), column: position.getColumn() }];
  });
}

function propertyDependenciesOf(request: RegisterResourceRequest): Record<string, string[]> {
  const entries = request.getPropertydependenciesMap().getEntryList();
  // The map's raw entries hold arrays until `get` wraps them; `get` is the typed way in.
  return Object.fromEntries(
    entries.map(([property]) => [property, request.getPropertydependenciesMap().get(property)?.getUrnsList() ?? []]),
  );
}

function optionsOf(request: RegisterResourceRequest): Goal["options"] {
  return {
    ...(request.hasProtect() && { protect: request.getProtect() ?? false }),
    ...(request.hasRetainondelete() && { retainOnDelete: request.getRetainondelete() ?? false }),
    ...(request.getDeletebeforereplacedefined() && { deleteBeforeReplace: request.getDeletebeforereplace() }),
    ...list("ignoreChanges", request.getIgnorechangesList()),
    ...list("replaceOnChanges", request.getReplaceonchangesList()),
    ...list("additionalSecretOutputs", request.getAdditionalsecretoutputsList()),
    ...list("hideDiffs", request.getHidediffsList()),
    ...list("replaceWith", request.getReplaceWithList()),
    ...text("deletedWith", request.getDeletedwith()),
    ...text("import", request.getImportid()),
    ...text("version", request.getVersion()),
    ...text("pluginDownloadURL", request.getPlugindownloadurl()),
    ...timeoutsOf(request.getCustomtimeouts()),
  };
}

/** Custom timeouts that were set, as an option. */
export function timeoutsOf(
  timeouts: RegisterResourceRequest.CustomTimeouts | undefined,
): Pick<PlannedOptions, "customTimeouts"> {
  const set = {
    ...text("create", timeouts?.getCreate() ?? ""),
    ...text("update", timeouts?.getUpdate() ?? ""),
    ...text("delete", timeouts?.getDelete() ?? ""),
    ...text("read", timeouts?.getRead() ?? ""),
  };
  return Object.keys(set).length === 0 ? {} : { customTimeouts: set };
}

/** An option that holds a list, absent where the list is empty. */
export function list<Key extends string>(key: Key, values: readonly string[]): { [K in Key]?: readonly string[] } {
  return values.length === 0 ? {} : ({ [key]: values } as { [K in Key]?: readonly string[] });
}

/** An option that holds text, absent where the text is empty. */
export function text<Key extends string>(key: Key, value: string): { [K in Key]?: string } {
  return value === "" ? {} : ({ [key]: value } as { [K in Key]?: string });
}
