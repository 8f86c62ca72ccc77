import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { inventoryOf, previewEnvironment, type PreviewDocument } from "inventory-platform/planner";
import inventory from "./prod.inventory.json";

const PROJECT = join(__dirname, "..");
/** Regions that may hold a partition's data. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  eu: ["eu-central-1", "eu-west-1"],
  ch: ["eu-central-2"],
  sa: ["me-central-1"],
};

describe("the platform of an enterprise with its ERP on premises", () => {
  let preview: PreviewDocument;
  let resources: PreviewDocument["stacks"][number]["resources"];

  before(async () => {
    preview = await previewEnvironment({ directory: PROJECT, environment: "prod" });
    resources = preview.stacks.flatMap((stack) => stack.resources);
  });

  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const tagOf = (inputs: Readonly<Record<string, unknown>>, key: string) =>
    (inputs["tags"] as Readonly<Record<string, string>> | undefined)?.[key];

  it("keeps every rule of the policy pack", () => {
    assert.deepEqual(
      preview.stacks.flatMap(({ findings }) => findings),
      [],
    );
  });

  it("has three partitions, each in the regions of its regime", () => {
    const places = preview.stacks.map(({ name, partition, role }) => [name, partition, role]);

    assert.deepEqual(places, [
      ["prod-global", null, null],
      ["prod-ch", "ch", null],
      ["prod-eu", "eu", null],
      ["prod-sa", "sa", null],
      ["prod-eu-central-2", "ch", "primary"],
      ["prod-eu-central-1", "eu", "primary"],
      ["prod-eu-west-1", "eu", "secondary"],
      ["prod-me-central-1", "sa", "primary"],
    ]);
  });

  it("keeps every resource of a partition inside the partition", () => {
    const abroad = preview.stacks
      .filter(({ partition }) => partition !== null)
      .flatMap(({ partition, resources: own }) =>
        own
          .filter(({ region }) => region !== null && HOMES[partition ?? ""]?.includes(region) !== true)
          .map(({ urn, region }) => `${urn} in ${String(region)}`),
      );

    assert.deepEqual(abroad, []);
  });

  it("anchors reservations in the regions of each partition but that whose personal data stays on premises", () => {
    assert.deepEqual(
      ofType("aws:rds/cluster:Cluster").map(({ region }) => region),
      ["eu-central-2", "eu-central-1", "eu-west-1"],
    );
  });

  it("holds nothing personal where personal data stays on premises", () => {
    const held = preview.stacks
      .filter(({ partition }) => partition === "sa")
      .flatMap((stack) => stack.resources)
      .filter(({ inputs }) => ["personal", "payment"].includes(tagOf(inputs, "data-class") ?? ""));

    assert.deepEqual(held, []);
  });

  it("routes nothing on premises but the ranges that each partition declares", () => {
    const routes = preview.stacks.flatMap(({ partition, resources: own }) =>
      own
        .filter(({ type, inputs }) => type === "aws:ec2/route:Route" && inputs["transitGatewayId"] !== undefined)
        .map(({ inputs }) => `${String(partition)} ${String(inputs["destinationCidrBlock"])}`),
    );

    assert.deepEqual([...new Set(routes)], ["ch 10.2.0.0/16", "eu 10.1.0.0/16", "sa 10.3.0.0/16"]);
  });

  it("captures the ERP's changes where there is an anchor, and runs where it is primary", () => {
    const tasks = ofType("aws:dms/replicationTask:ReplicationTask").map(({ region, inputs }) => [
      region,
      inputs["startReplicationTask"],
    ]);

    assert.deepEqual(tasks, [
      ["eu-central-2", true],
      ["eu-central-1", true],
      ["eu-west-1", false],
    ]);
  });

  it("mirrors of the Kafka on premises the topic without a person", () => {
    const topics = ofType("aws:mskconnect/connector:Connector").map(({ region, inputs }) => {
      const { topics: mirrored } = inputs["connectorConfiguration"] as Readonly<Record<string, unknown>>;
      return [region, mirrored];
    });

    assert.deepEqual(topics, [
      ["eu-central-2", "erp-stock"],
      ["eu-central-1", "erp-stock"],
      ["eu-west-1", "erp-stock"],
      ["me-central-1", "erp-stock"],
    ]);
  });

  it("answers on the internet from no cluster", () => {
    const access = ofType("aws:eks/cluster:Cluster").map(({ inputs }) => {
      const { endpointPublicAccess } = inputs["vpcConfig"] as Readonly<Record<string, unknown>>;
      return endpointPublicAccess;
    });

    assert.deepEqual(access, [false, false, false, false]);
  });

  it("analyses stock and demand of every partition, and no person", () => {
    const tables = ofType("aws:glue/catalogTable:CatalogTable").filter(({ name }) => name.startsWith("lake-"));
    const columns = tables.flatMap(({ inputs }) => {
      const { columns: own } = inputs["storageDescriptor"] as {
        readonly columns: readonly { readonly name: string }[];
      };
      return own.map(({ name }) => name);
    });

    assert.deepEqual([...new Set(columns)].sort(), ["location", "market", "on_hand", "ordered", "reserved", "sku"]);
  });

  // A line that changes is a resource that is made, deleted or replaced. Where it is meant: npm run inventory.
  it("has the resources on record", () => {
    assert.deepEqual(inventoryOf(preview), inventory);
  });
});
