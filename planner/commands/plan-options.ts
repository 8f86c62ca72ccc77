import type { OptionSpec } from "./options";

/** Options of every command that plans stacks. */
export const PLAN_OPTIONS = {
  stack: {
    type: "string",
    multiple: true,
    value: "S",
    help: "plan only this stack, and what it refers to (repeatable)",
  },
  unknowns: { type: "boolean", help: "leave computed outputs unknown, as `pulumi preview` does" },
  outputs: {
    type: "string",
    value: "FILE",
    help: 'outputs of stacks outside this run: { "org/project/stack": { … } }',
  },
  sites: { type: "boolean", help: "record where each resource is constructed (slower)" },
  timeout: { type: "string", value: "SECONDS", help: "time limit of one stack's program (default 120)" },
  cwd: { type: "string", value: "DIR", help: "folder of the Pulumi project (default: this folder)" },
  out: { type: "string", value: "FILE", help: "write the result to a file" },
} as const satisfies Record<string, OptionSpec>;
