import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { AWS_PACKAGE_VERSION, awsTypes } from "../../facts";
import { UNPROVEN, forceNewInputs, replacementSource } from "../../facts/force-new";

const root = path.join(__dirname, "..", "..");

interface Generated {
  readonly version: string;
  readonly date: string;
  readonly cfnLint: string;
  readonly terraform: string;
  readonly types: Readonly<Record<string, { replaces: Record<string, string>; updates: Record<string, string> }>>;
}

const generated: Generated = JSON.parse(readFileSync(path.join(root, "facts/generated/force-new.json"), "utf8"));
const readings: Readonly<Record<string, { file: string; replaces: string[] }>> = JSON.parse(
  readFileSync(path.join(root, "scripts/force-new/readings.json"), "utf8"),
);

/** Tokens of the AWS classes that a folder's sources construct. */
function constructedTypes(folder: string): string[] {
  const byClass = new Map(
    Object.keys(awsTypes()).map((token) => {
      const [, place = "", name = ""] = token.split(":");
      return [`${place.split("/")[0] ?? ""}.${name}`, token];
    }),
  );
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts")).map((file) => path.join(root, folder, file));
  const classes = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/new aws\.(\w+\.\w+)\(/g)].map(([, name = ""]) => name),
  );
  return [...new Set(classes)].sort().map((name) => byClass.get(name) ?? `no token for ${name}`);
}

describe("what forces a replacement", () => {
  test("is known of every type that a component constructs", () => {
    const types = constructedTypes("components");

    expect(types.length).toBeGreaterThan(50);
    expect(types.filter((type) => forceNewInputs(type) === undefined)).toEqual([]);
  });

  test("names the versions it was read from, one of them the installed package's", () => {
    const { version, cfnLint, terraform, date } = generated;

    expect({ version, cfnLint, terraform }).toEqual({
      version: AWS_PACKAGE_VERSION,
      cfnLint: "1.58.0",
      terraform: "1.60.0",
    });
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test("gives a known source for every row", () => {
    const sources = Object.values(generated.types).flatMap(({ replaces, updates }) => [
      ...Object.values(replaces).flatMap((joined) => joined.split("+")),
      ...Object.keys(updates),
    ]);

    expect([...new Set(sources)].sort()).toEqual(["cloudformation", "documentation", "provider", "provider-1.60"]);
  });

  test("has no property on both sides", () => {
    const both = Object.entries(generated.types).flatMap(([type, { replaces, updates }]) => {
      const updated = new Set(Object.values(updates).flatMap((names) => names.split(",")));
      return Object.keys(replaces)
        .filter((name) => updated.has(name))
        .map((name) => `${type} ${name}`);
    });

    expect(both).toEqual([]);
  });

  test("takes the readings of the provider's source as they are", () => {
    const missing = Object.entries(readings).flatMap(([type, { replaces }]) =>
      replaces.filter((property) => !(forceNewInputs(type)?.[property] ?? "").startsWith("provider")),
    );

    expect(missing).toEqual([]);
  });

  test.each([
    ["aws:kms/key:Key", "multiRegion", "provider"],
    ["aws:kms/key:Key", "policy", undefined],
    ["aws:dynamodb/table:Table", "hashKey", "provider"],
    ["aws:dynamodb/table:Table", "replicas.regionName", undefined],
    ["aws:dynamodb/table:Table", "billingMode", undefined],
    ["aws:dynamodb/table:Table", "globalSecondaryIndexes.readCapacity", undefined],
    ["aws:dynamodb/table:Table", "onDemandThroughput.maxReadRequestUnits", undefined],
    ["aws:appautoscaling/target:Target", "minCapacity", undefined],
    ["aws:appautoscaling/target:Target", "resourceId", "provider-1.60+cloudformation"],
    ["aws:appautoscaling/policy:Policy", "name", "provider-1.60"],
    ["aws:appautoscaling/policy:Policy", "targetTrackingScalingPolicyConfiguration.targetValue", undefined],
    ["aws:dynamodb/table:Table", "serverSideEncryption.enabled", undefined],
    ["aws:ec2/subnet:Subnet", "cidrBlock", "provider-1.60+cloudformation"],
    ["aws:ec2/routeTable:RouteTable", "vpcId", "provider-1.60+cloudformation"],
    ["aws:eks/cluster:Cluster", "vpcConfig.subnetIds", undefined],
    ["aws:eks/cluster:Cluster", "kubernetesNetworkConfig.ipFamily", "provider"],
    ["aws:eks/cluster:Cluster", "kubernetesNetworkConfig.elasticLoadBalancing.enabled", undefined],
    ["aws:eks/nodeGroup:NodeGroup", "launchTemplate.id", "provider"],
    ["aws:eks/nodeGroup:NodeGroup", "launchTemplate.version", undefined],
    ["aws:rds/globalCluster:GlobalCluster", "engineVersion", undefined],
    ["aws:rds/cluster:Cluster", "storageEncrypted", "provider-1.60+cloudformation"],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn", "provider-1.60"],
    ["aws:sqs/queue:Queue", "tags.team", undefined],
    ["aws:s3/bucket:Bucket", "objectLockEnabled", UNPROVEN],
    ["kubernetes:apps/v1:Deployment", "spec.selector.matchLabels.app", "pulumi-kubernetes diff.go"],
    ["kubernetes:apps/v1:Deployment", "spec.replicas", undefined],
    ["kubernetes:keda.sh/v1alpha1:ScaledObject", "metadata.namespace", "pulumi-kubernetes diff.go"],
    ["kubernetes:keda.sh/v1alpha1:ScaledObject", "spec.triggers", undefined],
    ["kubernetes:core/v1:ConfigMap", "data.key", "pulumi-kubernetes diff.go"],
    ["kubernetes:core/v1:Pod", "spec.containers.image", "pulumi-kubernetes diff.go"],
    ["kubernetes:helm.sh/v3:Release", "version", undefined],
    ["kubernetes:helm.sh/v3:Release", "name", "pulumi-kubernetes helm_release.go"],
    ["random:index/randomPassword:RandomPassword", "length", "terraform-provider-random RequiresReplace"],
    ["pulumi:providers:aws", "region", "pulumi-aws ForcesProviderReplace"],
    ["pulumi:providers:aws", "allowedAccountIds", undefined],
    ["pulumi:providers:kubernetes", "kubeconfig.clusters.cluster.server", "pulumi-kubernetes DiffConfig"],
  ])("is told of %s %s", (type, property, source) => {
    expect(replacementSource(type, property)).toBe(source);
  });

  test("takes a block that changes as a whole for the fixed part in it", () => {
    expect(replacementSource("aws:eks/nodeGroup:NodeGroup", "launchTemplate")).toBe("provider");
  });

  test("takes a property that the type does not have for replacing", () => {
    expect(replacementSource("aws:sqs/queue:Queue", "colour")).toBe(UNPROVEN);
  });

  test("takes every property of an unknown type for replacing", () => {
    expect(forceNewInputs("aws:s3/pail:Pail")).toBeUndefined();
    expect(forceNewInputs("constructor")).toBeUndefined();
    expect(replacementSource("aws:s3/pail:Pail", "tags")).toBe(UNPROVEN);
  });

  test("lists a type that can be changed throughout with nothing", () => {
    expect(forceNewInputs("aws:ec2/internetGateway:InternetGateway")).toEqual({});
  });
});
