/** URN of the stack that a resource is in: what concerns no single resource is reported of the stack. */
export function stackOf(urn: string): string {
  const [stack = "", project = ""] = urn.replace("urn:pulumi:", "").split("::");
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}
