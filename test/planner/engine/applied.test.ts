import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { SECRET, SIGNATURE, UNKNOWN, type Properties } from "../../../planner/plan";
import { planned, resource } from "./planned";

type Outputs = Record<string, unknown>;

async function outputsOf(program: () => Outputs, config: Record<string, string> = {}): Promise<Properties> {
  return (await planned(program, { config: { "aws:region": "eu-central-1", ...config } })).outputs;
}

describe("AWS as applied", () => {
  it.each([
    ["eu-central-1", "aws", "amazonaws.com"],
    ["us-west-2", "aws", "amazonaws.com"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
    ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
  ] as const)("carries region, AWS partition and domain of %s", async (region, partition, domain) => {
    const outputs = await outputsOf(() => {
      const provider = new aws.Provider("p", { region, allowedAccountIds: ["111122223333"] });
      const queue = new aws.sqs.Queue("queue", { name: "orders" }, { provider });
      const role = new aws.iam.Role("role", { name: "deployer", assumeRolePolicy: "{}" }, { provider });
      const cluster = new aws.eks.Cluster("c", { roleArn: "r", vpcConfig: { subnetIds: [] } }, { provider });
      const bucket = new aws.s3.Bucket("bucket", { bucket: "orders" }, { provider });
      const repository = new aws.ecr.Repository("images", { name: "shop/orders" }, { provider });
      return {
        images: repository.repositoryUrl,
        queue: queue.arn,
        url: queue.url,
        role: role.arn,
        bucket: bucket.arn,
        endpoint: cluster.endpoint.apply((endpoint) => endpoint.replace(/^.*\.gr7/, "gr7")),
        issuer: cluster.identities[0]?.apply((identity) => identity.oidcs[0]?.issuer?.replace(/id\/.*/, "id")),
        regional: bucket.bucketRegionalDomainName,
      };
    });
    expect(outputs).toEqual({
      images: `111122223333.dkr.ecr.${region}.${domain}/shop/orders`,
      queue: `arn:${partition}:sqs:${region}:111122223333:orders`,
      url: `https://sqs.${region}.${domain}/111122223333/orders`,
      role: `arn:${partition}:iam::111122223333:role/deployer`,
      bucket: `arn:${partition}:s3:::orders`,
      endpoint: `gr7.${region}.eks.${domain}`,
      issuer: `https://oidc.eks.${region}.${domain}/id`,
      regional: `orders.s3.${region}.${domain}`,
    });
  });

  it("names the brokers that let clients in by IAM, and none where they do not", async () => {
    const outputs = await outputsOf(() => {
      const cluster = (name: string, sasl: { iam: boolean } | { scram: boolean }) =>
        new aws.msk.Cluster(name, {
          clusterName: name,
          kafkaVersion: "3.9.x",
          numberOfBrokerNodes: 6,
          brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", clientSubnets: [], securityGroups: [] },
          clientAuthentication: { sasl },
        });
      const serverless = new aws.msk.ServerlessCluster("serverless", {
        clientAuthentication: { sasl: { iam: { enabled: true } } },
        vpcConfigs: [],
      });
      return {
        iam: cluster("events", { iam: true }).bootstrapBrokersSaslIam,
        scram: cluster("scram", { scram: true }).bootstrapBrokersSaslIam,
        serverless: serverless.bootstrapBrokersSaslIam,
      };
    });

    const [broker = ""] =
      /(?<=^b-1\.)events\.[\da-f]{6}\.c1\.kafka\.eu-central-1\.amazonaws\.com:9098/.exec(String(outputs["iam"])) ?? [];
    expect(outputs["iam"]).toBe(`b-1.${broker},b-2.${broker},b-3.${broker}`);
    expect(outputs["scram"]).toBe(UNKNOWN);
    expect(outputs["serverless"]).toMatch(/^boot-[\da-f]{8}\.c1\.kafka-serverless\.eu-central-1\.amazonaws\.com:9098$/);
  });

  it("names a proxy's default target group as RDS does", async () => {
    const group = { dbProxyName: "inventory" };
    expect(await outputsOf(() => ({ name: new aws.rds.ProxyDefaultTargetGroup("group", group).name }))).toEqual({
      name: "default",
    });
  });

  it("lies in the resource's own region where it has one", async () => {
    const outputs = await outputsOf(() => {
      const queue = new aws.sqs.Queue("queue", { name: "orders", region: "us-east-1" });
      return { arn: queue.arn, url: queue.url, region: queue.region };
    });
    expect(outputs).toEqual({
      arn: "arn:aws:sqs:us-east-1:000000000000:orders",
      url: "https://sqs.us-east-1.amazonaws.com/000000000000/orders",
      region: "us-east-1",
    });
  });

  it.each<[string, Omit<aws.ProviderArgs, "region">, string]>([
    ["allowedAccountIds", { allowedAccountIds: ["111122223333"] }, "111122223333"],
    ["assumeRoles", { assumeRoles: [{ roleArn: "arn:aws:iam::444455556666:role/deploy" }] }, "444455556666"],
    [
      "allowedAccountIds before assumeRoles",
      { allowedAccountIds: ["111122223333"], assumeRoles: [{ roleArn: "arn:aws:iam::444455556666:role/deploy" }] },
      "111122223333",
    ],
    ["nothing: twelve zeros", {}, "000000000000"],
  ])("finds the account by %s", async (_what, args, account) => {
    const outputs = await outputsOf(() => {
      const provider = new aws.Provider("p", { region: "eu-west-1", ...args });
      return { arn: new aws.sqs.Queue("queue", { name: "orders" }, { provider }).arn };
    });
    expect(outputs).toEqual({ arn: `arn:aws:sqs:eu-west-1:${account}:orders` });
  });

  it("finds the account of the default provider in the configuration", async () => {
    const program = (): Outputs => ({ arn: new aws.sqs.Queue("queue", { name: "orders" }).arn });
    expect(await outputsOf(program, { "aws:allowedAccountIds": '["777788889999"]' })).toEqual({
      arn: "arn:aws:sqs:eu-central-1:777788889999:orders",
    });
    expect(
      await outputsOf(program, { "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::444455556666:role/deploy"}]' }),
    ).toEqual({ arn: "arn:aws:sqs:eu-central-1:444455556666:orders" });
  });

  it("names what the program leaves unnamed as Pulumi would, and uses that name in the ARN", async () => {
    const outputs = await outputsOf(() => {
      const queue = new aws.sqs.Queue("orders");
      return { name: queue.name, arn: queue.arn };
    });
    const name = String(outputs["name"]);
    expect(name).toMatch(/^orders-[0-9a-f]{7}$/);
    expect(outputs["arn"]).toBe(`arn:aws:sqs:eu-central-1:000000000000:${name}`);
  });

  it("leaves the ARN unknown where it would need a region that nobody knows", async () => {
    const { outputs } = await planned(
      () => {
        const queue = new aws.sqs.Queue("orders", { name: "orders" });
        const role = new aws.iam.Role("deployer", { name: "deployer", assumeRolePolicy: "{}" });
        return { queue: queue.arn, url: queue.url, role: role.arn };
      },
      { config: {} },
    );
    expect(outputs).toEqual({ queue: UNKNOWN, url: UNKNOWN, role: "arn:aws:iam::000000000000:role/deployer" });
  });

  it("agrees with itself: the id in the ARN, key ids, hosted zones, queue URLs", async () => {
    const plan = await planned(() => {
      const key = new aws.kms.Key("key");
      const zone = new aws.route53.Zone("zone", { name: "shop.example" });
      const queue = new aws.sqs.Queue("queue", { name: "orders" });
      const group = new aws.ec2.SecurityGroup("group");
      return {
        key: [key.id, key.keyId, key.arn],
        zone: [zone.id, zone.zoneId, zone.arn],
        queue: [queue.id, queue.url],
        group: [group.id, group.arn],
      };
    });
    const list = (name: string): string[] => (plan.outputs[name] as string[]).map(String);
    const [keyId = "", ...key] = list("key");
    expect(keyId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(key).toEqual([keyId, `arn:aws:kms:eu-central-1:000000000000:key/${keyId}`]);
    const [zoneId = "", ...zone] = list("zone");
    expect(zoneId).toMatch(/^Z[0-9A-F]{20}$/);
    expect(zone).toEqual([zoneId, `arn:aws:route53:::hostedzone/${zoneId}`]);
    const url = "https://sqs.eu-central-1.amazonaws.com/000000000000/orders";
    expect(list("queue")).toEqual([url, url]);
    const [groupId = "", ...group] = list("group");
    expect(group).toEqual([`arn:aws:ec2:eu-central-1:000000000000:security-group/${groupId}`]);
  });

  it("writes ARNs with the service names of AWS where they are not the provider's", async () => {
    const outputs = await outputsOf(() => ({
      stateMachine: new aws.sfn.StateMachine("s", { name: "night", roleArn: "r", definition: "{}" }).arn,
      logGroup: new aws.cloudwatch.LogGroup("l", { name: "/shop" }).arn,
      rule: new aws.cloudwatch.EventRule("r", { name: "daily" }).arn,
      table: new aws.dynamodb.Table("t", { name: "stock", hashKey: "sku", attributes: [] }).arn,
      cluster: new aws.rds.Cluster("c", { clusterIdentifier: "stock", engine: "aurora-postgresql" }).arn,
      vault: new aws.backup.Vault("v", { name: "locked" }).arn,
      firehose: new aws.kinesis.FirehoseDeliveryStream("f", { name: "lake", destination: "extended_s3" }).arn,
      group: new aws.elasticache.ReplicationGroup("g", { replicationGroupId: "cache", description: "c" }).arn,
      kafka: new aws.msk.Cluster("k", {
        clusterName: "bus",
        kafkaVersion: "3",
        numberOfBrokerNodes: 3,
        brokerNodeGroupInfo: { instanceType: "kafka.m7g.large", clientSubnets: [], securityGroups: [] },
      }).arn.apply((arn) => arn.replace(/[0-9a-f-]+$/, "…")),
      distribution: new aws.cloudfront.Distribution("d", {
        enabled: true,
        origins: [],
        defaultCacheBehavior: { allowedMethods: [], cachedMethods: [], targetOriginId: "o", viewerProtocolPolicy: "x" },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: {},
      }).arn.apply((arn) => arn.replace(/E[0-9A-F]+$/, "…")),
    }));
    expect(outputs).toEqual({
      stateMachine: "arn:aws:states:eu-central-1:000000000000:stateMachine:night",
      logGroup: "arn:aws:logs:eu-central-1:000000000000:log-group:/shop",
      rule: "arn:aws:events:eu-central-1:000000000000:rule/daily",
      table: "arn:aws:dynamodb:eu-central-1:000000000000:table/stock",
      cluster: "arn:aws:rds:eu-central-1:000000000000:cluster:stock",
      vault: "arn:aws:backup:eu-central-1:000000000000:backup-vault:locked",
      firehose: "arn:aws:firehose:eu-central-1:000000000000:deliverystream/lake",
      group: "arn:aws:elasticache:eu-central-1:000000000000:replicationgroup:cache",
      kafka: "arn:aws:kafka:eu-central-1:000000000000:cluster/bus/…",
      distribution: "arn:aws:cloudfront::000000000000:distribution/…",
    });
  });

  it("writes ids and ARNs of what scales a table as Application Auto Scaling does", async () => {
    const scaled = { resourceId: "table/stock", scalableDimension: "dynamodb:table:ReadCapacityUnits" };
    const place = { ...scaled, serviceNamespace: "dynamodb", region: "eu-west-1" };
    const outputs = await outputsOf(() => {
      const target = new aws.appautoscaling.Target("t", { ...place, minCapacity: 1, maxCapacity: 2 });
      const policy = new aws.appautoscaling.Policy("p", { ...place, name: "follow" });
      const masked = (arn: string): string => arn.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "…");
      return {
        target: target.id,
        targetArn: target.arn.apply(masked),
        policy: policy.id,
        arn: policy.arn.apply(masked),
      };
    });
    expect(outputs).toEqual({
      target: "table/stock",
      targetArn: "arn:aws:application-autoscaling:eu-west-1:000000000000:scalable-target/…",
      policy: "follow",
      arn: "arn:aws:autoscaling:eu-west-1:000000000000:scalingPolicy:…:resource/dynamodb/table/stock:policyName/follow",
    });
  });

  it("writes ids and ARNs of a function's alias and source as Lambda does, and counts its first version", async () => {
    const outputs = await outputsOf(() => {
      const made = new aws.lambda.Function("f", { name: "projector", role: "r", publish: true });
      const draft = new aws.lambda.Function("draft", { name: "draft", role: "r" });
      const live = new aws.lambda.Alias("live", {
        name: "live",
        functionName: made.name,
        functionVersion: made.version,
      });
      const source = new aws.lambda.EventSourceMapping("source", { functionName: live.arn });
      const events = new aws.lambda.FunctionEventInvokeConfig("events", {
        functionName: made.name,
        qualifier: live.name,
      });
      return {
        version: made.version,
        qualified: made.qualifiedArn,
        draft: draft.version,
        alias: live.arn,
        aliasId: live.id,
        source: pulumi.all([source.arn, source.uuid]).apply(([arn, uuid]) => arn.replace(uuid, "<uuid>")),
        sourceId: pulumi.all([source.id, source.uuid]).apply(([id, uuid]) => id === uuid),
        events: events.id,
      };
    });
    const projector = "arn:aws:lambda:eu-central-1:000000000000:function:projector";
    expect(outputs).toEqual({
      version: "1",
      qualified: `${projector}:1`,
      draft: "$LATEST",
      alias: `${projector}:live`,
      aliasId: `${projector}:live`,
      source: "arn:aws:lambda:eu-central-1:000000000000:event-source-mapping:<uuid>",
      sourceId: true,
      events: "projector:live",
    });
  });

  it("answers a global table's streams and replicas in their own regions", async () => {
    const outputs = await outputsOf(() => {
      const table = new aws.dynamodb.Table("t", {
        name: "stock",
        hashKey: "sku",
        attributes: [{ name: "sku", type: "S" }],
        streamEnabled: true,
        replicas: [{ regionName: "eu-west-1" }],
      });
      return { stream: table.streamArn, replicas: table.replicas };
    });
    const arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/stock";
    expect(outputs).toEqual({
      stream: "arn:aws:dynamodb:eu-central-1:000000000000:table/stock/stream/applied",
      replicas: [{ regionName: "eu-west-1", arn, streamArn: `${arn}/stream/applied`, streamLabel: "applied" }],
    });
  });

  it("fills in `tagsAll`", async () => {
    const outputs = await outputsOf(() => ({ all: new aws.sqs.Queue("queue", { tags: { a: "b" } }).tagsAll }));
    expect(outputs).toEqual({ all: { a: "b" } });
  });
});

describe("Kubernetes as applied", () => {
  it("answers names and ids, given or generated", async () => {
    const plan = await planned(() => {
      const given = new kubernetes.core.v1.ConfigMap("a", { metadata: { name: "settings", namespace: "shop" } });
      const made = new kubernetes.core.v1.Namespace("b", {});
      const release = new kubernetes.helm.v3.Release("c", { chart: "redis", namespace: "cache", name: "redis" });
      return {
        given: [given.id, given.metadata.name, given.metadata.namespace],
        made: [made.id, made.metadata.name],
        release: [release.id, release.name, release.status.namespace, release.status.status],
      };
    });
    const name = String(resource(plan, "b").id);
    expect(name).toMatch(/^b-[0-9a-f]{7}$/);
    expect(plan.outputs).toEqual({
      given: ["shop/settings", "settings", "shop"],
      made: [name, name],
      release: ["cache/redis", "redis", "cache", "deployed"],
    });
  });

  it("keeps a secret name a secret", async () => {
    const plan = await planned(() => {
      const map = new kubernetes.core.v1.ConfigMap("a", { metadata: { name: pulumi.secret("hidden") } });
      return { name: map.metadata.name };
    });
    expect(plan.outputs).toEqual({ name: { [SIGNATURE]: SECRET, value: "hidden" } });
    expect(JSON.stringify(resource(plan, "a").id ?? "")).not.toContain("hidden");
  });
});

describe("random values", () => {
  function all(): Outputs {
    const string = new random.RandomString("string", { length: 40, upper: false, special: false });
    return {
      id: new random.RandomId("id", { byteLength: 4, prefix: "p-" }).hex,
      long: new random.RandomId("long", { byteLength: 64 }).hex,
      password: new random.RandomPassword("password", { length: 24, special: false }).result,
      string: string.result,
      stringId: string.id,
      digits: new random.RandomString("digits", { length: 8, upper: false, lower: false, special: false }).result,
      special: new random.RandomString("special", {
        length: 8,
        upper: false,
        lower: false,
        numeric: false,
        overrideSpecial: "_-",
      }).result,
      uuid: new random.RandomUuid("uuid").result,
      pet: new random.RandomPet("pet", { prefix: "shop", separator: "_" }).id,
      number: new random.RandomInteger("number", { min: 3, max: 5 }).result,
      shuffled: new random.RandomShuffle("shuffled", { inputs: ["a", "b", "c"], resultCount: 2 }).results,
      bytes: new random.RandomBytes("bytes", { length: 48 }).hex,
    };
  }

  it("look the part", async () => {
    const outputs = await outputsOf(all);
    const secretText = (value: string): unknown => ({ [SIGNATURE]: SECRET, value: expect.stringMatching(value) });
    expect(outputs).toEqual({
      id: expect.stringMatching(/^p-[0-9a-f]{8}$/),
      long: expect.stringMatching(/^[0-9a-f]{128}$/),
      password: secretText("^[A-Za-z0-9]{24}$"),
      string: expect.stringMatching(/^[a-z0-9]{40}$/),
      stringId: outputs["string"],
      digits: expect.stringMatching(/^[0-9]{8}$/),
      special: expect.stringMatching(/^[_-]{8}$/),
      uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      pet: expect.stringMatching(/^shop_planned_[0-9a-f]{6}$/),
      number: expect.any(Number),
      shuffled: expect.any(Array),
      bytes: secretText("^[0-9a-f]{96}$"),
    });
    expect(Number(outputs["number"])).toBeGreaterThanOrEqual(3);
    expect(Number(outputs["number"])).toBeLessThanOrEqual(5);
    expect(outputs["shuffled"]).toHaveLength(2);
  });

  it("are the same in every run, and different for every resource and stack", async () => {
    expect(await outputsOf(all)).toEqual(await outputsOf(all));
    const hex = (stack: string, name: string): Promise<Properties> =>
      planned(() => ({ hex: new random.RandomId(name, { byteLength: 8 }).hex }), { stack }).then(
        ({ outputs }) => outputs,
      );
    const [one, two, three] = await Promise.all([hex("dev", "a"), hex("dev", "b"), hex("prod", "a")]);
    expect(new Set([one, two, three].map((outputs) => JSON.stringify(outputs))).size).toBe(3);
  });
});
