import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { AWS_OPERATIONS, type AwsOperation } from "../../../facts/aws-operations";
import { RUNBOOK_IDS, type RunbookId } from "../../../components/core";
import { RUNBOOKS } from "../../../components/runbook/library";
import { renderPages } from "../../../components/runbook/markdown";
import type { Call, RunbookStep } from "../../../components/runbook/steps";
import { ROOT } from "../../docs/blocks";

const PAGES = path.join(ROOT, "docs", "runbooks");
const SIX: readonly RunbookId[] = [
  ...(["negative-inventory", "duplicate-allocation", "stuck-reconciliation"] as const),
  ...(["region-switchover", "region-failover", "region-failback"] as const),
];

function callsOf(step: RunbookStep): Call[] {
  const { call, command } = { call: undefined, command: undefined, ...step };
  return [call, typeof command === "object" ? command : undefined].filter((each) => each !== undefined);
}

describe("the pages of the runbooks", () => {
  it("say what the library says", () => {
    const found = readdirSync(PAGES).map((file) => [file, readFileSync(path.join(PAGES, file), "utf8")]);

    expect(Object.fromEntries(found)).toEqual(renderPages());
  });

  it("give the command of a step by hand", () => {
    const page = renderPages()["region-failover.md"] ?? "";

    expect(page).toContain(
      [
        "   aws rds failover-global-cluster \\",
        '     --global-cluster-identifier "$GlobalClusterIdentifier" \\',
        '     --target-db-cluster-identifier "$TargetDbClusterArn" \\',
        "     --allow-data-loss",
      ].join("\n"),
    );
    expect(page).toContain('--dimensions "Name=DBClusterIdentifier,Value=${TargetDbClusterArn##*:}"');
    expect(page).toContain("Where it holds, pass over *Accept loss*.");
    expect(renderPages()["negative-inventory.md"]).toContain("aws rds create-db-cluster-snapshot");
    expect(renderPages()["handler-errors.md"]).toContain("--no-enabled");
  });
});

describe.each(RUNBOOK_IDS)("the runbook %s", (id) => {
  const { look, steps, parameters, after, next } = RUNBOOKS[id];
  const names = steps.map(({ name }) => name);
  const calls = [...look.flatMap(({ call }) => (call === undefined ? [] : [call])), ...steps.flatMap(callsOf)];

  it("says what to look at, what to do, and when it is over", () => {
    expect(Math.min(look.length, steps.length, after.length, next.length)).toBeGreaterThan(0);
  });

  it("names each step once, as SSM Automation lets it", () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][a-zA-Z]{2,127}$/.test(name))).toEqual([]);
  });

  it("calls operations with the parameters that they have", () => {
    const wrong = calls.filter(({ operation, with: given }) => {
      const { required, optional }: AwsOperation = AWS_OPERATIONS[operation];
      const keys = Object.keys(given);
      return (
        !required.every((key) => keys.includes(key)) || keys.some((key) => ![...required, ...optional].includes(key))
      );
    });

    expect(wrong).toEqual([]);
  });

  it("is given what its automation uses, and uses what it is given", () => {
    const automated = steps.filter(({ kind }) => kind !== "manual" && kind !== "approve");
    const used = [...JSON.stringify([automated, look]).matchAll(/\{\{ (\w+) \}\}/g)].map(([, name = ""]) => name);
    const needed = [...JSON.stringify(automated).matchAll(/\{\{ (\w+) \}\}/g)].map(([, name = ""]) => name);

    expect(needed.filter((name) => !Object.hasOwn(parameters, name))).toEqual([]);
    expect(Object.keys(parameters).filter((name) => !used.includes(name))).toEqual([]);
  });

  it("takes defaults that its own patterns let through", () => {
    const wrong = Object.values(parameters).filter(
      ({ pattern, default: value }) => value !== undefined && !new RegExp(pattern).test(value),
    );

    expect(wrong).toEqual([]);
  });

  it("leads to others, and a script that does not hold to the very next step", () => {
    expect([new Set(next).size, next.includes(id)]).toEqual([next.length, false]);
    expect(steps.filter((step, index) => "otherwise" in step && step.otherwise !== steps[index + 1]?.name)).toEqual([]);
  });
});

it("acts by itself in the six runbooks of stock and regions, and in those that redrive", () => {
  const acting = RUNBOOK_IDS.filter((id) => RUNBOOKS[id].steps.some(({ kind }) => kind === "act"));

  expect([...acting].sort()).toEqual([...SIX, "queue-dead-letters", "stream-failures-parked"].sort());
});

it.each(RUNBOOK_IDS.filter((id) => RUNBOOKS[id].steps.some(({ kind }) => kind === "act")))(
  "asks for approval before the act that cannot be undone: %s",
  (id) => {
    const { steps } = RUNBOOKS[id];
    const irreversible = steps.findIndex(
      (step) => step.kind === "act" && step.call.operation !== "rds:CreateDBClusterSnapshot",
    );
    const until = irreversible < 0 ? steps : steps.slice(0, irreversible);

    expect(until.some(({ kind }) => kind === "approve")).toBe(true);
  },
);

describe("the failover", () => {
  it("allows loss in so many words, and never asks for a switchover as well", () => {
    const calls = RUNBOOKS["region-failover"].steps.flatMap(callsOf);

    expect(calls.map(({ operation, with: given }) => [operation, given["AllowDataLoss"]])).toEqual([
      ["rds:FailoverGlobalCluster", true],
    ]);
  });

  it("holds the lag against the allowed loss before it acts, and else asks the owner of the data", () => {
    const names = RUNBOOKS["region-failover"].steps.map(({ name }) => name);

    expect(names.slice(2, 6)).toEqual(["lossAllowed", "acceptLoss", "approveFailover", "failOver"]);
    expect(RUNBOOKS["region-failover"].parameters["AllowedDataLossMilliseconds"]).not.toHaveProperty("default");
  });

  it.each(["region-switchover", "region-failback"] as const)("is not what %s does: that loses nothing", (id) => {
    const acts = RUNBOOKS[id].steps.filter((step) => step.kind === "act");

    expect(acts.map(({ call }) => call.operation)).toEqual(["rds:SwitchoverGlobalCluster"]);
  });
});
