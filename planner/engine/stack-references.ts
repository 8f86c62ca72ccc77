import type { Properties } from "../plan";
import { containsSecret, containsUnknown } from "./contains";

/**
 * Outputs of a stack by its full name, `organization/project/stack`. Rejects where the stack is not known,
 * with a message that says how to make it known.
 */
export type OutputsOf = (stack: string) => Promise<Properties>;

/** Answers stack references from the outputs of other stacks, and remembers which were read. */
export class StackReferences {
  readonly #read = new Set<string>();
  readonly #partlyKnown = new Map<string, Properties>();

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
    if (containsUnknown(outputs)) {
      this.#partlyKnown.set(name, outputs);
    }
    const secretOutputNames = Object.keys(outputs).filter((key) => containsSecret(outputs[key] ?? null));
    return { name, outputs, secretOutputNames };
  }

  /** Outputs of a stack that was read, by the name it was read by, where some are known and some are not. */
  partlyKnown(name: string): Properties | undefined {
    return this.#partlyKnown.get(name);
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
