import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  AWS_TYPE_COUNT,
  AWS_PACKAGE_VERSION,
  TAGGABLE_AWS_TYPES,
  awsTypeFacts,
  awsTypes,
  tagShapeOf,
  takesRegion,
  takesTagSpecifications,
} from "../../facts";

const root = path.join(__dirname, "..", "..");

describe("facts of the AWS types", () => {
  test("are in step with the installed classes", () => {
    const script = path.join(root, "scripts", "generate-facts.mjs");
    const said = execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect(said).toBe(`in step with @pulumi/aws ${AWS_PACKAGE_VERSION}\n`);
  });

  test("name the version that package.json pins", () => {
    const manifest: { dependencies: Record<string, string> } = JSON.parse(
      readFileSync(path.join(root, "package.json"), "utf8"),
    );
    expect(AWS_PACKAGE_VERSION).toBe(manifest.dependencies["@pulumi/aws"]);
  });

  test("cover every type of the package", () => {
    const types = Object.values(awsTypes());
    expect(AWS_TYPE_COUNT).toBe(1738);
    expect(types).toHaveLength(1738);
    expect(types.filter((type) => type.region === true)).toHaveLength(1559);
    expect(types.filter((type) => type.tags !== undefined)).toHaveLength(861);
    expect(TAGGABLE_AWS_TYPES).toHaveLength(861);
  });

  test("stay small enough to load with every plan", () => {
    expect(readFileSync(path.join(root, "facts/generated/aws-types.json")).length).toBeLessThan(700_000);
  });

  test.each([
    ["aws:s3/bucket:Bucket", "map"],
    ["aws:autoscaling/group:Group", "list"],
    ["aws:ec2/launchTemplate:LaunchTemplate", "map"],
    ["aws:ec2/route:Route", undefined],
    ["aws:devopsguru/resourceCollection:ResourceCollection", undefined],
    ["kubernetes:apps/v1:Deployment", undefined],
  ])("know the shape of the tags of %s", (type, shape) => {
    expect(tagShapeOf(type)).toBe(shape);
  });

  test("know the one type that tags what it launches", () => {
    expect(Object.keys(awsTypes()).filter(takesTagSpecifications)).toEqual(["aws:ec2/launchTemplate:LaunchTemplate"]);
  });

  test.each([
    ["aws:s3/bucket:Bucket", true],
    ["aws:iam/role:Role", false],
    ["aws:route53/record:Record", false],
    ["aws:route53/resolverEndpoint:ResolverEndpoint", true],
    ["kubernetes:apps/v1:Deployment", false],
  ])("know whether %s takes a region", (type, expected) => {
    expect(takesRegion(type)).toBe(expected);
  });

  test("list the outputs that only the provider knows, by kind", () => {
    expect(awsTypeFacts("aws:dynamodb/table:Table")).toEqual({
      tags: "map",
      region: true,
      computed: { string: ["arn", "streamArn", "streamLabel"], object: ["tagsAll"] },
      filled: {
        list: ["attributes", "globalSecondaryIndexes"],
        object: ["globalTableWitness", "pointInTimeRecovery", "serverSideEncryption", "ttl", "warmThroughput"],
        string: ["hashKey", "name", "region", "streamViewType"],
        number: ["readCapacity", "writeCapacity"],
      },
    });
  });

  test("say nothing of a type the package does not have", () => {
    expect(awsTypeFacts("aws:s3/pail:Pail")).toBeUndefined();
    expect(awsTypeFacts("constructor")).toBeUndefined();
  });
});
