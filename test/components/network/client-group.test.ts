import { ClientGroup } from "../../../components/network";
import { identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";

describe("a client group", () => {
  it("is a security group without a rule (defaults)", async () => {
    const plan = await planInFrankfurt(
      () => new ClientGroup("database-clients", { vpcId: "vpc-0a1b2c3d", clientsOf: "the database", tags: TAGS }),
    );

    expect(identities(plan)).toEqual([
      "aws:ec2/securityGroup:SecurityGroup database-clients-group database-clients",
      "inventory:network:ClientGroup database-clients test-dev",
    ]);
    expect(inputsOf(plan, "database-clients-group")).toEqual({
      vpcId: "vpc-0a1b2c3d",
      description: "Clients of the database",
      tags: { ...TAGS, Name: "database-clients-group" },
    });
    expect(resourceNamed(plan, "database-clients").outputs).toEqual({
      securityGroupId: resourceNamed(plan, "database-clients-group").id,
    });
  });
});
