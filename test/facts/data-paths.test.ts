import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { AWS_PACKAGE_VERSION, classifiedTypes, dataInputsOf, dataInputsOfShape, dataPathCounts } from "../../facts";
import { isCandidate } from "../../facts/data-paths/candidates";
import { INPUT_RULES, ruleFor } from "../../facts/data-paths/classify";

const root = path.join(__dirname, "..", "..");

/** The rule that decides about an input of a type, given as `aws:dynamodb/table:Table replicas.regionName`. */
function decided(place: string): string | undefined {
  const [type = "", where = ""] = place.split(" ");
  const names = where.split(".");
  let inputs = dataInputsOf(type);
  for (const name of names.slice(0, -1)) {
    const nested = inputs.get(name);
    inputs = nested !== undefined && "shape" in nested ? dataInputsOfShape(nested.shape) : new Map();
  }
  const found = inputs.get(names.at(-1) ?? "");
  return found !== undefined && "rule" in found ? `${found.verdict} ${found.kind ?? found.rule}` : undefined;
}

describe("the ways that data can take", () => {
  test("are in step with the installed classes, and every input is decided about", () => {
    const script = path.join(root, "scripts", "generate-data-paths.mjs");
    const said = execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect(said).toBe(`in step with @pulumi/aws ${AWS_PACKAGE_VERSION}\n`);
  });

  test("cover thousands of inputs", () => {
    const { path: paths, control, none } = dataPathCounts();
    expect(classifiedTypes().length).toBeGreaterThan(1600);
    expect(paths).toBeGreaterThan(2500);
    expect(paths + control + none).toBeGreaterThan(8000);
  });

  test("stay small enough to load with every proof", () => {
    expect(readFileSync(path.join(root, "facts/generated/data-paths.json")).length).toBeLessThan(1_000_000);
  });

  test.each([
    ["aws:dynamodb/table:Table replicas.regionName", "path replica"],
    ["aws:dynamodb/table:Table globalTableWitness.regionName", "path replica"],
    ["aws:dynamodb/table:Table replicas.kmsKeyArn", "path key"],
    ["aws:dynamodb/tableReplica:TableReplica globalTableArn", "path replica"],
    ["aws:dynamodb/tableExport:TableExport s3Bucket", "path destination"],
    ["aws:dynamodb/kinesisStreamingDestination:KinesisStreamingDestination streamArn", "path source"],
    ["aws:rds/cluster:Cluster globalClusterIdentifier", "path replica"],
    ["aws:rds/cluster:Cluster replicationSourceIdentifier", "path backup"],
    ["aws:rds/globalCluster:GlobalCluster sourceDbClusterIdentifier", "path backup"],
    ["aws:rds/instance:Instance replicateSourceDb", "path backup"],
    ["aws:rds/snapshotCopy:SnapshotCopy destinationRegion", "path destination"],
    [
      "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication sourceDbInstanceArn",
      "path backup",
    ],
    ["aws:backup/plan:Plan rules.copyActions.destinationVaultArn", "path backup"],
    ["aws:s3/bucketReplicationConfig:BucketReplicationConfig rules.destination.bucket", "path destination"],
    ["aws:s3/bucketReplicationConfig:BucketReplicationConfig rules.destination.account", "path share"],
    ["aws:s3/bucketPolicy:BucketPolicy policy", "path trust"],
    ["aws:s3/bucketAcl:BucketAcl acl", "path share"],
    ["aws:s3/accessPoint:AccessPoint bucket", "path destination"],
    ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint details.regions.bucket", "path destination"],
    [
      "aws:ecr/replicationConfiguration:ReplicationConfiguration replicationConfiguration.rules.destinations.region",
      "path replica",
    ],
    ["aws:kms/replicaKey:ReplicaKey primaryKeyArn", "path replica"],
    ["aws:secretsmanager/secret:Secret replicas.region", "path replica"],
    ["aws:lambda/eventSourceMapping:EventSourceMapping eventSourceArn", "path source"],
    ["aws:lambda/eventSourceMapping:EventSourceMapping destinationConfig.onFailure.destinationArn", "path dead-letter"],
    ["aws:lambda/function:Function environment.variables", "path egress"],
    ["aws:msk/replicator:Replicator kafkaClusters.amazonMskCluster.mskClusterArn", "path source"],
    ["aws:cloudwatch/eventTarget:EventTarget arn", "path target"],
    ["aws:cloudwatch/eventApiDestination:EventApiDestination invocationEndpoint", "path egress"],
    ["aws:pipes/pipe:Pipe source", "path source"],
    ["aws:pipes/pipe:Pipe target", "path target"],
    ["aws:dms/endpoint:Endpoint serverName", "path egress"],
    ["aws:sns/topicSubscription:TopicSubscription endpoint", "path egress"],
    ["aws:sqs/queue:Queue redrivePolicy", "path dead-letter"],
    ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter destinationArn", "path target"],
    ["aws:cloudfront/distribution:Distribution origins.domainName", "path edge"],
    ["aws:cloudfront/distribution:Distribution loggingConfig.bucket", "path log"],
    ["aws:route53/queryLog:QueryLog cloudwatchLogGroupArn", "path log"],
    ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration logDestinationConfigs", "path log"],
    ["aws:elasticache/replicationGroup:ReplicationGroup globalReplicationGroupId", "path replica"],
    ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection peerRegion", "path destination"],
    ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection peerOwnerId", "path share"],
    ["aws:ec2transitgateway/peeringAttachment:PeeringAttachment peerRegion", "path destination"],
    ["aws:ram/principalAssociation:PrincipalAssociation principal", "path share"],
    ["aws:iam/role:Role assumeRolePolicy", "path trust"],
    ["aws:lakeformation/permissions:Permissions principal", "path share"],
    ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream httpEndpointConfiguration.url", "path egress"],
    ["aws:kinesis/stream:Stream kmsKeyId", "path key"],
    ["aws:efs/replicationConfiguration:ReplicationConfiguration destination.region", "path replica"],
    ["aws:sfn/stateMachine:StateMachine definition", "path egress"],
    ["aws:dynamodb/table:Table region", "control own-region"],
    ["aws:lambda/function:Function role", "control identity"],
    ["aws:lambda/function:Function imageUri", "control code"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm namespace", "control metric-and-alarm"],
    ["aws:dynamodb/table:Table hashKey", "none field"],
    ["aws:rds/instance:Instance password", undefined],
  ])("%s is %s", (place, expected) => {
    expect(decided(place)).toBe(expected);
  });
});

describe("the rules of the classification", () => {
  test("give a reason, and of one name say one thing", () => {
    const said = new Map<string, string>();
    for (const { id, property: _, owner: __, on: ___, ...rest } of INPUT_RULES) {
      expect(rest.reason.length).toBeGreaterThan(15);
      said.set(id, said.get(id) ?? JSON.stringify(rest));
      expect(JSON.stringify(rest)).toBe(said.get(id));
    }
  });

  test("leave an input undecided that nobody has thought of", () => {
    const input = { name: "teleport", type: "pulumi.Input<string>", documentation: "ARN of the place it goes to." };
    expect(isCandidate(input)).toBe(true);
    expect(ruleFor({ owner: "new.Thing", on: "resource", property: input.name })).toBeUndefined();
  });

  test("ask nobody about numbers, flags and what says nothing of a place", () => {
    const none = { type: "pulumi.Input<string>", documentation: "How it is shown." };
    expect(isCandidate({ ...none, name: "colour" })).toBe(false);
    expect(isCandidate({ ...none, name: "targetPort", type: "pulumi.Input<number>" })).toBe(false);
  });

  test("are each the one that decides about something", () => {
    const used = new Set([...classifiedTypes()].flatMap((type) => [...ways(dataInputsOf(type), new Set())]));
    expect([...new Set(INPUT_RULES.map(({ id }) => id))].filter((id) => !used.has(id))).toEqual([]);
  });
});

/** Rules of some inputs and of all shapes below them. */
function ways(inputs: ReturnType<typeof dataInputsOf>, seen: Set<string>): string[] {
  return [...inputs.values()].flatMap((input) => {
    if ("rule" in input) {
      return [input.rule];
    }
    if (seen.has(input.shape)) {
      return [];
    }
    seen.add(input.shape);
    return ways(dataInputsOfShape(input.shape), seen);
  });
}
