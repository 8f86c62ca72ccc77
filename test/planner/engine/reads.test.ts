import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { UNKNOWN } from "../../../planner/plan";
import { planned, resource, STACK, Thing, urn } from "./planned";

describe("a resource that is read with `get`", () => {
  it("has the id it is read by, provider, parent and region, and the state it is given", async () => {
    const plan = await planned(() => {
      aws.ec2.Subnet.get("subnet", "subnet-0123", { cidrBlock: "10.0.0.0/24" });
    });
    expect(resource(plan, "subnet")).toMatchObject({
      urn: urn("aws:ec2/subnet:Subnet", "subnet"),
      kind: "read",
      id: "subnet-0123",
      parent: STACK,
      provider: urn("pulumi:providers:aws", "default_7_48_0"),
      region: "eu-central-1",
      inputs: { cidrBlock: "10.0.0.0/24" },
    });
    expect(resource(plan, "subnet").outputs).toMatchObject({ cidrBlock: "10.0.0.0/24" });
  });

  it("is answered from its id, never from its name in the program", async () => {
    const plan = await planned(() => {
      const vpc = aws.ec2.Vpc.get("vpc", "vpc-0123");
      const topic = aws.sns.Topic.get("topic", "arn:aws:sns:eu-west-3:111122223333:alarms");
      const bucket = aws.s3.Bucket.get("bucket", "stock-data");
      const queue = aws.sqs.Queue.get("queue", "https://sqs.eu-central-1.amazonaws.com/111122223333/orders");
      const map = kubernetes.core.v1.ConfigMap.get("map", "shop/settings");
      const suffix = random.RandomId.get("suffix", "AAAA");
      return {
        vpc: [vpc.id, vpc.arn],
        topic: topic.arn,
        bucket: [bucket.id, bucket.arn],
        queue: [queue.url, queue.name, queue.arn],
        map: [map.id, map.metadata.name, map.metadata.namespace],
        suffix: suffix.hex,
      };
    });
    expect(plan.outputs).toEqual({
      vpc: ["vpc-0123", "arn:aws:ec2:eu-central-1:000000000000:vpc/vpc-0123"],
      topic: "arn:aws:sns:eu-west-3:111122223333:alarms",
      bucket: ["stock-data", "arn:aws:s3:::stock-data"],
      queue: ["https://sqs.eu-central-1.amazonaws.com/111122223333/orders", UNKNOWN, UNKNOWN],
      map: ["shop/settings", "settings", "shop"],
      suffix: UNKNOWN,
    });
  });

  it("has no id where that is not known, and its outputs are unknown", async () => {
    const plan = await planned(
      () => {
        const thing = new Thing("thing");
        const vpc = aws.ec2.Vpc.get("vpc", thing.id);
        return { id: vpc.id, arn: vpc.arn };
      },
      { mode: "unknowns" },
    );
    expect(resource(plan, "vpc").id).toBeUndefined();
    expect(resource(plan, "vpc").kind).toBe("read");
    expect(plan.outputs).toEqual({ id: UNKNOWN, arn: UNKNOWN });
  });

  it("goes through a provider of its own or its parent's, and depends on what it is told to", async () => {
    const plan = await planned(() => {
      const provider = new aws.Provider("ireland", { region: "eu-west-1" });
      const parent = new pulumi.ComponentResource("test:index:Box", "box", {}, { provider });
      const thing = new Thing("thing");
      aws.ec2.Vpc.get("own", "vpc-1", undefined, { provider, dependsOn: [thing] });
      aws.ec2.Vpc.get("inherited", "vpc-2", undefined, { parent });
    });
    expect(resource(plan, "own").region).toBe("eu-west-1");
    expect(resource(plan, "own").dependencies).toEqual([urn("stuff:index:Thing", "thing")]);
    expect(resource(plan, "inherited").provider).toBe(urn("pulumi:providers:aws", "ireland"));
    expect(resource(plan, "inherited").parent).toBe(urn("test:index:Box", "box"));
  });
});

describe("an adopted resource", () => {
  it("is answered from the id it is imported by", async () => {
    const plan = await planned(() => {
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" }, { import: "vpc-0123" });
      return { id: vpc.id, arn: vpc.arn };
    });
    expect(plan.outputs).toEqual({
      id: "vpc-0123",
      arn: "arn:aws:ec2:eu-central-1:000000000000:vpc/vpc-0123",
    });
  });
});
