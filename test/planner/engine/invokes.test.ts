import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planned, resource, Thing } from "./planned";
import type { Answers } from "../../../planner/engine";

describe("the built-in answers", () => {
  it.each([
    { region: "eu-central-1", partition: "aws", title: "Europe (Frankfurt)", domain: "amazonaws.com" },
    { region: "cn-northwest-1", partition: "aws-cn", title: "China (Ningxia)", domain: "amazonaws.com.cn" },
    {
      region: "eusc-de-east-1",
      partition: "aws-eusc",
      title: "AWS European Sovereign Cloud (Germany)",
      domain: "amazonaws.eu",
    },
  ])(
    "know region, AWS partition and account of a provider in $region",
    async ({ region, partition, title, domain }) => {
      const plan = await planned(() => {
        const provider = new aws.Provider("p", { region: region as aws.Region, allowedAccountIds: ["111122223333"] });
        return {
          region: aws.getRegionOutput({}, { provider }),
          partition: aws.getPartitionOutput({}, { provider }),
          identity: aws.getCallerIdentityOutput({}, { provider }),
        };
      });
      const account = "111122223333";
      expect(plan.outputs).toEqual({
        region: { id: region, name: region, region, description: title, endpoint: `ec2.${region}.${domain}` },
        partition: {
          id: partition,
          partition,
          dnsSuffix: domain,
          reverseDnsPrefix: domain.split(".").reverse().join("."),
        },
        identity: { id: account, accountId: account, arn: `arn:${partition}:iam::${account}:root`, userId: account },
      });
    },
  );

  it("go through the default provider, the parent's provider, or the call's own region", async () => {
    const plan = await planned(async () => {
      const parent = new pulumi.ComponentResource(
        "test:index:Box",
        "box",
        {},
        {
          provider: new aws.Provider("ireland", { region: "eu-west-1" }),
        },
      );
      const answers = await Promise.all([
        aws.getRegion(),
        aws.getRegion({}, { parent }),
        aws.getRegion({ region: "us-west-2" }),
      ]);
      return { regions: answers.map(({ region }) => region) };
    });
    expect(plan.outputs).toEqual({ regions: ["eu-central-1", "eu-west-1", "us-west-2"] });
    expect(plan.resources.filter(({ kind }) => kind === "provider").map(({ name }) => name)).toEqual([
      "default_7_48_0",
      "ireland",
    ]);
  });

  it("know the zones that every account sees alike", async () => {
    const plan = await planned(async () => {
      const zones = await aws.getAvailabilityZones({ state: "available" });
      const some = await aws.getAvailabilityZones({ excludeNames: ["eu-central-1b"] });
      return { all: zones.names, some: some.names };
    });
    expect(plan.outputs).toEqual({
      all: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
      some: ["eu-central-1a", "eu-central-1c"],
    });
  });

  const GET_ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";

  it.each<{ what: string; call: () => Promise<unknown>; region?: string; token: string; reason: string }>([
    {
      what: "zones that differ from account to account",
      call: () => aws.getAvailabilityZones(),
      region: "us-west-1",
      token: GET_ZONES,
      reason: "(): the zones of us-west-1 differ from account to account; name them in the program instead",
    },
    {
      what: "zones chosen by what only the account knows",
      call: () => aws.getAvailabilityZones({ filters: [{ name: "opt-in-status", values: ["opted-in"] }] }),
      region: "eu-central-1",
      token: GET_ZONES,
      reason:
        "(filters): the zones of an account cannot be chosen by filters offline; name them in the program instead",
    },
    {
      what: "a region that nobody names",
      call: () => aws.getRegion(),
      token: "aws:index/getRegion:getRegion",
      reason: "(): the provider names no region; set `region` on the provider, or add an answer of your own",
    },
    {
      what: "an account that nobody names",
      call: () => aws.getCallerIdentity(),
      region: "eu-central-1",
      token: "aws:index/getCallerIdentity:getCallerIdentity",
      reason:
        "(): the provider names no account; set `allowedAccountIds` or `assumeRoles` on the provider, " +
        "or add an answer of your own",
    },
  ])("refuse $what", async ({ call, region, token, reason }) => {
    const config: Record<string, string> = region === undefined ? {} : { "aws:region": region };
    await expect(planned(call, { config })).rejects.toThrow(
      `function ${token}${reason}; add "${token}": (args) => ({ … }) to the answers in the \`answers\` option`,
    );
  });
});

describe("a project's own answers", () => {
  const answers: Answers = {
    "aws:ec2/getAmi:getAmi": (args, { region, account }) => ({
      id: `ami-${String(region)}-${String(account)}`,
      owners: args["owners"] ?? [],
    }),
    "aws:index/getRegion:getRegion": () => ({ region: "mine" }),
  };

  it("get the arguments, region and account of the call, and come before the built-in ones", async () => {
    const plan = await planned(
      async () => {
        const provider = new aws.Provider("p", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });
        const ami = await aws.ec2.getAmi({ owners: ["amazon"] }, { provider });
        new Thing("thing", {
          ami: aws.ec2.getAmiOutput({ owners: ["self"] }).id,
          region: aws.getRegionOutput().region,
        });
        return { id: ami.id, owners: ami.owners };
      },
      { answers },
    );
    expect(plan.outputs).toEqual({ id: "ami-eu-west-1-111122223333", owners: ["amazon"] });
    expect(resource(plan, "thing").inputs).toEqual({ ami: "ami-eu-central-1-undefined", region: "mine" });
  });

  it("are not asked while an argument is unknown", async () => {
    let asked = 0;
    const program = (): unknown => {
      const thing = new Thing("thing");
      return { id: aws.ec2.getAmiOutput({ owners: [thing.serial] }).id };
    };
    const counting: Answers = { "aws:ec2/getAmi:getAmi": () => ({ id: `ami-${(asked += 1)}` }) };
    const plan = await planned(program, { answers: counting });
    expect([plan.outputs, asked]).toEqual([{ id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, 0]);
  });
});

describe("a function that nobody answers", () => {
  const program = (): Promise<unknown> => aws.ec2.getAmi({ owners: ["amazon"], mostRecent: true });

  it("fails with its token, its arguments and the way to answer it", async () => {
    await expect(planned(program)).rejects.toThrow(
      "function aws:ec2/getAmi:getAmi(mostRecent, owners): no answer offline; " +
        'add "aws:ec2/getAmi:getAmi": (args) => ({ … }) to the answers in the `answers` option',
    );
  });

  it("names the line that called it where sites are recorded", async () => {
    await expect(planned(program, { sites: true })).rejects.toThrow(
      /called at test\/planner\/engine\/invokes\.test\.ts:\d+:\d+: no answer offline/,
    );
  });

  it("names only the lines of its own run, and leaves the SDK as it was", async () => {
    const before = pulumi.runtime.invoke;
    const message = await planned(program, { sites: true }).then(String, String);
    expect(message.match(/invokes\.test\.ts/g)).toHaveLength(1);
    await planned(() => {});
    expect(pulumi.runtime.invoke).toBe(before);
  });

  it("may be caught by the program", async () => {
    const plan = await planned(async () => ({ ami: await program().catch(() => "none") }));
    expect(plan.outputs).toEqual({ ami: "none" });
  });
});
