import { pageData } from "../../../../planner/report/html/compose";
import { reported, urnOf } from "./reported";

describe("the data of a report", () => {
  const data = pageData(reported());
  const flows = data.map.flows.map(({ from, to, verdict, ways }) => [from, to, verdict, ways.length]);

  it("draws ways between partitions as whole partitions, the gravest first, and those inside between regions", () => {
    expect(flows).toEqual([
      ["zone:eu", "zone:us", "leaves", 2],
      ["zone:eu", "hooks.example.com text", "leaves", 1],
      ["zone:eu", "ap-south-1", "leaves", 1],
      ["eu/eu-west-1", "eu/eu-north-1", "kept", 1],
    ]);
  });

  it("counts at a place what ends where it begins, and what is said of the place itself", () => {
    const place = data.map.places.find(({ id }) => id === "eu/eu-west-1");

    expect(place).toEqual({
      id: "eu/eu-west-1",
      kind: "region",
      zone: "eu",
      label: "eu-west-1",
      role: "primary",
      resources: 2,
      holders: { channel: 1 },
      inside: { kept: 3, declared: 0, free: 0, leaves: 0, undecided: 1 },
    });
  });

  it("has a place for what has no region, and one for each end outside", () => {
    expect(data.map.places.map(({ id, kind, resources }) => [id, kind, resources])).toEqual([
      ["global", "global", 1],
      ["eu/eu-west-1", "region", 2],
      ["eu/eu-north-1", "region", 1],
      ["us/us-east-1", "region", 1],
      ["hooks.example.com text", "outside", 0],
      ["ap-south-1", "outside", 0],
    ]);
  });

  it("names regions alone where nobody names a partition", () => {
    const { residency: _, ...rest } = reported();
    const bare = pageData({
      ...rest,
      stacks: rest.stacks.map(({ plan, findings }) => ({ plan, findings })),
    });

    expect([bare.summary.residency, bare.map.zones, bare.map.flows]).toEqual([null, [], []]);
    expect(bare.map.places.map(({ id }) => id)).toEqual(["global", "eu-north-1", "eu-west-1", "us-east-1"]);
  });

  it("keeps parents, findings and costs with the resources", () => {
    const stack = data.stacks[1];

    expect(stack?.place).toBe("region · eu · eu-west-1 · primary");
    expect(
      stack?.resources.map(({ name, parent, findings, monthlyUsd }) => [name, parent, findings, monthlyUsd]),
    ).toEqual([
      ["shop-prod-eu-west-1", -1, [], null],
      ["orders", 0, [], null],
      ["orders-queue", 1, [0, 1, 2, 3, 4, 5], 30.504],
      ["text", -1, [], null],
    ]);
  });

  it("takes ways that leave, and those that nobody can decide, for mandatory findings", () => {
    const found = data.findings.map(({ policy, standing, message }) => [policy, standing, message]);

    expect(found).toEqual([
      ["queue-require-encryption", "mandatory", "kmsMasterKeyId is missing text"],
      ["tag-warn-owner", "advisory", "kmsMasterKeyId is missing text"],
      ["residency of eu", "mandatory", "policy: rights leaves to orders of us; outside text"],
      ["residency of eu", "mandatory", "policy: destination leaves to hooks.example.com text; it says so"],
      ["residency of eu", "mandatory", "policy: place leaves to ap-south-1; it says so"],
      ["residency of eu", "mandatory", "policy: retention is undecided; it says so"],
    ]);
    expect(
      data.findings.every(({ urn }) => urn === urnOf("prod-eu-west-1", "aws:sqs/queue:Queue", "orders-queue")),
    ).toBe(true);
  });

  it("lists what costs something, and says what has no price", () => {
    expect(data.money.costs.map(({ name, component, monthlyUsd }) => [name, component, monthlyUsd])).toEqual([
      ["orders-queue", "inventory:queue:Queue orders", 30.5],
      ["text", "aws:sns/topic:Topic", 10],
    ]);
    expect(data.money.gaps).toEqual([{ what: "no price: eu-west-1  sqs:request", count: 1 }]);
    expect(data.money.difference?.changes).toEqual([
      { stack: "prod-eu-west-1", type: "aws:sqs/queue:Queue", name: "text", beforeUsd: null, afterUsd: 10 },
    ]);
  });

  it("sets patterns beside one another, with what breaks first and the claims that were computed", () => {
    expect(data.money.patterns).toEqual({
      sides: [
        {
          name: "serverless text",
          note: null,
          scale: 1,
          monthlyUsd: 1200,
          perOrderUsd: 0.0012,
          headroom: 2.5,
          unpriced: 2,
          looks: "a cache",
          reservations: "a transaction text",
          resources: 300,
          services: 20,
          breaksFirst: "writes text (maxCapacity)",
        },
        expect.objectContaining({ name: "always on", headroom: null, breaksFirst: null }),
      ],
      claims: [
        {
          claim: "cuts text",
          sides: "serverless against always on, 1 times the load",
          cuts: [
            { of: "all text", percent: 50, verdict: "holds" },
            { of: "work", percent: 50, verdict: "does not hold" },
          ],
        },
      ],
    });
  });

  it("draws a load as a curve for each number", () => {
    const [simulation] = data.simulations;
    const [workload] = simulation?.workloads ?? [];

    expect([simulation?.fromSecond, simulation?.untilSecond, workload?.seconds.length]).toEqual([60, 360, 40]);
    expect(workload?.wantedPods.slice(9, 12)).toEqual([2, 12, 12]);
  });

  it("tells what an update would do", () => {
    expect(data.difference?.changes).toEqual([
      {
        operation: "create",
        stack: "prod-eu-west-1",
        type: "aws:sqs/queue:Queue",
        name: "text",
        remarks: [],
        properties: [],
      },
      {
        operation: "update",
        stack: "prod-eu-west-1",
        type: "aws:sqs/queue:Queue",
        name: "orders-queue",
        remarks: [],
        properties: ['delaySeconds: 0 → "text"'],
      },
    ]);
  });
});
