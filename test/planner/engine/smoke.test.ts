import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planProgram } from "../../../planner/engine";

it("plans", async () => {
  const plan = await planProgram({
    config: { "aws:region": "eu-central-1" },
    program: () => {
      const c = new pulumi.ComponentResource("a:b:C", "c");
      const v = new aws.ec2.Vpc("v", { cidrBlock: "10.0.0.0/16" }, { parent: c });
      const s = new aws.ec2.Subnet("s", { vpcId: v.id, cidrBlock: "10.0.0.0/24" }, { parent: c });
      return { arn: v.arn, s: s.id, sec: pulumi.secret("x") };
    },
  });
  console.log(JSON.stringify(plan, null, 1));
});
