import { resourceLimitRegion } from "../../../../policies/rules/resource/limit-region";
import { describeRule, judgeResource, type Sent } from "../../harness";
import { TAGS } from "../../tags";

const BUCKET = "aws:s3/bucket:Bucket";
const EU = { region: "eu-central-1" };
const CONFIG = { allowedRegions: { eu: ["eu-central-1", "eu-west-1"], us: ["us-east-1"] }, stackRegions: [] };

describeRule(resourceLimitRegion, {
  good: { type: BUCKET, props: { region: "eu-west-1", tags: TAGS }, provider: EU },
  config: CONFIG,
  alsoGood: {
    "a resource that lies where its provider does": { type: BUCKET, props: { tags: TAGS }, provider: EU },
    "a global service": { type: "aws:iam/role:Role", props: { tags: TAGS }, provider: { region: "us-east-1" } },
    "a web ACL for CloudFront": {
      type: "aws:wafv2/webAcl:WebAcl",
      props: { scope: "CLOUDFRONT", region: "us-east-1", tags: TAGS },
      provider: EU,
    },
    "a resource of another residency in its own region": {
      type: BUCKET,
      props: { region: "us-east-1", tags: { ...TAGS, residency: "us" } },
      provider: EU,
    },
    "a residency that nothing names": {
      type: BUCKET,
      props: { region: "us-east-1", tags: { ...TAGS, residency: "global" } },
    },
    "a resource without tags": { type: "aws:ec2/route:Route", props: { region: "us-east-1" }, provider: EU },
    "a component with a region": { type: "inventory:network:Network", props: { region: "us-east-1", tags: TAGS } },
  },
  broken: [
    {
      path: "region",
      to: "us-east-1",
      message: 'region is "us-east-1", expected one of eu-central-1, eu-west-1 (residency eu)',
    },
    { path: "tags.residency", to: "us", message: 'region is "eu-west-1", expected one of us-east-1 (residency us)' },
    {
      path: "tags.residency",
      to: "ru-242fz",
      message: 'region is "eu-west-1", expected no region at all (residency ru-242fz)',
    },
  ],
  unknown: ["region", "tags.residency"],
  secret: ["region", "tags"],
});

describe("resource-limit-region", () => {
  const judge = (sent: Sent, config: object = CONFIG) => judgeResource(resourceLimitRegion, sent, config);
  const one = (message: string) => [{ level: "mandatory", message, urn: "" }];

  test("refuses a region that only the provider says", async () => {
    expect(await judge({ type: BUCKET, props: { tags: TAGS }, provider: { region: "us-east-1" } })).toEqual(
      one('region of the provider is "us-east-1", expected one of eu-central-1, eu-west-1 (residency eu)'),
    );
  });

  test("refuses a resource whose region nobody says", async () => {
    expect(await judge({ type: BUCKET, props: { tags: TAGS }, provider: {} })).toEqual(
      one("region of the provider is missing, expected one of eu-central-1, eu-west-1 (residency eu)"),
    );
  });

  test("cannot be judged while the provider's region is unknown", async () => {
    const found = await judge({
      type: BUCKET,
      props: { tags: TAGS },
      provider: { region: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    });
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
    expect(found[0]?.message).toContain("string value at .region can't be known during preview");
  });

  test("holds resources without tags to the regions of their stack", async () => {
    const route = { type: "aws:ec2/route:Route", props: { region: "us-east-1" }, provider: EU };
    expect(await judge(route, { ...CONFIG, stackRegions: ["eu-central-1"] })).toEqual(
      one('region is "us-east-1", expected one of eu-central-1 (this stack)'),
    );
  });

  test("holds a tagged resource to its residency and to its stack", async () => {
    const bucket = { type: BUCKET, props: { region: "eu-west-1", tags: TAGS }, provider: EU };
    expect(await judge(bucket, { ...CONFIG, stackRegions: ["eu-central-1", "us-east-1"] })).toEqual(
      one('region is "eu-west-1", expected one of eu-central-1 (residency eu in this stack)'),
    );
  });

  test("knows the regimes without any configuration", async () => {
    const props = { region: "us-east-1", tags: { ...TAGS, residency: "ch-fadp" } };
    expect(await judge({ type: BUCKET, props }, {})).toEqual(
      one('region is "us-east-1", expected one of eu-central-2 (residency ch-fadp)'),
    );
  });

  test("refuses copies of a table and its witness outside, each by its place", async () => {
    const props = {
      tags: TAGS,
      replicas: [{ regionName: "eu-west-1" }, { regionName: "us-east-1" }],
      globalTableWitness: { regionName: "eu-west-2" },
    };
    const found = await judge({ type: "aws:dynamodb/table:Table", props, provider: EU });
    expect(found.map(({ message }) => message)).toEqual([
      'replicas[1].regionName is "us-east-1", expected one of eu-central-1, eu-west-1 (residency eu)',
      'globalTableWitness.regionName is "eu-west-2", expected one of eu-central-1, eu-west-1 (residency eu)',
    ]);
  });

  test("refuses copies of a secret outside", async () => {
    const props = { tags: TAGS, replicas: [{ region: "ap-south-1" }] };
    expect(await judge({ type: "aws:secretsmanager/secret:Secret", props, provider: EU })).toEqual(
      one('replicas[0].region is "ap-south-1", expected one of eu-central-1, eu-west-1 (residency eu)'),
    );
  });

  test("judges an Auto Scaling group by its list of tags", async () => {
    const tags = [{ key: "residency", value: "eu", propagateAtLaunch: true }];
    const group = { type: "aws:autoscaling/group:Group", props: { tags, region: "us-west-2" }, provider: EU };
    expect(await judge(group)).toEqual(
      one('region is "us-west-2", expected one of eu-central-1, eu-west-1 (residency eu)'),
    );
  });
});
