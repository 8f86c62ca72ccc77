import type { Alias } from "@pulumi/pulumi/proto/alias_pb";

/** Type of the resource that stands for the stack itself. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The parts of a URN. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Type of the resource after the types of its parents, joined by `$`. */
  readonly qualifiedType: string;
  readonly name: string;
}

/** Composes a URN from its parts and the parent's URN; an empty parent means none. */
export function urnOf(
  place: { stack: string; project: string },
  resource: { type: string; name: string },
  parent: string,
): string {
  const prefix = parent === "" ? "" : parentPrefix(splitUrn(parent).qualifiedType);
  return `urn:pulumi:${place.stack}::${place.project}::${prefix}${resource.type}::${resource.name}`;
}

/** Takes a URN apart. */
export function splitUrn(urn: string): UrnParts {
  const [head = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return { stack: head.slice("urn:pulumi:".length), project, qualifiedType, name: name.join("::") };
}

/** Type of the resource a URN names. */
export function typeOfUrn(urn: string): string {
  const { qualifiedType } = splitUrn(urn);
  return qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
}

/** URN of the provider that a reference names: the provider's URN and its id. */
export function urnOfReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** Package of a type token: `aws` of `aws:s3/bucket:Bucket`, and of the provider `pulumi:providers:aws`. */
export function packageOf(type: string): string {
  const [head = "", middle = "", last = ""] = type.split(":");
  return head === "pulumi" && middle === "providers" ? last : head;
}

/** The URN that an alias stands for, its missing parts taken from the resource. */
export function urnOfAlias(alias: Alias, resource: { urn: string; type: string; parent: string }): string {
  const spec = alias.getSpec();
  if (alias.hasUrn() || spec === undefined) {
    return alias.getUrn();
  }
  const own = splitUrn(resource.urn);
  const place = { stack: given(spec.getStack(), own.stack), project: given(spec.getProject(), own.project) };
  const parent = spec.getNoparent() ? "" : given(spec.getParenturn(), resource.parent);
  return urnOf(place, { type: given(spec.getType(), resource.type), name: given(spec.getName(), own.name) }, parent);
}

function given(value: string, fallback: string): string {
  return value === "" ? fallback : value;
}

function parentPrefix(qualifiedType: string): string {
  return qualifiedType === STACK_TYPE ? "" : `${qualifiedType}$`;
}
