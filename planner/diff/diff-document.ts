import { z } from "zod";
import type { StackDiff } from "./diff-plans";
import type { PropertyChange } from "./property-diff";
import { OPERATIONS, type ResourceChange } from "./resource-change";

const Value = z.unknown().describe("[secret] and [unknown] stand for what is not shown");

const Change = z.strictObject({
  path: z.string().describe("place in the inputs, such as vpcConfig.subnetIds[2]"),
  kind: z
    .enum(["added", "removed", "changed", "unknown", "follows"])
    .describe("follows: the value comes from a resource that is replaced"),
  before: Value.optional(),
  after: Value.optional(),
});

const Reason = z.discriminatedUnion("because", [
  z.strictObject({
    because: z.literal("input"),
    path: z.string(),
    source: z.string().describe("who says that this input replaces; unproven where nobody vouches for it"),
  }),
  z.strictObject({ because: z.literal("replaceOnChanges"), path: z.string() }),
  z.strictObject({ because: z.literal("region"), before: z.string(), after: z.string() }),
  z.strictObject({ because: z.literal("type"), before: z.string(), after: z.string() }),
  z.strictObject({ because: z.literal("provider"), urn: z.string() }),
  z.strictObject({ because: z.literal("replaceWith"), urn: z.string() }),
]);

const Resource = z.strictObject({
  operation: z.enum(OPERATIONS),
  urn: z.string(),
  type: z.string(),
  name: z.string(),
  kind: z.enum(["custom", "component", "provider", "read"]),
  renamedFrom: z.string().optional().describe("URN it had, where it keeps what it stands for"),
  parent: z.strictObject({ before: z.string().nullable(), after: z.string().nullable() }).optional(),
  changes: z.array(Change),
  reasons: z.array(Reason).describe("why it is replaced; empty otherwise"),
  options: z.array(
    z.strictObject({
      option: z.enum(["protect", "retainOnDelete", "deleteBeforeReplace"]),
      before: z.boolean(),
      after: z.boolean(),
    }),
  ),
  order: z.enum(["create first", "delete first"]).optional(),
  blocked: z.literal(true).optional().describe("protected: the update fails until protection is taken away"),
  retained: z.literal(true).optional().describe("leaves the stack and stays in the account"),
});

const Counts = z.strictObject({
  create: z.int(),
  update: z.int(),
  replace: z.int(),
  delete: z.int(),
  same: z.int(),
  blocked: z.int(),
});

const Stack = z.strictObject({
  name: z.string().describe("organization/project/stack"),
  resources: z.array(Resource).describe("what changes, components and providers among it"),
  outputs: z.array(Change),
  undetermined: z.int().describe("inputs that are unknown in both plans"),
  counts: Counts,
});

/** What `planner diff --format json` prints. The version changes when a field changes its meaning or goes. */
export const DiffDocument = z.strictObject({
  version: z.literal(1),
  before: z.string().describe("where the earlier plans come from"),
  after: z.string().describe("where the later plans come from"),
  stacks: z.array(Stack),
  counts: Counts.describe("custom resources of all stacks, without components and providers"),
});

/** One JSON document for a whole comparison. */
export type DiffDocument = z.infer<typeof DiffDocument>;

/** One stack of a {@link DiffDocument}. */
export type DiffStack = z.infer<typeof Stack>;

/** One resource of a {@link DiffStack}. */
export type DiffResource = z.infer<typeof Resource>;

/** Where the two sides come from, for the reader. */
export interface DiffSides {
  readonly before: string;
  readonly after: string;
}

/** Puts a comparison into one document: what stays the same is counted and not listed. */
export function diffDocument({ before, after }: DiffSides, diffs: readonly StackDiff[]): DiffDocument {
  const stacks = diffs.map(stackOf);
  const sum = (name: keyof z.infer<typeof Counts>): number =>
    stacks.reduce((total, { counts }) => total + counts[name], 0);
  return {
    version: 1,
    before,
    after,
    stacks,
    counts: {
      create: sum("create"),
      update: sum("update"),
      replace: sum("replace"),
      delete: sum("delete"),
      same: sum("same"),
      blocked: sum("blocked"),
    },
  };
}

function stackOf({ name, resources, outputs, undetermined }: StackDiff): DiffStack {
  const custom = resources.filter(({ kind }) => kind === "custom");
  const count = (operation: ResourceChange["operation"]): number =>
    custom.filter((resource) => resource.operation === operation).length;
  return {
    name,
    resources: resources.filter(isWorthTelling).map(resourceOf),
    outputs: outputs.map(changeOf),
    undetermined,
    counts: {
      create: count("create"),
      update: count("update"),
      replace: count("replace"),
      delete: count("delete"),
      same: count("same"),
      blocked: custom.filter(({ blocked }) => blocked === true).length,
    },
  };
}

function isWorthTelling({ operation, renamedFrom, parent, options }: ResourceChange): boolean {
  return operation !== "same" || renamedFrom !== undefined || parent !== undefined || options.length > 0;
}

function resourceOf({ changes, reasons, options, parent, ...rest }: ResourceChange): DiffResource {
  return {
    ...rest,
    ...(parent !== undefined && { parent: { ...parent } }),
    changes: changes.map(changeOf),
    reasons: [...reasons],
    options: options.map((option) => ({ ...option })),
  };
}

function changeOf({ path, kind, before, after }: PropertyChange): DiffResource["changes"][number] {
  return { path, kind, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
