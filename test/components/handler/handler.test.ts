import * as pulumi from "@pulumi/pulumi";
import { codeWithRuntime, HANDLER_ALARMS, planHandler, planMapping } from "../../../components/handler";
import { SIGNATURE } from "../../../planner/plan";
import { child, children, failureQueueArn, invoke, kafka, keyArn, kinesis, logKeyArn, minimal } from "./fixture";
import { planHandlerProgram, queue, statements, table, tags, topic } from "./fixture";

const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:000000000000:function:prod-projector";
const OWN_FAILURES = "arn:aws:sqs:eu-central-1:000000000000:prod-projector-failures";

describe("Handler", () => {
  it("creates these children at defaults, all its own", async () => {
    const identities = children(await planHandlerProgram(minimal)).map(
      ({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`,
    );
    expect(identities.toSorted()).toStrictEqual([
      "aws:cloudwatch/logGroup:LogGroup projector-log projector",
      "aws:cloudwatch/metricAlarm:MetricAlarm projector-behind projector",
      "aws:cloudwatch/metricAlarm:MetricAlarm projector-errors projector",
      "aws:cloudwatch/metricAlarm:MetricAlarm projector-failures-undelivered projector",
      "aws:cloudwatch/metricAlarm:MetricAlarm projector-near-timeout projector",
      "aws:cloudwatch/metricAlarm:MetricAlarm projector-records-failing projector",
      "aws:cloudwatch/metricAlarm:MetricAlarm projector-throttled projector",
      "aws:iam/role:Role projector-role projector",
      "aws:iam/rolePolicy:RolePolicy projector-rights projector",
      "aws:lambda/alias:Alias projector-live projector",
      "aws:lambda/eventSourceMapping:EventSourceMapping projector-source projector",
      "aws:lambda/function:Function projector-function projector",
    ]);
  });

  it("creates the function of the defaults, and its alias", async () => {
    const plan = await planHandlerProgram(minimal);
    const { code, ...inputs } = child(plan, "function").inputs;
    const log = child(plan, "log");
    expect(code).toHaveProperty(SIGNATURE);
    expect(inputs).toStrictEqual({
      name: "prod-projector",
      handler: "index.handler",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      timeout: 30,
      memorySize: 512,
      reservedConcurrentExecutions: 10,
      publish: true,
      role: child(plan, "role").outputs["arn"],
      environment: { variables: { HANDLER_TIMEOUT_SECONDS: "30" } },
      kmsKeyArn: keyArn,
      loggingConfig: { logFormat: "JSON", logGroup: log.outputs["name"] },
      tracingConfig: { mode: "Active" },
      tags: { ...tags, Name: "projector-function" },
    });
    expect(log.inputs).toMatchObject({ retentionInDays: 30, kmsKeyId: logKeyArn });
    expect(child(plan, "live").inputs).toStrictEqual({
      name: "live",
      functionName: "prod-projector",
      functionVersion: "1",
    });
    for (const role of ["function", "live"]) {
      expect(child(plan, role).options.deleteBeforeReplace).toBe(true);
    }
  });

  it.each([
    ["a stream", kinesis, { eventSourceArn: kinesis.streamArn, destinationConfig: onFailure(failureQueueArn) }],
    ["a table", table, { eventSourceArn: table.streamArn, destinationConfig: onFailure(OWN_FAILURES) }],
    ["Kafka", kafka, { eventSourceArn: kafka.clusterArn, destinationConfig: onFailure(failureQueueArn) }],
    ["a queue", queue, { eventSourceArn: queue.queueArn }],
  ] as const)("reads %s for the alias, and leaves failures where they belong", async (_, source, inputs) => {
    const plan = await planHandlerProgram({ ...minimal, source });
    const mapping = child(plan, "source");
    expect(mapping.inputs).toStrictEqual({
      functionName: `${FUNCTION_ARN}:live`,
      enabled: true,
      ...inputs,
      ...planMapping(source, 10),
      tags: { ...tags, Name: "projector-source" },
    });
    expect(mapping.dependencies).toContain(child(plan, "rights").urn);
    expect(plan.outputs["mappingId"]).toBe(mapping.outputs["uuid"]);
  });

  it("keeps failed events of callers that do not wait, and reads nothing", async () => {
    const plan = await planHandlerProgram({ ...minimal, source: invoke });
    expect(child(plan, "events").inputs).toStrictEqual({
      functionName: "prod-projector",
      qualifier: "live",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3_600,
      destinationConfig: { onFailure: { destination: OWN_FAILURES } },
    });
    expect(children(plan).filter(({ type }) => type === "aws:lambda/eventSourceMapping:EventSourceMapping")).toEqual(
      [],
    );
    expect(plan.outputs["mappingId"]).toBeUndefined();
  });

  it("creates failure queues of its own for tables and callers, with redriving and alarms, and keeps them", async () => {
    for (const source of [table, invoke]) {
      const plan = await planHandlerProgram({ ...minimal, source });
      expect(child(plan, "failures").inputs).toMatchObject({
        name: "prod-projector-failures",
        kmsMasterKeyId: keyArn,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: `${OWN_FAILURES}-parked`, maxReceiveCount: 5 }),
      });
      for (const role of ["failures-waiting", "failures-aging", "failures-parked"]) {
        expect(child(plan, role).inputs).toMatchObject({ alarmActions: [topic], okActions: [topic] });
      }
      const kept = children(plan).filter(({ options }) => options.protect === true && options.retainOnDelete === true);
      expect(kept.map(({ name }) => name).toSorted()).toStrictEqual(["projector-failures", "projector-parked"]);
      expect(plan.outputs["failureQueueUrl"]).toBe(
        "https://sqs.eu-central-1.amazonaws.com/000000000000/prod-projector-failures",
      );
    }
    const disposable = children(await planHandlerProgram({ ...minimal, source: table, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("creates the alarms of the defaults, each on what it watches", async () => {
    const plan = await planHandlerProgram(minimal);
    const { alarms } = planHandler(minimal);
    const ofFunction = { FunctionName: "prod-projector" };
    for (const role of HANDLER_ALARMS) {
      const ofMapping = { EventSourceMappingUUID: child(plan, "source").outputs["uuid"] };
      expect(child(plan, role).inputs).toStrictEqual({
        alarmDescription: alarms[role]?.description,
        namespace: "AWS/Lambda",
        metricName: alarms[role]?.metricName,
        dimensions: role === "records-failing" ? ofMapping : ofFunction,
        statistic: alarms[role]?.statistic,
        period: 60,
        evaluationPeriods: alarms[role]?.evaluationPeriods,
        datapointsToAlarm: alarms[role]?.datapointsToAlarm,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: alarms[role]?.threshold,
        treatMissingData: "notBreaching",
        alarmActions: [topic],
        okActions: [topic],
        tags: { ...tags, Name: `projector-${role}` },
      });
    }
  });

  it.each([
    ["a queue", queue, { QueueName: "orders" }],
    ["Kafka", kafka, { "Cluster Name": "events", "Consumer Group": "projector", Topic: "stock" }],
    ["a caller", invoke, { FunctionName: "prod-projector" }],
  ] as const)("looks up how far it is behind %s by what that is known by", async (_, source, dimensions) => {
    const plan = await planHandlerProgram({ ...minimal, source });
    expect(child(plan, "behind").inputs["dimensions"]).toStrictEqual(dimensions);
  });

  it("gives the code its variables, rights and idempotency table", async () => {
    const plan = await planHandlerProgram({
      ...minimal,
      timeout: "1 minute",
      environment: { READ_MODEL: "stock" },
      rights: { WriteReadModel: { actions: ["dynamodb:PutItem"], resources: ["arn:aws:dynamodb:::table/stock"] } },
      idempotencyTable: { name: "handled", arn: "arn:aws:dynamodb:::table/handled", keyArn },
    });
    expect(child(plan, "function").inputs["environment"]).toStrictEqual({
      variables: { READ_MODEL: "stock", HANDLER_TIMEOUT_SECONDS: "60", IDEMPOTENCY_TABLE: "handled" },
    });
    const sids = statements(plan, "rights").map(({ Sid }) => Sid);
    expect(sids.slice(-3)).toStrictEqual(["GuardEffects", "UseIdempotencyKey", "WriteReadModel"]);
  });

  it("lets the code use a customer key through its service alone", async () => {
    const plan = await planHandlerProgram({
      ...minimal,
      rights: { UseTableKey: { actions: ["kms:Decrypt"], resources: [keyArn], viaService: "dynamodb" } },
    });
    expect(statements(plan, "rights").at(-1)).toStrictEqual({
      Sid: "UseTableKey",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: [keyArn],
      Condition: { StringLike: { "kms:ViaService": "dynamodb.*" } },
    });
  });

  it("is in the groups by which stores know it, beside its own", async () => {
    const plan = await planHandlerProgram({
      ...minimal,
      network: {
        vpcId: "vpc-1",
        subnetIds: { a: "subnet-a", b: "subnet-b" },
        destinations: {},
        clientGroupIds: { database: "sg-database-clients", cache: "sg-cache-clients" },
      },
    });
    expect(child(plan, "function").inputs["vpcConfig"]).toStrictEqual({
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroupIds: [child(plan, "security-group").id, "sg-cache-clients", "sg-database-clients"],
    });
  });

  it("brings the runtime along with a folder of plain code", async () => {
    const plan = await planHandlerProgram({ ...minimal, code: codeWithRuntime("functions/availability") });
    const { assets } = child(plan, "function").inputs["code"] as { assets: Readonly<Record<string, object>> };

    expect(Object.keys(assets).toSorted()).toStrictEqual([
      ".",
      "node_modules/inventory-platform/package.json",
      "node_modules/inventory-platform/runtime.js",
    ]);
    expect(assets["."]).toMatchObject({ path: "functions/availability" });
    expect(assets["node_modules/inventory-platform/package.json"]).toMatchObject({
      text: '{"name":"inventory-platform","exports":{"./runtime":"./runtime.js"}}',
    });
  });

  it("works in a VPC, lets nothing in and out what is named, and denies the code what Lambda needs for it", async () => {
    const plan = await planHandlerProgram({
      ...minimal,
      network: {
        vpcId: "vpc-1",
        subnetIds: { b: "subnet-b", a: "subnet-a" },
        destinations: {
          database: { port: 5432, securityGroupId: "sg-database" },
          tables: { port: 443, prefixListId: "pl-dynamodb" },
          warehouse: { port: 8443, cidr: "10.1.0.0/16" },
        },
      },
    });
    const group = child(plan, "security-group");
    expect(group.inputs).toStrictEqual({
      vpcId: "vpc-1",
      description: "The handler prod-projector",
      tags: { ...tags, Name: "projector-security-group" },
    });
    expect(child(plan, "function").inputs["vpcConfig"]).toStrictEqual({
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroupIds: [group.id],
    });
    expect(child(plan, "to-database").inputs).toStrictEqual({
      securityGroupId: group.id,
      referencedSecurityGroupId: "sg-database",
      description: "To database",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      tags: { ...tags, Name: "projector-to-database" },
    });
    expect(child(plan, "to-tables").inputs).toMatchObject({ prefixListId: "pl-dynamodb", fromPort: 443 });
    expect(child(plan, "to-warehouse").inputs).toMatchObject({ cidrIpv4: "10.1.0.0/16", toPort: 8443 });
    expect(statements(plan, "no-networks")).toMatchObject([
      { Effect: "Deny", Condition: { ArnEquals: { "lambda:SourceFunctionArn": FUNCTION_ARN } } },
    ]);
    expect(child(plan, "source").dependencies).toContain(child(plan, "no-networks").urn);
    expect(plan.outputs["securityGroupId"]).toBe(group.id);
  });

  it("takes the path of a bundle, and lies in the region it is given", async () => {
    const plan = await planHandlerProgram({
      ...minimal,
      code: `${__dirname}/runtime`,
      source: invoke,
      enabled: false,
      region: "eu-west-1",
    });
    expect(child(plan, "function").inputs["code"]).toMatchObject({ path: `${__dirname}/runtime` });
    const global = ["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"];
    const regions = children(plan)
      .filter(({ type }) => !global.includes(type))
      .map(({ inputs }) => inputs["region"]);
    expect(new Set(regions)).toStrictEqual(new Set(["eu-west-1"]));
  });

  it("stops reading where it is switched off", async () => {
    expect(child(await planHandlerProgram({ ...minimal, enabled: false }), "source").inputs["enabled"]).toBe(false);
  });

  it("gives callers and other stacks what they need", async () => {
    const plan = await planHandlerProgram(minimal);
    expect(plan.outputs).toStrictEqual({
      name: "prod-projector",
      arn: `${FUNCTION_ARN}:live`,
      version: "1",
      roleName: child(plan, "role").outputs["name"],
      roleArn: child(plan, "role").outputs["arn"],
      logGroupName: child(plan, "log").outputs["name"],
      mappingId: child(plan, "source").outputs["uuid"],
    });
  });

  it.each([kinesis, table, queue, kafka, invoke])(
    "plans its children where outputs are unknown: $kind",
    async (source) => {
      const args = { ...minimal, source, code: new pulumi.asset.AssetArchive({}) };
      const [known, unknown] = [await planHandlerProgram(args), await planHandlerProgram(args, "unknowns")];
      expect(children(unknown).map(({ urn }) => urn)).toStrictEqual(children(known).map(({ urn }) => urn));
    },
  );
});

function onFailure(destinationArn: string): object {
  return { onFailure: { destinationArn } };
}
