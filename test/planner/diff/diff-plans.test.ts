import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { diffPlans, diffPlanSets } from "../../../planner/diff/diff-plans";
import type { ResourceChange } from "../../../planner/diff/resource-change";
import { withHashedSecrets } from "../../../planner/diff/secret-hash";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlanMode } from "../../../planner/plan";

type Program = () => unknown;

function planOf(program: Program, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "shop",
    stack: "dev",
    mode,
    config: { "aws:region": "eu-central-1" },
    program: () => program() ?? {},
  });
}

async function between(before: Program, after: Program, mode?: PlanMode): Promise<readonly ResourceChange[]> {
  return diffPlans(await planOf(before, mode), await planOf(after, mode)).resources;
}

/** Operation and name of everything but providers that does not stay the same. */
function operations(changes: readonly ResourceChange[]): string[] {
  return changes
    .filter(({ kind, operation }) => kind !== "provider" && operation !== "same")
    .map(({ operation, name }) => `${operation} ${name}`);
}

function named(changes: readonly ResourceChange[], name: string): ResourceChange {
  const found = changes.find((change) => change.name === name);
  if (found === undefined) {
    throw new Error(`nothing is told of ${name}`);
  }
  return found;
}

class Shelf extends pulumi.ComponentResource {
  readonly queue: aws.sqs.Queue;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shop:index:Shelf", name, {}, opts);
    this.queue = new aws.sqs.Queue(`${name}-queue`, {}, { parent: this });
    this.registerOutputs({});
  }
}

describe("comparing two plans", () => {
  test("finds nothing between a program and itself", async () => {
    const program = () => new Shelf("a");

    expect(operations(await between(program, program))).toEqual([]);
  });

  test("updates what can be changed, and says where", async () => {
    const queue = (delaySeconds: number) => () => new aws.sqs.Queue("orders", { delaySeconds, tags: { team: "x" } });
    const orders = named(await between(queue(1), queue(2)), "orders");

    expect(orders).toMatchObject({ operation: "update", reasons: [] });
    expect(orders.changes.map(({ path, before, after }) => [path, before, after])).toEqual([["delaySeconds", 1, 2]]);
  });

  test("replaces what cannot, and says who says so", async () => {
    const queue = (fifoQueue: boolean) => () => new aws.sqs.Queue("orders", { fifoQueue });

    expect(named(await between(queue(false), queue(true)), "orders")).toMatchObject({
      operation: "replace",
      reasons: [{ because: "input", path: "fifoQueue", source: "provider" }],
      order: "create first",
    });
  });

  test("creates and deletes by URN", async () => {
    const before = () => void new aws.sqs.Queue("a");
    const after = () => void new aws.sqs.Queue("b");

    expect(operations(await between(before, after))).toEqual(["create b", "delete a"]);
  });

  test("creates every resource of a stack that is new, and deletes every one of a stack that is gone", async () => {
    const plan = await planOf(() => new aws.sqs.Queue("a"));

    expect(diffPlanSets([], [plan]).map(({ resources }) => operations(resources))).toEqual([["create a"]]);
    expect(diffPlanSets([plan], []).map(({ resources }) => operations(resources))).toEqual([["delete a"]]);
  });

  test("keeps what is read out of it", async () => {
    const changes = await between(
      () => aws.sqs.Queue.get("theirs", "https://sqs.eu-central-1.amazonaws.com/111111111111/theirs"),
      () => {},
    );

    expect(operations(changes)).toEqual([]);
  });

  test("shows which outputs change", async () => {
    const diff = diffPlans(await planOf(() => ({ role: "primary" })), await planOf(() => ({ role: "secondary" })));

    expect(diff.outputs.map(({ path, before, after }) => [path, before, after])).toEqual([
      ["role", "primary", "secondary"],
    ]);
  });
});

