import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { RESOURCE_REFERENCE, SIGNATURE, UNKNOWN } from "../../../planner/plan";
import { planned, resource, urn } from "./planned";

class Holder extends pulumi.ComponentResource {
  constructor(name: string, held: pulumi.Inputs) {
    super("test:index:Holder", name, held);
    this.registerOutputs({ ...held });
  }
}

describe("resources as values", () => {
  it("are references by URN and id, or by URN alone for components", async () => {
    const plan = await planned(() => {
      const bucket = new aws.s3.Bucket("bucket", { bucket: "stock" });
      const inner = new Holder("inner", { bucket });
      new Holder("outer", { list: [inner] });
    });
    const bucket = {
      [SIGNATURE]: RESOURCE_REFERENCE,
      urn: urn("aws:s3/bucket:Bucket", "bucket"),
      id: "stock",
    };
    expect(resource(plan, "inner").inputs).toEqual({ bucket });
    expect(resource(plan, "inner").outputs).toEqual({ bucket });
    expect(resource(plan, "inner").propertyDependencies).toEqual({ bucket: [urn("aws:s3/bucket:Bucket", "bucket")] });
    expect(resource(plan, "outer").inputs).toMatchObject({
      list: [{ [SIGNATURE]: RESOURCE_REFERENCE, urn: urn("test:index:Holder", "inner") }],
    });
  });

  it("have an unknown id where that is not known", async () => {
    const program = (): void => void new Holder("holder", { bucket: new aws.s3.Bucket("bucket") });
    const plan = await planned(program, { mode: "unknowns" });
    expect(resource(plan, "holder").inputs["bucket"]).toEqual({
      [SIGNATURE]: RESOURCE_REFERENCE,
      urn: urn("aws:s3/bucket:Bucket", "bucket"),
      id: UNKNOWN,
    });
  });

  it("are spelled out as stack outputs", async () => {
    const plan = await planned(() => ({ bucket: new aws.s3.Bucket("bucket", { bucket: "stock" }) }));
    expect(plan.outputs["bucket"]).toMatchObject({
      urn: urn("aws:s3/bucket:Bucket", "bucket"),
      id: "stock",
      bucket: "stock",
      arn: "arn:aws:s3:::stock",
    });
  });
});
