import type { Plan } from "../../planner/plan";
import { managed, plannedText, resourceOf, rightsIn } from "./plan-environment";
import { shopWith } from "./shop";

const ALLOCATION = "    image: registry.example.com/allocation:1.0.0\n";
const ACCESS = `    access:
      tables: { catalog: write }
      archives: { events: write }
      streams: [stock-events]
      queues: [channel-orders]
      database: true
`;
const CHANGES = [
  [ALLOCATION, `${ALLOCATION}${ACCESS}`],
  ["stock-events: {}", "stock-events: { consumers: [catalog] }"],
  ["queues:\n", "database: {}\nqueues:\n"],
] as const;
const ON_KAFKA = shopWith(...CHANGES);
const ON_KINESIS = shopWith(...CHANGES, ["pattern: microservices-relational", "pattern: keyvalue-cdn"]);

interface Rule {
  readonly to: readonly { readonly ipBlock?: { readonly cidr: string } }[];
  readonly ports: readonly { readonly port: number }[];
}

/** Blocks of addresses that the pods of a service may reach, each with its ports. */
function destinationsOf(plan: Plan | undefined, service: string): string[] {
  const { inputs } = resourceOf(plan, "kubernetes:networking.k8s.io/v1:NetworkPolicy", `${service}-network-policy`);
  const { egress } = JSON.parse(JSON.stringify(inputs["spec"])) as { readonly egress: readonly Rule[] };
  return egress.flatMap(({ to, ports }) =>
    to.flatMap(({ ipBlock }) =>
      ipBlock === undefined ? [] : [`${ipBlock.cidr} ${ports.map(({ port }) => port).join()}`],
    ),
  );
}

describe("the services of a region", () => {
  let plan: Plan | undefined;

  beforeAll(async () => {
    plan = (await plannedText("services-on-kafka", ON_KAFKA))["shop-eu-central-1"];
  });

  it("may do what their access names, and nothing else", () => {
    const rights = rightsIn(plan, "allocation-role-rights");

    expect(Object.keys(rights)).toEqual([
      ...["ReadTables", "WriteTables", "UseTableKey", "ConnectToKafka", "WriteTopics", "SendToQueues", "UseQueueKey"],
      ...["LogInToDatabase", "FindFiles", "ReadFiles", "WriteFiles", "UseArchiveKey"],
    ]);
    expect(rights["WriteTables"]).toEqual(["arn:aws:dynamodb:eu-central-1:222222222222:table/shop-eu-catalog"]);
  });

  it("read the topics that name them as a consumer, in a group of their own name", () => {
    const rights = rightsIn(plan, "catalog-role-rights");

    expect(Object.keys(rights)).toEqual(["ReadTopics", "JoinGroup"]);
    expect(rights["ReadTopics"]).toEqual([
      expect.stringMatching(/^arn:aws:kafka:eu-central-1:222222222222:cluster\/[^/]+\/[^/]+$/),
      expect.stringMatching(/^arn:aws:kafka:eu-central-1:222222222222:topic\/.*stock-events$/),
    ]);
    expect(rights["JoinGroup"]).toEqual([
      expect.stringMatching(/^arn:aws:kafka:eu-central-1:222222222222:group\/[^/]+\/[^/]+\/catalog$/),
    ]);
  });

  it("reach what they use, and where traces go", () => {
    expect(destinationsOf(plan, "allocation")).toEqual([
      "169.254.170.23/32 80",
      "10.0.0.0/16 443",
      "10.0.0.0/16 5432",
      "0.0.0.0/0 443",
      "10.0.0.0/16 9098",
      "10.0.0.0/16 4318",
    ]);
    expect(destinationsOf(plan, "catalog")).toEqual([
      "169.254.170.23/32 80",
      "10.0.0.0/16 443",
      "10.0.0.0/16 9098",
      "10.0.0.0/16 4318",
    ]);
  });

  it("have no role where they use nothing", async () => {
    const others = (await plannedText("services-without-access", shopWith()))["shop-eu-central-1"];

    expect(managed(others ?? failed()).filter(({ name }) => /^(allocation|catalog)-role/.test(name))).toEqual([]);
  });
});

describe("the services of a region with Kinesis", () => {
  it("write the streams that they name, and read those that name them", async () => {
    const plan = (await plannedText("services-on-kinesis", ON_KINESIS))["shop-eu-central-1"];
    const stream = "arn:aws:kinesis:eu-central-1:222222222222:stream/shop-eu-central-1-stock-events";

    expect(rightsIn(plan, "allocation-role-rights")["WriteStreams"]).toEqual([stream]);
    expect(rightsIn(plan, "catalog-role-rights")).toEqual({
      ReadStreams: [stream],
      ReadWithStreamKey: [expect.stringMatching(/^arn:aws:kms:eu-central-1:222222222222:key\//)],
    });
  });
});

function failed(): never {
  throw new Error("the environment was not planned");
}
