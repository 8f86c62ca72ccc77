import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentStack } from "../../planner/environment";
import { sourceOf } from "../../planner/report/findings/source";
import { describeEnvironment, type DescribedStack } from "../../stacks/describe";
import { PATTERNS } from "../../stacks/environment-schema";
import { patternEnvironment, patternFile } from "../golden/pattern-environment";
import type { StackInventory } from "../golden/inventory";
import { resource } from "../planner/policy/plans";
import { ENVIRONMENTS } from "./plan-environment";

type Inventories = Readonly<Record<string, StackInventory>>;

const GOLDEN = join(__dirname, "..", "golden");

function described(file: string) {
  const description = describeEnvironment(file);
  if (description.problems !== undefined) {
    throw new Error(JSON.stringify(description.problems));
  }
  return description.stacks;
}

/** The planner reads a description as JSON, and adds the file. */
function asThePlannerReads(stack: DescribedStack): EnvironmentStack {
  const read: EnvironmentStack = JSON.parse(JSON.stringify(stack));
  return { ...read, file: "environment.yaml" };
}

/** Components that a stack's program constructs, by stack. */
function componentsOf(inventory: string): readonly (readonly [stack: string, type: string, name: string])[] {
  const stacks: Inventories = JSON.parse(readFileSync(join(GOLDEN, inventory), "utf8"));
  return Object.entries(stacks).flatMap(([stack, { resources }]) =>
    resources.flatMap((line) => {
      const [type = "", name = "", parent = ""] = line.split(" ");
      return type.startsWith("inventory:") && parent.startsWith("pulumi:pulumi:Stack::") ? [[stack, type, name]] : [];
    }),
  );
}

/** The lines of an environment file that its components are made of: `prod-eu table orders` to a line of text. */
function linesOf(file: string, inventory: string): Readonly<Record<string, string>> {
  const text = readFileSync(file, "utf8").split("\n");
  const stacks = new Map(described(file).map((stack) => [stack.name, asThePlannerReads(stack)]));
  const placed = componentsOf(inventory).map(([stack, type, name]) => {
    const component = resource({ type, name });
    const source = sourceOf(component.urn, new Map([[component.urn, component]]), stacks.get(stack));
    return [
      `${stack} ${type.slice("inventory:".length)} ${name}`,
      source === null ? "" : (text[source.line - 1] ?? "").trim(),
    ];
  });
  return Object.fromEntries(placed);
}

describe("the line of the environment file that a resource is made of", () => {
  const prod = linesOf(join(ENVIRONMENTS, "prod.yaml"), "prod.inventory.json");
  const folder = mkdtempSync(join(tmpdir(), "sources-"));

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ["prod-eu key-value:KeyValue idempotency", "idempotency:"],
    ["prod-eu archive:Archive audit", "audit:"],
    ["prod-eu-central-1 queue:Queue marketplace-orders", "marketplace-orders:"],
    ["prod-eu-central-1 workload:Workload allocation", "allocation:"],
    ["prod-eu-central-1 flags:Flags allocation-flags", "allocation:"],
    ["prod-us-west-2 batch:BatchJob reconciliation", "reconciliation:"],
    ["prod-global routing:EndpointHealth catalog-eu-west-1", "catalog:"],
    ["prod-eu-west-1 stream:KafkaCluster events", "streams:"],
    ["prod-eu relational:GlobalDatabase inventory", "database:"],
    ["prod-global budget:Budgets budgets", "costs:"],
    ["prod-eu-west-1 network:Network network", "- eu-west-1"],
    ["prod-in keys:PartitionKeys stores", "in:"],
    ["prod-global partition:AuditLog global-events", ""],
  ])("is that of %s", (component, line) => {
    expect(prod[component]).toBe(line);
  });

  it("is that of the region or partition where a component has no entry of its own", () => {
    const ofPlace = PATTERNS.flatMap((pattern) => {
      const file = join(folder, "shop.yaml");
      writeFileSync(file, patternEnvironment(pattern));
      return Object.entries(linesOf(file, patternFile(pattern)));
    }).filter(([, line]) => line === "" || /^(eu|us|- .*|regions: .*):?$/.test(line));

    expect([...new Set(ofPlace.map(([component]) => component.split(" ")[1]))].sort()).toEqual([
      "backup:Backup",
      "cache:Cache",
      "cdn:CdnLog",
      "hybrid:ChangeCapture",
      "hybrid:KafkaMirror",
      "hybrid:OnPremisesLink",
      "hybrid:PrivateNames",
      "keys:EncryptionKey",
      "keys:PartitionKeys",
      "network:Network",
      "observability:OperationsDashboard",
      "observability:Telemetry",
      "partition:AuditLog",
      "partition:Partition",
      "registry:Registry",
    ]);
  });
});
