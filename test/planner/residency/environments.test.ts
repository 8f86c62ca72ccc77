import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../../planner/plan";
import { fleetOf } from "../../../planner/residency/fleet";
import { isFinding, proveResidency, type Proof } from "../../../planner/residency/prove";
import { type DescribedStack, describeEnvironment } from "../../../stacks/describe";
import { patternEnvironment } from "../../golden/pattern-environment";
import { ENVIRONMENTS, plannedEnvironment, plannedExample, plannedText } from "../../stacks/plan-environment";
import { placeOf } from "./fixture";

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");

function proofOf(folder: string, name: string, plans: Readonly<Record<string, Plan>>): Proof {
  const stacks = stacksIn(join(folder, `${name}.yaml`));
  // What the planner reads of a description is JSON.
  const described: Parameters<typeof fleetOf>[1] = JSON.parse(JSON.stringify(stacks));
  const fleet = described.flatMap((stack) => {
    const plan = plans[stack.name];
    return plan === undefined ? [] : [{ plan, described: stack }];
  });
  expect(fleet.length).toBe(described.length);
  return proveResidency(fleetOf(fleet, described), () => undefined);
}

function stacksIn(file: string): readonly DescribedStack[] {
  const description = describeEnvironment(file);
  expect(description.problems).toBeUndefined();
  return description.problems === undefined ? description.stacks : [];
}

describe("the residency proof of an environment", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "residency-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("proves every partition of production, and says what it followed", async () => {
    const proof = proofOf(ENVIRONMENTS, "prod", await plannedEnvironment("prod"));

    expect(proof.evidence.filter(isFinding).map(placeOf)).toEqual([]);
    expect(proof.zones.map(({ zone, verdict }) => [zone.name, zone.regime, verdict])).toEqual([
      ["ch", "ch-fadp", "proven"],
      ["eu", "eu-gdpr", "proven"],
      ["in", "in-rbi", "proven"],
      ["us", "us-none", "proven"],
    ]);
    expect(proof.evidence.length).toBeGreaterThan(5000);
    const kinds = new Set(proof.evidence.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining(["backup", "dead-letter", "key", "log", "network", "place", "replica", "state", "trust"]),
    );
  });

  test("lets another partition read stock by a role that reads nothing personal, and says so", async () => {
    const { evidence } = proofOf(ENVIRONMENTS, "prod", await plannedEnvironment("prod"));
    const declared = evidence.filter(({ verdict, kind }) => verdict === "declared" && kind === "trust");

    expect(new Set(declared.map(({ because }) => because))).toEqual(new Set(["its rights read only stock_levels"]));
    expect(new Set(declared.map(({ urn }) => urn.slice(urn.lastIndexOf("::"))))).toEqual(
      new Set(["::lake-shared-reader"]),
    );
  });

  test("lists every store with its class", async () => {
    const { holders } = proofOf(ENVIRONMENTS, "prod", await plannedEnvironment("prod"));

    expect(holders.length).toBeGreaterThan(400);
    expect(holders.filter(({ dataClass }) => dataClass === undefined)).toEqual([]);
  });

  test("finds the replica that is added to one table of production", async () => {
    const plans = structuredClone(await plannedEnvironment("prod"));
    const table = plans["prod-in"]?.resources.find(({ name }) => name === "idempotency-table");
    const { replicas } = table?.inputs ?? {};
    expect(Array.isArray(replicas) && replicas.push({ regionName: "eu-central-1" })).toBe(2);

    const { evidence, zones } = proofOf(ENVIRONMENTS, "prod", plans);
    expect(evidence.filter(isFinding).map(placeOf)).toEqual(["idempotency-table replicas[1].regionName"]);
    expect(zones.map(({ verdict }) => verdict)).toEqual(["proven", "proven", "leaks", "proven"]);
  });

  test("proves the trial environment", async () => {
    const { evidence } = proofOf(ENVIRONMENTS, "dev", await plannedEnvironment("dev"));
    expect(evidence.filter(isFinding).map(placeOf)).toEqual([]);
  });

  test.each(["marketplace", "enterprise-hybrid"])("proves the example %s", async (example) => {
    const folder = join(EXAMPLES, example, "environments");
    const { evidence } = proofOf(folder, "prod", await plannedExample(example));
    expect(evidence.filter(isFinding).map(placeOf)).toEqual([]);
  });

  test("proves the example small-merchant, whose schedules call by verbs of the scheduler", async () => {
    const example = join(EXAMPLES, "small-merchant", "environments");
    const plans = await plannedExample("small-merchant");

    expect(proofOf(example, "prod", plans).evidence.filter(isFinding).map(placeOf)).toEqual([]);
  });

  test("lets a distribution keep pages that are not personal, and no others", async () => {
    writeFileSync(join(folder, "shop.yaml"), patternEnvironment("keyvalue-cdn"));
    const plans = await plannedText("keyvalue-cdn", patternEnvironment("keyvalue-cdn"));
    const said = (proof: Proof) =>
      proof.evidence.filter(({ kind }) => kind === "edge").map((each) => [placeOf(each), each.verdict, each.because]);
    const personal = structuredClone(plans);
    const pages = personal["shop-global"]?.resources.find(({ name }) => name === "shop-eu-distribution");
    Object.assign(pages?.inputs["tags"] ?? {}, { "data-class": "personal" });

    expect(proofOf(folder, "shop", plans).evidence.filter(isFinding).map(placeOf)).toEqual([]);
    expect(said(proofOf(folder, "shop", plans))).toEqual([
      ["shop-eu-distribution origins[0].domainName", "free", "its pages are internal"],
      ["shop-eu-distribution origins[1].domainName", "free", "its pages are internal"],
    ]);
    expect(said(proofOf(folder, "shop", personal))).toEqual([
      ["shop-eu-distribution origins[0].domainName", "leaves", "it takes eu's data out"],
      ["shop-eu-distribution origins[1].domainName", "leaves", "it takes eu's data out"],
    ]);
  });
});
