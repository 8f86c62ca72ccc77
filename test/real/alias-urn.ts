/** An alias as it was declared: a URN, or what is different about it. */
export type DeclaredAlias =
  | string
  | {
      readonly name?: string;
      readonly type?: string;
      readonly stack?: string;
      readonly project?: string;
      readonly parent?: string;
      readonly noParent?: boolean;
    };

/** The resource that declares an alias. */
interface Owner {
  readonly urn: string;
  readonly parent: string | undefined;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The URN that an alias means: what it does not say is as the resource that declares it has it. */
export function aliasUrn(alias: DeclaredAlias, owner: Owner): string {
  if (typeof alias === "string") {
    return alias;
  }
  const { stack, project, type, name } = { ...partsOf(owner.urn), ...alias };
  const parent = alias.noParent === true ? undefined : (alias.parent ?? owner.parent);
  return `urn:pulumi:${stack}::${project}::${prefixOf(parent)}${type}::${name}`;
}

function partsOf(urn: string): Record<"stack" | "project" | "type" | "name", string> {
  const [stack = "", project = "", types = "", ...names] = urn.slice("urn:pulumi:".length).split("::");
  return { stack, project, type: types.split("$").at(-1) ?? "", name: names.join("::") };
}

/** Types of the ancestors as a child's URN repeats them; the stack itself is not among them. */
function prefixOf(parent: string | undefined): string {
  const types = parent?.split("::")[2] ?? STACK_TYPE;
  return types === STACK_TYPE ? "" : `${types}$`;
}