describe("a rename", () => {
  const before = () => new aws.sqs.Queue("orders", { name: "orders" });

  test("with an alias replaces nothing", async () => {
    const after = () => new aws.sqs.Queue("purchases", { name: "orders" }, { aliases: [{ name: "orders" }] });
    const changes = await between(before, after);

    expect(operations(changes)).toEqual([]);
    expect(named(changes, "purchases").renamedFrom).toBe("urn:pulumi:dev::shop::aws:sqs/queue:Queue::orders");
  });

  test("without an alias deletes and creates", async () => {
    const after = () => new aws.sqs.Queue("purchases", { name: "orders" });

    expect(operations(await between(before, after))).toEqual(["create purchases", "delete orders"]);
  });

  test("of a component carries its children along, which are named after it", async () => {
    const after = () => new Shelf("b", { aliases: [{ name: "a" }] });

    expect(operations(await between(() => new Shelf("a"), after))).toEqual([]);
  });

  test("of a component without an alias replaces its children", async () => {
    const changes = await between(
      () => new Shelf("a"),
      () => new Shelf("b"),
    );

    expect(operations(changes)).toEqual(["create b", "create b-queue", "delete a", "delete a-queue"]);
  });

  test("never takes what somebody else still is", async () => {
    const after = () => {
      new aws.sqs.Queue("orders", { name: "orders" });
      new aws.sqs.Queue("purchases", {}, { aliases: [{ name: "orders" }] });
    };

    expect(operations(await between(before, after))).toEqual(["create purchases"]);
  });

  test("into a component keeps the resource and names both parents", async () => {
    const after = () => {
      const shelf = new pulumi.ComponentResource("shop:index:Shelf", "shelf");
      new aws.sqs.Queue(
        "orders",
        { name: "orders" },
        { parent: shelf, aliases: [{ parent: pulumi.rootStackResource }] },
      );
    };
    const orders = named(await between(before, after), "orders");

    expect(orders.operation).toBe("same");
    expect(orders.parent).toEqual({
      before: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
      after: "urn:pulumi:dev::shop::shop:index:Shelf::shelf",
    });
  });
});

describe("options", () => {
  test("ignoreChanges leaves a change out", async () => {
    const queue = (fifoQueue: boolean) => () =>
      new aws.sqs.Queue("orders", { fifoQueue }, { ignoreChanges: ["fifoQueue"] });

    expect(operations(await between(queue(false), queue(true)))).toEqual([]);
  });

  test("replaceOnChanges replaces where an update would do", async () => {
    const queue = (team: string) => () =>
      new aws.sqs.Queue("orders", { tags: { team } }, { replaceOnChanges: ["tags.team"] });

    expect(named(await between(queue("x"), queue("y")), "orders").reasons).toEqual([
      { because: "replaceOnChanges", path: "tags.team" },
    ]);
  });

  test("replaceWith replaces along with another", async () => {
    const program = (fifoQueue: boolean) => () => {
      const queue = new aws.sqs.Queue("orders", { fifoQueue });
      new aws.sqs.Queue("other", {}, { replaceWith: [queue] });
    };

    expect(operations(await between(program(false), program(true)))).toEqual(["replace orders", "replace other"]);
  });

  test("deleteBeforeReplace deletes first", async () => {
    const queue = (name: string) => () => new aws.sqs.Queue("orders", { name }, { deleteBeforeReplace: true });

    expect(named(await between(queue("a"), queue("b")), "orders").order).toBe("delete first");
  });

  test("protect blocks a deletion and a replacement", async () => {
    const queue = (name: string) => () => new aws.sqs.Queue("orders", { name }, { protect: true });

    expect(named(await between(queue("a"), queue("b")), "orders")).toMatchObject({
      operation: "replace",
      blocked: true,
    });
    expect(named(await between(queue("a"), () => {}), "orders")).toMatchObject({ operation: "delete", blocked: true });
  });

  test("retainOnDelete says that the old one stays", async () => {
    const before = () => new aws.sqs.Queue("orders", {}, { retainOnDelete: true });
    const orders = named(await between(before, () => {}), "orders");

    expect([orders.operation, orders.retained, orders.blocked]).toEqual(["delete", true, undefined]);
  });

  test("that go are told, and change no resource", async () => {
    const queue = (protect: boolean) => () => new aws.sqs.Queue("orders", {}, { protect });
    const orders = named(await between(queue(true), queue(false)), "orders");

    expect([orders.operation, orders.options]).toEqual(["same", [{ option: "protect", before: true, after: false }]]);
  });
});

