import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../../../components/core";
import { failureOf, identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "./fixtures";

interface PairArgs extends ComponentArgs {
  readonly size: number;
}

class Pair extends Component {
  constructor(name: string, args: PairArgs, opts?: pulumi.ComponentResourceOptions) {
    const rule = {
      when: ({ size }: PairArgs) => size < 1,
      say: ({ size }: PairArgs) => ({ arg: "size", got: size, expected: "1 or more", change: "raise it" }),
    };
    super("inventory:pair:Pair", name, checkArgs(`pair "${name}"`, args, [rule]), opts);
    const first = new aws.sqs.Queue(
      this.childName("first"),
      { tags: this.childTags("first") },
      this.childOptions({ protect: true }),
    );
    new aws.ec2.LaunchTemplate(
      this.childName("second"),
      {
        tagSpecifications: this.childTagSpecifications("second"),
        description: JSON.stringify([this.childLabels(), this.childAutoScalingTags("second").at(-1)]),
      },
      this.childOptions({ dependsOn: [first] }),
    );
    this.registerOutputs({});
  }
}

describe("Component", () => {
  it("names its children after itself and is their parent", async () => {
    const plan = await planInFrankfurt(() => new Pair("shoes", { size: 1, tags: TAGS }));
    expect(identities(plan)).toEqual([
      "aws:ec2/launchTemplate:LaunchTemplate shoes-second shoes",
      "aws:sqs/queue:Queue shoes-first shoes",
      "inventory:pair:Pair shoes test-dev",
    ]);
  });

  it("shows its arguments as inputs", async () => {
    const plan = await planInFrankfurt(() => new Pair("shoes", { size: 1, tags: TAGS }));
    expect(inputsOf(plan, "shoes")).toEqual({ size: 1, tags: TAGS });
  });

  it("hands its tags to children in each shape", async () => {
    const plan = await planInFrankfurt(() => new Pair("shoes", { size: 1, tags: TAGS }));
    expect(inputsOf(plan, "shoes-first").tags).toEqual({ ...TAGS, Name: "shoes-first" });
    expect(inputsOf(plan, "shoes-second").tagSpecifications).toContainEqual({
      resourceType: "volume",
      tags: { ...TAGS, Name: "shoes-second" },
    });
    expect(inputsOf(plan, "shoes-second").description).toContain('"inventory-platform/channel":"all"');
    expect(inputsOf(plan, "shoes-second").description).toContain(
      '{"key":"Name","value":"shoes-second","propagateAtLaunch":true}',
    );
  });

  it("keeps the options that a child is given, and the caller's", async () => {
    const plan = await planInFrankfurt(() => {
      const provider = new aws.Provider("dublin", { region: "eu-west-1" });
      return new Pair("shoes", { size: 1, tags: TAGS }, { provider });
    });
    expect(resourceNamed(plan, "shoes-first").options.protect).toBe(true);
    expect(resourceNamed(plan, "shoes-second").dependencies).toEqual([resourceNamed(plan, "shoes-first").urn]);
    expect(resourceNamed(plan, "shoes-first").provider).toBe(resourceNamed(plan, "dublin").urn);
  });

  it("refuses bad arguments and bad tags together, before it registers anything", async () => {
    const { message, registered } = await failureOf(
      () => new Pair("shoes", { size: 0, tags: { ...TAGS, residency: "EU" } }),
    );
    expect(message).toBe(
      'pair "shoes": tags.residency is "EU", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ' +
        "ending with a letter or digit; set it in the environment file or in the component's tags\n" +
        'pair "shoes": size is 0, expected 1 or more; raise it',
    );
    expect(registered).toEqual([]);
  });
});
