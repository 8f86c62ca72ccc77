import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planProgram } from "../../../planner/engine";
import { drawingOf, type Box } from "../../../planner/graph/drawing";
import { renderGraph } from "../../../planner/graph/render";
import type { Plan } from "../../../planner/plan";

const MERMAID = `flowchart LR
  subgraph s0["producer"]
    subgraph s0n2["outer #34;one#34; (Outer)"]
      subgraph s0n3["inner (Inner)"]
        s0n4["files (Bucket)"]
        s0n5["files (BucketVersioning)"]
      end
    end
    s0n0["back\\slash #35;1 #60;a#62; (Queue)"]
    s0n1["eu (aws)"]
  end
  subgraph s1["consumer"]
    s1n0["default (pulumi)"]
    s1n1["bucket (Parameter)"]
    s1n2["eu (aws)"]
    s1n3["producer (StackReference)"]
  end
  s0n4 --> s0n0
  s0n4 --> s0n5
  s1n3 --> s1n1
  s0 -.-> s1n3
`;
const DOT = `digraph {
  rankdir=LR;
  compound=true;
  node [shape=box];
  subgraph cluster_s0 {
    label="producer";
    s0 [shape=point, style=invis];
    subgraph cluster_s0n2 {
      label="outer \\"one\\" (Outer)";
      s0n2 [shape=point, style=invis];
      subgraph cluster_s0n3 {
        label="inner (Inner)";
        s0n3 [shape=point, style=invis];
        s0n4 [label="files (Bucket)"];
        s0n5 [label="files (BucketVersioning)"];
      }
    }
    s0n0 [label="back\\\\slash #1 <a> (Queue)"];
    s0n1 [label="eu (aws)"];
  }
  subgraph cluster_s1 {
    label="consumer";
    s1 [shape=point, style=invis];
    s1n0 [label="default (pulumi)"];
    s1n1 [label="bucket (Parameter)"];
    s1n2 [label="eu (aws)"];
    s1n3 [label="producer (StackReference)"];
  }
  s0n4 -> s0n0;
  s0n4 -> s0n5;
  s1n3 -> s1n1;
  s0 -> s1n3 [ltail=cluster_s0, style=dashed];
}
`;

let plans: Plan[];

/** Two stacks: boxes in boxes, a child of a plain resource, a dependency on a component, names that need quoting. */
beforeAll(async () => {
  const config = { "aws:region": "eu-central-1" };
  const producer = await planProgram({ project: "shop", stack: "producer", config, program: produce });
  const stackOutputs = { "organization/shop/producer": producer.outputs };
  const consumer = await planProgram({ project: "shop", stack: "consumer", config, stackOutputs, program: consume });
  plans = [producer, consumer];
});

function produce(): unknown {
  const provider = new aws.Provider("eu", { region: "eu-central-1" });
  const outer = new pulumi.ComponentResource("shop:index:Outer", 'outer "one"', {}, { provider });
  const inner = new pulumi.ComponentResource("shop:index:Inner", "inner", {}, { parent: outer });
  const bucket = new aws.s3.Bucket("files", {}, { parent: inner });
  new aws.s3.BucketVersioning(
    "files",
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    { parent: bucket },
  );
  new aws.sqs.Queue("back\\slash #1 <a>", {}, { provider, dependsOn: [inner] });
  return { bucket: bucket.arn };
}

function consume(): unknown {
  const producer = new pulumi.StackReference("producer", { name: "organization/shop/producer" });
  const provider = new aws.Provider("eu", { region: "eu-central-1" });
  new aws.ssm.Parameter("bucket", { type: "String", value: producer.requireOutput("bucket") }, { provider });
  return {};
}

describe("a graph", () => {
  it("is one Mermaid flowchart", () => {
    expect(renderGraph(plans, "mermaid")).toBe(MERMAID);
  });

  it("is one DOT graph", () => {
    expect(renderGraph(plans, "dot")).toBe(DOT);
  });

  it("holds every resource once, and every dependency", () => {
    const { boxes, arrows } = drawingOf(plans);
    const ids = boxes.flatMap(idsIn);
    const resources = plans.flatMap((plan) => plan.resources);
    const needs = arrows.filter(({ kind }) => kind === "needs");

    expect(ids.length).toBe(resources.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(needs.length).toBe(resources.flatMap(({ dependencies }) => dependencies).length);
    expect(arrows.flatMap(({ from, to }) => [from, to]).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("ends an arrow at a component's box", () => {
    const [producer] = plans;
    const resources = (producer?.resources ?? []).map((resource) =>
      resource.type === "aws:sqs/queue:Queue"
        ? { ...resource, dependencies: ["urn:pulumi:producer::shop::shop:index:Outer$shop:index:Inner::inner"] }
        : resource,
    );
    const plan = producer === undefined ? [] : [{ ...producer, resources }];

    expect(renderGraph(plan, "dot")).toContain("  s0n3 -> s0n0 [ltail=cluster_s0n3];\n");
    expect(renderGraph(plan, "mermaid")).toContain("  s0n3 --> s0n0\n");
  });

  it("draws no arrow between a component and what lies in it", () => {
    const [producer] = plans;
    const resources = (producer?.resources ?? []).map((resource) =>
      resource.type === "aws:s3/bucket:Bucket" ? { ...resource, dependencies: [resource.parent ?? ""] } : resource,
    );
    const plan = producer === undefined ? [] : [{ ...producer, resources }];

    expect(drawingOf(plan).arrows.map(({ to }) => to)).toEqual(
      drawingOf(producer === undefined ? [] : [producer]).arrows.map(({ to }) => to),
    );
  });
});

function idsIn({ id, boxes, nodes }: Box): string[] {
  return [id, ...boxes.flatMap(idsIn), ...nodes.map((node) => node.id)];
}
