import { isSecret, type Properties, type PropertyValue } from "../plan";

/**
 * Outputs of a stack by its full name, `organization/project/stack`. Rejects where the stack is not known,
 * with a message that says how to make it known.
 */
export type OutputsOf = (stack: string) => Promise<Properties>;

/** Answers stack references from the outputs of other stacks, and remembers which were read. */
export class StackReferences {
  readonly #read = new Set<string>();

  constructor(
    private readonly place: { readonly organization: string; readonly project: string },
    private readonly outputsOf: OutputsOf,
  ) {}

  /** Full names of the stacks that were read, sorted. */
  get names(): readonly string[] {
    return [...this.#read].sort();
  }

  /** State of a `StackReference`: the other stack's outputs, and which of them are secret. */
  async read(name: string): Promise<Properties> {
    const full = this.fullName(name);
    this.#read.add(full);
    const outputs = await this.outputsOf(full);
    const secretOutputNames = Object.keys(outputs).filter((key) => containsSecret(outputs[key] ?? null));
    return { name, outputs, secretOutputNames };
  }

  // A short name is completed as the service's backend does: `stack` and `organization/stack` mean this project.
  private fullName(name: string): string {
    const parts = name.split("/");
    const [stack = "", second, first] = [...parts].reverse();
    const project = first === undefined ? this.place.project : second;
    const organization = first ?? second ?? this.place.organization;
    return `${organization}/${project ?? ""}/${stack}`;
  }
}

function containsSecret(value: PropertyValue): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return isSecret(value) || Object.values(value).some(containsSecret);
}
