import {
  CAPTURE_DEFAULTS,
  CAPTURE_SETTINGS,
  ChangeCapture,
  changeCaptureRefusals,
  planChangeCapture,
  type ChangeCaptureArgs,
} from "../../../components/hybrid";
import { planProgram } from "../../../planner/engine";
import {
  ACCOUNT,
  identities,
  inputsOf,
  inputsOfType,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";
import { LOG_KEY, SIDES, SURROUNDINGS, TOPIC } from "./fixtures";

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/data`;
const login = (name: string) => ({
  secretArn: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:${name}-AbCdEf`,
  secretKeyArn: KEY,
  certificateArn: `arn:aws:dms:eu-central-1:${ACCOUNT}:cert:${name}`,
});
const ARGS: ChangeCaptureArgs = {
  ...SURROUNDINGS,
  ...SIDES,
  captureName: "test-erp",
  region: "eu-central-1",
  accountId: ACCOUNT,
  source: { engine: "oracle", databaseName: "ERP", port: 2_484 },
  sourceLogin: login("erp"),
  target: { databaseName: "inventory" },
  targetLogin: login("anchor"),
  targetSecurityGroupId: "sg-anchor",
  tables: [
    { schema: "MM", table: "STOCK", targetSchema: "erp", leftOut: ["NOTE", "CHANGED_BY"] },
    { schema: "MM", table: "PLANT", targetSchema: "erp", targetTable: "location" },
  ],
  keyArn: KEY,
};

describe("planChangeCapture", () => {
  it("maps the declared tables and no others, whatever their order", () => {
    const { tableMappings } = planChangeCapture(ARGS);

    expect(tableMappings).toEqual(planChangeCapture({ ...ARGS, tables: ARGS.tables.toReversed() }).tableMappings);
    expect(
      tableMappings.rules.map((rule) => [
        rule["rule-id"],
        rule["rule-type"],
        rule["rule-action"],
        Object.values(rule["object-locator"]).join("."),
        rule.value,
      ]),
    ).toEqual([
      ["1", "selection", "include", "MM.PLANT", undefined],
      ["2", "selection", "include", "MM.STOCK", undefined],
      ["3", "transformation", "rename", "MM", "erp"],
      ["4", "transformation", "rename", "MM.PLANT", "location"],
      ["5", "transformation", "rename", "MM.STOCK", "stock"],
      ["6", "transformation", "remove-column", "MM.STOCK.CHANGED_BY", undefined],
      ["7", "transformation", "remove-column", "MM.STOCK.NOTE", undefined],
    ]);
  });

  it("chooses size, disk, alarms and the strictest check of certificates (defaults)", () => {
    const { alarms, tableMappings: _, settings, ...plan } = planChangeCapture(ARGS);

    expect(CAPTURE_DEFAULTS).toEqual({
      port: 5_432,
      isRunning: true,
      instanceClass: "dms.r6i.large",
      storage: "100 GiB",
      latencyAlarm: "5 minutes",
      logRetention: "365 days",
    });
    expect(plan).toEqual({
      captureName: "test-erp",
      taskIdentifier: "test-erp",
      instanceClass: "dms.r6i.large",
      storageGiB: 100,
      isRunning: true,
      source: { engine: "oracle", databaseName: "ERP", port: 2_484, sslMode: "verify-ca" },
      target: { databaseName: "inventory", port: 5_432 },
      sourceCidrs: ["10.1.0.0/16", "192.168.0.0/20"],
      logGroupName: "dms-tasks-test-erp",
      logRetentionDays: 365,
    });
    expect(settings).toBe(CAPTURE_SETTINGS);
    expect(
      Object.entries(alarms).map(([role, { metricName, statistic, threshold, treatMissingData }]) => [
        role,
        metricName,
        statistic,
        threshold,
        treatMissingData,
      ]),
    ).toEqual([
      ["source-behind", "CDCLatencySource", "Maximum", 300, "notBreaching"],
      ["target-behind", "CDCLatencyTarget", "Maximum", 300, "notBreaching"],
      ["validation-failed", "ValidationFailedOverallCount", "Maximum", 1, "notBreaching"],
      ["stopped", "CDCIncomingChanges", "SampleCount", 1, "breaching"],
    ]);
    expect(alarms.stopped.alarmDescription).toBe(
      "test-erp: the task tells nothing: it has stopped, or failed. Runbook: https://runbooks.example.com/capture-stopped.md",
    );
  });

  it("fits the identifier that metrics name the task by", () => {
    const { taskIdentifier } = planChangeCapture({ ...ARGS, captureName: "environment-ap-southeast-2-capture" });

    expect(taskIdentifier).toMatch(/^environment-ap-southeast-[0-9a-f]{6}$/);
  });

  it("neither drops nor empties a table, and compares every row", () => {
    expect(CAPTURE_SETTINGS.FullLoadSettings.TargetTablePrepMode).toBe("DO_NOTHING");
    expect(CAPTURE_SETTINGS.ErrorBehavior.ApplyErrorInsertPolicy).toBe("INSERT_RECORD");
    expect(CAPTURE_SETTINGS.ValidationSettings).toMatchObject({ EnableValidation: true, ValidationMode: "ROW_LEVEL" });
    expect(Object.values(CAPTURE_SETTINGS.ChangeProcessingDdlHandlingPolicy)).toEqual([false, false, false]);
  });
});

