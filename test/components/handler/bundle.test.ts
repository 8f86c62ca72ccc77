import { buildSync, type Metafile } from "esbuild";
import type { BatchResponse, TableClient } from "../../../components/handler/runtime";
import { codeOf, ROOT, sourceOf, typeErrors, type Block } from "../../docs/blocks";

/** What the README shows: the code of a handler, by which it is bundled as its own command says. */
const [documented] = codeOf("components/handler/README.md");

interface Stock {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
}
type Handle = (batch: { readonly Records: readonly object[] }) => Promise<BatchResponse>;
interface Bundle {
  readonly project: (client: TableClient, write: (stock: Stock) => Promise<void>) => Handle;
}

function bundle({ code }: Block): { readonly text: string; readonly metafile: Metafile } {
  const { outputFiles, metafile } = buildSync({
    stdin: { contents: code, loader: "ts", resolveDir: ROOT, sourcefile: "index.ts" },
    bundle: true,
    platform: "node",
    target: "node24",
    external: ["@aws-sdk/*"],
    alias: { "inventory-platform/runtime": sourceOf("inventory-platform/runtime") ?? "" },
    metafile: true,
    write: false,
  });
  return { text: outputFiles.map(({ text }) => text).join(""), metafile };
}

function load(text: string): Bundle {
  const module: { exports: Partial<Bundle> } = { exports: {} };
  new Function("module", "exports", "require", text)(module, module.exports, require);
  const { project } = module.exports;
  if (project === undefined) {
    throw new Error("the bundle exports no function project");
  }
  return { project };
}

/** A table of one region, as far as the store's conditions go: a key is put once, and changed by whoever put it. */
function table(): TableClient & { readonly states: () => readonly string[] } {
  const states = new Map<string, string>();
  const refuse = (key: string): Error =>
    Object.assign(new Error("conflict"), {
      name: "ConditionalCheckFailedException",
      Item: { state: { S: states.get(key) ?? "" } },
    });
  const keyOf = (item: Record<string, { S: string } | { N: string }>): string => JSON.stringify(item["key"]);
  return {
    putItem: async ({ Item: item }) => {
      if (states.has(keyOf(item))) {
        throw refuse(keyOf(item));
      }
      states.set(keyOf(item), "in-progress");
    },
    updateItem: async ({ Key: item }) => states.set(keyOf(item), "completed"),
    deleteItem: async ({ Key: item }) => states.delete(keyOf(item)),
    states: () => [...states].map(([key, state]) => `${key} ${state}`),
  };
}

function record(sequenceNumber: string, stock: Partial<Stock> | string): object {
  const text = typeof stock === "string" ? stock : JSON.stringify(stock);
  return { kinesis: { sequenceNumber, partitionKey: "sku", data: Buffer.from(text).toString("base64") } };
}

if (documented === undefined) {
  throw new Error("the README of the handler shows no code");
}
const shown = documented;

describe("the handler that the README shows", () => {
  const { text, metafile } = bundle(shown);
  const { project } = load(text);
  const environment = { IDEMPOTENCY_TABLE: "handled", HANDLER_TIMEOUT_SECONDS: "30" };
  const before = { ...process.env };
  let said: jest.SpyInstance;
  beforeEach(() => {
    Object.assign(process.env, environment);
    said = jest.spyOn(console, "error").mockImplementation();
  });
  afterEach(() => {
    process.env = { ...before };
    said.mockRestore();
  });

  it("has the types that it names", () => {
    expect(typeErrors([shown])).toEqual([]);
  });

  it("is bundled with the runtime, and with nothing else", () => {
    const inputs = Object.keys(metafile.inputs).filter((input) => !input.startsWith("components/handler/runtime/"));
    expect(inputs).toStrictEqual(["index.ts"]);
    expect(text).not.toContain("require(");
  });

  it("handles the records of a Kinesis event in order, and names the one from which to go on", async () => {
    const written: string[] = [];
    const handler = project(table(), async ({ sku }) => void written.push(sku));
    const Records = [
      record("49-1", { id: "a", sku: "lamp", quantity: 1 }),
      record("49-2", "not JSON"),
      record("49-3", { id: "c", sku: "sofa", quantity: 3 }),
    ];

    expect(await handler({ Records })).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "49-2" }] });
    expect(written).toStrictEqual(["lamp"]);
    expect(said.mock.calls).toStrictEqual([["not projected", "49-2", expect.any(SyntaxError)]]);
  });

  it("does not repeat an effect where Lambda hands its record out again", async () => {
    const written: string[] = [];
    const handled = table();
    const handler = project(handled, async ({ sku }) => void written.push(sku));
    const Records = [record("49-1", { id: "a", sku: "lamp", quantity: 1 })];

    expect([await handler({ Records }), await handler({ Records })]).toStrictEqual([
      { batchItemFailures: [] },
      { batchItemFailures: [] },
    ]);
    expect(written).toStrictEqual(["lamp"]);
    expect(handled.states()).toStrictEqual(['{"S":"projector/a"} completed']);
  });

  it("tries an effect again that failed", async () => {
    const handled = table();
    const written: string[] = [];
    const failures = [new Error("the read model is away")];
    const handler = project(handled, async ({ sku }) => {
      const failure = failures.pop();
      if (failure !== undefined) {
        throw failure;
      }
      written.push(sku);
    });
    const Records = [record("49-1", { id: "a", sku: "lamp", quantity: 1 })];

    expect(await handler({ Records })).toStrictEqual({ batchItemFailures: [{ itemIdentifier: "49-1" }] });
    expect(handled.states()).toStrictEqual([]);
    expect(await handler({ Records })).toStrictEqual({ batchItemFailures: [] });
    expect(written).toStrictEqual(["lamp"]);
  });
});
