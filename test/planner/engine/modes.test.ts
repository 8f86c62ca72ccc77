import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../../planner/plan";
import { planned, resource, Thing, urn } from "./planned";

describe("as applied", () => {
  it("answers ids, so that wiring shows and the bodies of `apply` run", async () => {
    const bodies: string[] = [];
    const plan = await planned(() => {
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
      vpc.id.apply((id) => bodies.push(id));
      new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
    });
    const { id } = resource(plan, "vpc");
    expect(id).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(resource(plan, "subnet").inputs).toEqual({ vpcId: id, cidrBlock: "10.0.0.0/24" });
    expect(bodies).toEqual([id]);
    expect(plan.mode).toBe("as-applied");
  });

  it("answers an id for a resource of any package, and leaves what it cannot know unknown", async () => {
    const plan = await planned(() => {
      const thing = new Thing("thing", { size: 1 });
      return { id: thing.id, size: thing.size, serial: thing.serial };
    });
    expect(plan.outputs).toEqual({ id: expect.stringMatching(/^thing-[0-9a-f]{7}$/), size: 1, serial: UNKNOWN });
  });

  it("answers the same resource alike whatever else there is, and different ones differently", async () => {
    const ids = async (more: number): Promise<(string | undefined)[]> => {
      const plan = await planned(() => {
        Array.from({ length: more }, (_, index) => new Thing(`other-${index}`));
        return [new Thing("a"), new Thing("b")].length;
      });
      return ["a", "b"].map((name) => resource(plan, name).id);
    };
    const [first, second] = await ids(0);
    expect(await ids(3)).toEqual([first, second]);
    expect(first).not.toBe(second);
  });
});

describe("with unknowns", () => {
  it("leaves computed outputs unknown and does not run the bodies of `apply` over them", async () => {
    const bodies: unknown[] = [];
    const plan = await planned(
      () => {
        const queue = new aws.sqs.Queue("queue", { name: "orders" });
        queue.arn.apply((arn) => bodies.push(arn));
        queue.name.apply((name) => bodies.push(name));
        new aws.sqs.QueuePolicy("policy", {
          queueUrl: queue.url,
          policy: pulumi.jsonStringify({ Resource: queue.arn }),
        });
        return { arn: queue.arn, id: queue.id, urn: queue.urn, name: pulumi.interpolate`${queue.name}!` };
      },
      { mode: "unknowns" },
    );
    expect(resource(plan, "policy").inputs).toEqual({ queueUrl: UNKNOWN, policy: UNKNOWN });
    expect(resource(plan, "policy").dependencies).toEqual([urn("aws:sqs/queue:Queue", "queue")]);
    expect(resource(plan, "queue").id).toBeUndefined();
    expect(plan.outputs).toEqual({
      arn: UNKNOWN,
      id: UNKNOWN,
      urn: urn("aws:sqs/queue:Queue", "queue"),
      name: "orders!",
    });
    expect(bodies).toEqual(["orders"]);
    expect(plan.mode).toBe("unknowns");
  });

  it("keeps what is known inside a value that is known in part", async () => {
    const plan = await planned(
      () => {
        const thing = new Thing("thing");
        new Thing("partly", { list: ["known", thing.serial], nested: { a: "known", b: thing.id } });
      },
      { mode: "unknowns" },
    );
    expect(resource(plan, "partly").inputs).toEqual({
      list: ["known", UNKNOWN],
      nested: { a: "known", b: UNKNOWN },
    });
  });
});

describe("an unknown that stays one as applied", () => {
  const serial = (): pulumi.Output<string> => new Thing("thing").serial;

  it("is not taken for the name of an AWS resource: id, ARN and URL stay unknown too", async () => {
    const plan = await planned(() => {
      const queue = new aws.sqs.Queue("queue", { name: serial() });
      return { id: queue.id, arn: queue.arn, url: queue.url };
    });
    expect(plan.outputs).toEqual({ id: UNKNOWN, arn: UNKNOWN, url: UNKNOWN });
    expect(resource(plan, "queue").id).toBeUndefined();
  });

  it("is not taken for the name or namespace of a Kubernetes object", async () => {
    const plan = await planned(() => {
      const name = serial();
      const one = new kubernetes.core.v1.ConfigMap("one", { metadata: { name, namespace: "shop" } });
      const two = new kubernetes.core.v1.ConfigMap("two", { metadata: { name: "two", namespace: name } });
      const release = new kubernetes.helm.v3.Release("release", { chart: "redis", name });
      return { one: one.id, two: two.id, name: one.metadata.name, release: release.id, status: release.status.name };
    });
    expect(plan.outputs).toEqual({ one: UNKNOWN, two: UNKNOWN, name: UNKNOWN, release: UNKNOWN, status: UNKNOWN });
  });
});