describe("ChangeCapture", () => {
  it("creates instance, endpoints, task, log and alarms (defaults)", async () => {
    const plan = await planInFrankfurt(() => new ChangeCapture("erp", ARGS));

    expect(identities(plan)).toEqual([
      "aws:cloudwatch/logGroup:LogGroup erp-task-log erp",
      "aws:cloudwatch/metricAlarm:MetricAlarm erp-source-behind erp",
      "aws:cloudwatch/metricAlarm:MetricAlarm erp-stopped erp",
      "aws:cloudwatch/metricAlarm:MetricAlarm erp-target-behind erp",
      "aws:cloudwatch/metricAlarm:MetricAlarm erp-validation-failed erp",
      "aws:dms/endpoint:Endpoint erp-source erp",
      "aws:dms/endpoint:Endpoint erp-target erp",
      "aws:dms/replicationInstance:ReplicationInstance erp-instance erp",
      "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup erp-subnets erp",
      "aws:dms/replicationTask:ReplicationTask erp-task erp",
      "aws:ec2/securityGroup:SecurityGroup erp-security-group erp",
      "aws:iam/role:Role erp-secret-reader erp",
      "aws:iam/rolePolicy:RolePolicy erp-secret-reader-policy erp",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule erp-to-services erp",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule erp-to-source-10-1-0-0-16 erp",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule erp-to-source-192-168-0-0-20 erp",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule erp-to-target erp",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule erp-into-target erp",
      "inventory:hybrid:ChangeCapture erp test-dev",
    ]);
    expect(inputsOf(plan, "erp-instance")).toEqual({
      region: "eu-central-1",
      replicationInstanceId: "test-erp",
      replicationInstanceClass: "dms.r6i.large",
      allocatedStorage: 100,
      multiAz: true,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
      kmsKeyArn: KEY,
      replicationSubnetGroupId: "test-erp",
      vpcSecurityGroupIds: [resourceNamed(plan, "erp-security-group").id],
      tags: { ...TAGS, Name: "erp-instance" },
    });
    expect(inputsOf(plan, "erp-task-log")).toMatchObject({ name: "dms-tasks-test-erp", kmsKeyId: LOG_KEY });
    expect(resourceNamed(plan, "erp-instance")).toMatchObject({ options: { protect: true } });
  });

  it("logs in by Secrets Manager alone, over TLS with a checked certificate", async () => {
    const plan = await planInFrankfurt(() => new ChangeCapture("erp", ARGS));
    const role = resourceNamed(plan, "erp-secret-reader").outputs["arn"];

    expect(inputsOf(plan, "erp-source")).toEqual({
      region: "eu-central-1",
      endpointId: "test-erp-source",
      endpointType: "source",
      engineName: "oracle",
      databaseName: "ERP",
      sslMode: "verify-ca",
      certificateArn: ARGS.sourceLogin.certificateArn,
      secretsManagerArn: ARGS.sourceLogin.secretArn,
      secretsManagerAccessRoleArn: role,
      kmsKeyArn: KEY,
      tags: { ...TAGS, Name: "erp-source" },
    });
    expect(inputsOf(plan, "erp-target")).toMatchObject({ engineName: "aurora-postgresql", sslMode: "verify-full" });
    expect(JSON.parse(String(inputsOf(plan, "erp-secret-reader")["assumeRolePolicy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "dms.eu-central-1.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
        },
      ],
    });
    expect(JSON.parse(String(inputsOf(plan, "erp-secret-reader-policy")["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Secrets",
          Effect: "Allow",
          Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
          Resource: [ARGS.targetLogin.secretArn, ARGS.sourceLogin.secretArn],
        },
        { Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: [KEY] },
      ],
    });
  });

  it("reaches source, target and AWS services, and nothing else", async () => {
    const plan = await planInFrankfurt(() => new ChangeCapture("erp", ARGS));
    const egress = Object.values(inputsOfType(plan, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"));

    expect(egress.map((rule) => [rule["cidrIpv4"] ?? rule["referencedSecurityGroupId"], rule["fromPort"]])).toEqual([
      ["10.64.0.0/16", 443],
      ["10.1.0.0/16", 2_484],
      ["192.168.0.0/20", 2_484],
      ["sg-anchor", 5_432],
    ]);
    expect(inputsOf(plan, "erp-into-target")).toMatchObject({
      securityGroupId: "sg-anchor",
      referencedSecurityGroupId: resourceNamed(plan, "erp-security-group").id,
    });
  });

  it("waits, and rings nowhere, where it is not to run", async () => {
    const running = await planInFrankfurt(() => new ChangeCapture("erp", ARGS));
    const waiting = await planInFrankfurt(() => new ChangeCapture("erp", { ...ARGS, isRunning: false }));

    expect(inputsOf(running, "erp-task")).toMatchObject({
      migrationType: "full-load-and-cdc",
      resourceIdentifier: "test-erp",
      startReplicationTask: true,
    });
    expect(inputsOf(running, "erp-stopped")).toMatchObject({
      dimensions: { ReplicationInstanceIdentifier: "test-erp", ReplicationTaskIdentifier: "test-erp" },
      actionsEnabled: true,
      alarmActions: [TOPIC],
    });
    expect(inputsOf(waiting, "erp-task")).toMatchObject({ startReplicationTask: false });
    expect(inputsOf(waiting, "erp-stopped")).toMatchObject({ actionsEnabled: false });
    expect(identities(waiting)).toEqual(identities(running));
  });

  it("plans its children where outputs are unknown", async () => {
    const plan = await planProgram({
      project: "test",
      stack: "dev",
      config: { "aws:region": "eu-central-1" },
      mode: "unknowns",
      program: () => new ChangeCapture("erp", ARGS),
    });

    expect(identities(plan)).toHaveLength(19);
  });
});

const stock = { schema: "MM", table: "STOCK" } as const;

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, Partial<ChangeCaptureArgs>, string])[] = [
  [
    "a name that DMS does not take",
    { captureName: "test--erp" },
    'captureName is "test--erp", expected 1 to 50 lower-case letters, digits or single dashes, starting with a letter; name it after its region\'s stack',
  ],
  [
    "an unknown region",
    { region: "eu-nowhere-1" },
    'region is "eu-nowhere-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  ["no account", { accountId: "1" }, 'accountId is "1", expected 12 digits; give the account of the capture'],
  [
    "no range",
    { onPremisesCidrs: [] },
    "onPremisesCidrs is [], expected at least one range of IPv4, each of /8 or longer and written with its first address; declare each network on premises that the platform talks to",
  ],
  [
    "a range that the VPC has too",
    { onPremisesCidrs: ["10.64.0.0/24"] },
    'onPremisesCidrs is ["10.64.0.0/24"], expected ranges apart from 10.64.0.0/16, the VPC\'s; declare a narrower range, or give the VPC another one: addresses that both sides have reach one of them',
  ],
  [
    "a range twice",
    { onPremisesCidrs: ["10.1.0.0/16", "10.1.0.0/16"] },
    'onPremisesCidrs is ["10.1.0.0/16"], expected ranges apart from one another; keep the wider of two ranges alone',
  ],
  [
    "one zone",
    { subnetIds: { "eu-central-1a": "subnet-a" } },
    'subnetIds is ["eu-central-1a"], expected a subnet in at least 2 zones; give the instance and its standby a subnet in a zone each',
  ],
  [
    "an engine whose password DMS does not read from Secrets Manager",
    { source: JSON.parse('{ "engine": "db2", "databaseName": "ERP", "port": 2484 }') },
    'source.engine is "db2", expected one of mariadb, mysql, oracle, postgres, sqlserver; choose an engine that DMS reads changes of with its password in Secrets Manager',
  ],
  [
    "a port that is none",
    { target: { databaseName: "inventory", port: 0 } },
    "source.port and target.port is [2484,0], expected ports from 1 to 65535; give the ports that the databases listen on for TLS",
  ],
  [
    "no table",
    { tables: [] },
    "tables is [], expected at least one table; name what the anchor has to know of the system of record",
  ],
  [
    "a wildcard",
    { tables: [{ schema: "MM", table: "%", targetTable: "all" }] },
    'tables is ["%"], expected full names of tables and columns, without wildcards; name each by itself: a wildcard captures what nobody has judged',
  ],
  [
    "a target that has to be quoted",
    { tables: [{ ...stock, targetTable: "Stock" }] },
    'tables is ["mm.Stock"], expected schemas and tables of the target of 1 to 63 lower-case letters, digits or underscores; choose targetSchema and targetTable, so that nobody has to quote them',
  ],
  [
    "a table twice",
    { tables: [stock, { ...stock, targetTable: "other" }] },
    'tables is ["MM.STOCK"], expected each table once; join the entries of a table',
  ],
  [
    "two sources of one table",
    { tables: [stock, { ...stock, table: "STOCK_OLD", targetTable: "stock" }] },
    'tables is ["mm.stock"], expected a table of the target for each table of the source; choose another targetTable: two sources would overwrite each other\'s rows',
  ],
  [
    "a schema that goes to two",
    { tables: [stock, { schema: "MM", table: "PLANT", targetSchema: "erp" }] },
    'tables is ["MM"], expected one schema of the target for each schema of the source; choose one targetSchema: DMS renames a schema as a whole',
  ],
  [
    "a size that is none",
    JSON.parse('{ "instanceClass": "dms.t2.micro" }'),
    'instanceClass is "dms.t2.micro", expected one of dms.t3.medium, dms.r6i.large, dms.r6i.xlarge, dms.r6i.2xlarge, dms.r6i.4xlarge; choose one of them',
  ],
  [
    "too small a disk",
    { storage: "4 GiB" },
    'storage is "4 GiB", expected 5 to 6144 GiB; leave room for the changes of a day on which the target is down',
  ],
  [
    "an alarm that always rings",
    { latencyAlarm: "10 seconds" },
    'latencyAlarm is "10 seconds", expected 1 minute or more; choose how stale the anchor may be',
  ],
  [
    "a retention that CloudWatch Logs does not have",
    { logRetention: "10 days" },
    'logRetention is "10 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose one of them',
  ],
  [
    "no address of runbooks",
    { runbooksUrl: "wiki" },
    'runbooksUrl is "wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever runs the anchor",
  ],
];

describe("changeCaptureRefusals", () => {
  it("have a test each", () => {
    expect(rows).toHaveLength(changeCaptureRefusals.length);
  });

  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(refusalOf('change capture "erp"', { ...ARGS, ...change }, changeCaptureRefusals)).toBe(
      `change capture "erp": ${message}`,
    );
  });
});