describe("places", () => {
  const inRegion = (region: aws.Region) => () => {
    const provider = new aws.Provider("elsewhere", { region });
    new aws.sqs.Queue("orders", {}, { provider });
  };

  test("a resource's own region replaces it", async () => {
    const queue = (region: string) => () => new aws.sqs.Queue("orders", { region });

    expect(named(await between(queue("eu-central-1"), queue("eu-west-1")), "orders").reasons).toEqual([
      { because: "region", before: "eu-central-1", after: "eu-west-1" },
    ]);
  });

  test("naming the region where a resource lies already changes nothing", async () => {
    const changes = await between(
      () => new aws.sqs.Queue("orders"),
      () => new aws.sqs.Queue("orders", { region: "eu-central-1" }),
    );

    expect(operations(changes)).toEqual([]);
  });

  test("a provider's region replaces the provider and all it manages", async () => {
    const changes = await between(inRegion("eu-central-1"), inRegion("eu-west-1"));

    expect(named(changes, "elsewhere").operation).toBe("replace");
    expect(named(changes, "orders").reasons.map(({ because }) => because)).toEqual(["region", "provider"]);
  });

  test("another provider that manages the same replaces nothing", async () => {
    const through = (name: string) => () => {
      const provider = new aws.Provider(name, { region: "eu-central-1" });
      new aws.sqs.Queue("orders", {}, { provider });
    };

    expect(named(await between(through("one"), through("two")), "orders").operation).toBe("same");
  });

  test("a provider of another cluster replaces what runs there", async () => {
    const on = (server: string) => () => {
      const kubeconfig = pulumi.secret(JSON.stringify({ clusters: [{ cluster: { server } }] }));
      const provider = new kubernetes.Provider("cluster", { kubeconfig });
      new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop" } }, { provider });
    };
    const changes = await between(on("https://one"), on("https://two"));

    expect(operations(changes)).toEqual(["replace shop"]);
    expect(JSON.stringify(changes)).not.toContain("https://");
  });
});

describe("what follows a replacement", () => {
  const network = (cidrBlock: string) => () => {
    const vpc = new aws.ec2.Vpc("net", { cidrBlock });
    const subnet = new aws.ec2.Subnet("a", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    new aws.ec2.NatGateway("nat", { subnetId: subnet.id, connectivityType: "private" });
    new aws.ec2.Eip("free", {});
    return { vpcId: vpc.id, cidr: cidrBlock };
  };

  test("is replaced in turn where its type does not let the id change", async () => {
    const changes = await between(network("10.0.0.0/16"), network("10.1.0.0/16"));

    expect(operations(changes)).toEqual(["replace nat", "replace a", "replace net"]);
    expect(named(changes, "nat").reasons).toEqual([{ because: "input", path: "subnetId", source: "provider" }]);
    expect(named(changes, "a").changes.map(({ path, kind }) => [path, kind])).toEqual([["vpcId", "follows"]]);
  });

  test("is the same where computed outputs are unknown", async () => {
    const changes = await between(network("10.0.0.0/16"), network("10.1.0.0/16"), "unknowns");

    expect(operations(changes)).toEqual(["replace nat", "replace a", "replace net"]);
  });

  test("names the outputs that others read", async () => {
    const diff = diffPlans(await planOf(network("10.0.0.0/16")), await planOf(network("10.1.0.0/16")));

    expect(diff.outputs.map(({ path, kind }) => [path, kind])).toEqual([
      ["cidr", "changed"],
      ["vpcId", "follows"],
    ]);
  });

  test("is only updated where its type lets the value change", async () => {
    const program = (fifoQueue: boolean) => () => {
      const queue = new aws.sqs.Queue("orders", { fifoQueue });
      new aws.cloudwatch.EventTarget("target", { rule: "rule", arn: queue.arn });
    };

    expect(operations(await between(program(false), program(true)))).toEqual(["update target", "replace orders"]);
  });

  test("does not follow a name that the replaced resource was told", async () => {
    const program = (engineVersion: string) => () => {
      const cluster = new aws.eks.Cluster("main", {
        name: "main",
        roleArn: "arn:aws:iam::111111111111:role/a",
        bootstrapSelfManagedAddons: engineVersion === "1",
        vpcConfig: { subnetIds: ["subnet-1"] },
      });
      new aws.eks.Addon("dns", { clusterName: cluster.name, addonName: "coredns" });
    };

    expect(operations(await between(program("1"), program("2")))).toEqual(["replace main"]);
  });
});

describe("secrets", () => {
  const program = (password: string) => () =>
    new aws.rds.Cluster("db", { engine: "aurora-postgresql", masterPassword: pulumi.secret(password) });

  test("are compared by their hashes with a plan that was saved", async () => {
    const saved = withHashedSecrets(await planOf(program("hunter2")));
    const same = diffPlans(saved, await planOf(program("hunter2"))).resources;
    const changed = diffPlans(saved, await planOf(program("hunter3"))).resources;

    expect(operations(same)).toEqual([]);
    expect(operations(changed)).toEqual(["update db"]);
    expect(JSON.stringify(changed)).not.toContain("hunter");
  });
});
