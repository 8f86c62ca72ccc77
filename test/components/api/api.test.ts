import * as aws from "@pulumi/aws";
import { Api, ApiAccount, ApiPartner, planApi, type ApiArgs } from "../../../components/api";
import { ACCESS_LOG_FORMAT } from "../../../components/api/access-log";
import { planProgram } from "../../../planner/engine";
import { SECRET, SIGNATURE, type Plan } from "../../../planner/plan";
import { ACCOUNT, identities, inputsOf, inputsOfType, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";
import { ARGS, TOPIC, VALUE, WITHOUT_PARTNERS } from "./fixtures";

const EDGE_ONLY: ApiArgs = { ...WITHOUT_PARTNERS, routes: { ...ARGS.routes, reserve: { auth: "iam" } } };

function planOf(args: ApiArgs = ARGS): Promise<Plan> {
  return planInFrankfurt(() => new Api("shop", args));
}

/** Names of the children of one parent, with their types. */
function childrenOf(plan: Plan, parent: string): readonly string[] {
  return identities(plan)
    .filter((line) => line.endsWith(` ${parent}`))
    .map((line) => line.split(" ").slice(0, 2).join(" "));
}

describe("Api", () => {
  it("creates the API, its doors, its partners, log and alarms", async () => {
    const plan = await planOf();
    expect(childrenOf(plan, "shop")).toEqual([
      "aws:apigateway/deployment:Deployment shop-deployment",
      "aws:apigateway/restApi:RestApi shop-api",
      "aws:apigateway/vpcLink:VpcLink shop-link-stock",
      "aws:cloudwatch/logGroup:LogGroup shop-access-log",
      "aws:cloudwatch/logMetricFilter:LogMetricFilter shop-throttled-requests",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-errors",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-latency",
      "aws:cloudwatch/metricAlarm:MetricAlarm shop-throttled",
      "inventory:api:ApiDoor shop-edge",
      "inventory:api:ApiDoor shop-partner",
      "inventory:api:ApiPartner shop-partner-carrier",
      "inventory:firewall:WebFirewall shop-edge-firewall",
      "inventory:firewall:WebFirewall shop-partner-firewall",
    ]);
    expect(childrenOf(plan, "shop-edge")).toEqual([
      "aws:apigateway/basePathMapping:BasePathMapping shop-edge-mapping",
      "aws:apigateway/domainName:DomainName shop-edge-domain",
      "aws:apigateway/methodSettings:MethodSettings shop-edge-settings-all",
      "aws:apigateway/methodSettings:MethodSettings shop-edge-settings-method-getAvailability",
      "aws:apigateway/stage:Stage shop-edge-stage",
      "aws:route53/record:Record shop-edge-record",
      "aws:wafv2/webAclAssociation:WebAclAssociation shop-edge-guard",
    ]);
    expect(childrenOf(plan, "shop-partner")).toHaveLength(6);
  });

  it("imports the document, and turns its own endpoint off", async () => {
    const plan = await planOf();
    const { body, bodyHash } = planApi(ARGS);
    const api = resourceNamed(plan, "shop-api");
    expect(api.inputs).toEqual({
      region: "eu-central-1",
      name: "prod-shop",
      body,
      failOnWarnings: true,
      disableExecuteApiEndpoint: true,
      endpointConfiguration: { types: "REGIONAL" },
      tags: { ...TAGS, Name: "shop-api" },
    });
    expect(inputsOf(plan, "shop-deployment")).toEqual({
      region: "eu-central-1",
      restApi: api.id,
      triggers: { body: bodyHash },
    });
  });

  it("serves a door by a stage with cache, access log and traces, whose variables lead to the backends", async () => {
    const plan = await planOf();
    const stage = inputsOf(plan, "shop-edge-stage");
    expect(stage).toMatchObject({
      region: "eu-central-1",
      stageName: "edge",
      variables: { backend_stock: expect.stringMatching(/^[0-9A-F]{13}$/) },
      accessLogSettings: {
        destinationArn: resourceNamed(plan, "shop-access-log").outputs["arn"],
        format: ACCESS_LOG_FORMAT,
      },
      xrayTracingEnabled: true,
      cacheClusterEnabled: true,
      cacheClusterSize: "0.5",
    });
    expect(inputsOf(plan, "shop-partner-stage")).toMatchObject({ stageName: "partner", xrayTracingEnabled: true });
    expect(inputsOf(plan, "shop-partner-stage")).not.toHaveProperty("cacheClusterEnabled");
    expect(inputsOf(plan, "shop-edge-settings-method-getAvailability")).toMatchObject({
      stageName: "edge",
      ...planApi(ARGS).doors.edge.settings["method-getAvailability"],
    });
  });

  it("opens a domain only after its firewall stands, and at the partners' asks for a certificate", async () => {
    const plan = await planOf();
    const domain = inputsOf(plan, "shop-edge-domain");
    expect(domain).toEqual({
      region: "eu-central-1",
      domainName: "origin.api.example.com",
      regionalCertificateArn: ARGS.edge.certificateArn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      tags: { ...TAGS, Name: "shop-edge-domain" },
    });
    expect(inputsOf(plan, "shop-partner-domain")).toMatchObject({
      domainName: "partner.example.com",
      securityPolicy: "TLS_1_2",
      mutualTlsAuthentication: { truststoreUri: "s3://trust/partners.pem", truststoreVersion: "v1" },
    });
    const association = resourceNamed(plan, "shop-edge-guard");
    expect(association.inputs).toMatchObject({
      resourceArn: resourceNamed(plan, "shop-edge-stage").outputs["arn"],
      webAclArn: resourceNamed(plan, "shop-edge-firewall-acl").outputs["arn"],
    });
    expect(resourceNamed(plan, "shop-edge-mapping").dependencies).toContain(association.urn);
  });

  it("names a door in the zone that it is given, and in no other", async () => {
    const plan = await planOf();
    const records = inputsOfType(plan, "aws:route53/record:Record");
    expect(records).toEqual({
      "shop-edge-record": {
        zoneId: "Z1",
        name: "origin.api.example.com",
        type: "A",
        aliases: [
          {
            name: expect.stringMatching(/^d-[0-9a-f]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/),
            zoneId: expect.stringMatching(/^Z/),
            evaluateTargetHealth: false,
          },
        ],
      },
    });
  });

  it("lets a partner in by two keys while one takes over, each in the one plan of the one stage", async () => {
    const plan = await planOf();
    expect(childrenOf(plan, "shop-partner-carrier")).toEqual([
      "aws:apigateway/apiKey:ApiKey shop-partner-carrier-key-2026-08",
      "aws:apigateway/apiKey:ApiKey shop-partner-carrier-key-2026-11",
      "aws:apigateway/usagePlan:UsagePlan shop-partner-carrier-plan",
      "aws:apigateway/usagePlanKey:UsagePlanKey shop-partner-carrier-key-2026-08-in-plan",
      "aws:apigateway/usagePlanKey:UsagePlanKey shop-partner-carrier-key-2026-11-in-plan",
    ]);
    expect(inputsOf(plan, "shop-partner-carrier-plan")).toMatchObject({
      apiStages: [{ stage: "partner" }],
      throttleSettings: { rateLimit: 10, burstLimit: 20 },
      quotaSettings: { limit: 100_000, period: "DAY" },
    });
    expect(inputsOf(plan, "shop-partner-carrier-key-2026-11")).toEqual({
      region: "eu-central-1",
      description: "Key of carrier, issued in 2026-11",
      enabled: true,
      tags: { ...TAGS, Name: "shop-partner-carrier-key-2026-11" },
    });
  });

  it("demands the secret at the edge alone, and keeps it a secret", async () => {
    const plan = await planOf({ ...ARGS, rateLimit: { requests: 500, clientAddressHeader: "x-client" } });
    const secretHeader = { name: "x-from-edge", values: [{ [SIGNATURE]: SECRET, value: VALUE }] };
    expect(inputsOf(plan, "shop")["secretHeader"]).toEqual(secretHeader);
    expect(inputsOf(plan, "shop-edge-firewall-acl")["rules"]).toContainEqual(
      expect.objectContaining({ name: "secret-header" }),
    );
    const rules = JSON.stringify(inputsOf(plan, "shop-partner-firewall-acl")["rules"]);
    expect(rules).not.toContain("secret-header");
    expect(rules).toContain('"limit":500');
    expect(rules).toContain('"aggregateKeyType":"IP"');
    const edge = JSON.stringify(inputsOf(plan, "shop-edge-firewall-acl")["rules"]);
    expect(edge).toContain('"FORWARDED_IP"');
    expect(edge).toContain('"headerName":"x-client"');
  });

  it("encrypts the access log, and counts in it what is turned away", async () => {
    const plan = await planOf();
    const log = resourceNamed(plan, "shop-access-log");
    expect(log.inputs).toEqual({
      region: "eu-central-1",
      name: "api-access-prod-shop",
      retentionInDays: 90,
      kmsKeyId: ARGS.logKeyArn,
      tags: { ...TAGS, Name: "shop-access-log" },
    });
    expect(log.options).toMatchObject({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });
    expect(inputsOf(plan, "shop-throttled-requests")).toEqual({
      region: "eu-central-1",
      logGroupName: "api-access-prod-shop",
      pattern: '{ $.status = "429" }',
      metricTransformation: {
        namespace: "Inventory/Api",
        name: "prod-shop-throttled",
        value: "1",
        defaultValue: "0",
      },
    });
    expect(inputsOf(plan, "shop-errors")).toEqual({
      region: "eu-central-1",
      ...planApi(ARGS).alarms.errors,
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "shop-errors" },
    });
  });

  it("has one door without partners, and is disposable where it is told so", async () => {
    const plan = await planOf({ ...EDGE_ONLY, protect: false });
    expect(childrenOf(plan, "shop").filter((line) => line.includes("partner"))).toEqual([]);
    expect(plan.resources.filter(({ options }) => options.protect === true)).toEqual([]);
    expect(resourceNamed(plan, "shop").outputs).toEqual({
      restApiId: resourceNamed(plan, "shop-api").id,
      keyIds: {},
      usagePlanIds: {},
      logGroupName: "api-access-prod-shop",
    });
  });

  it("lets the gateway call a function, of this API alone", async () => {
    const plan = await planOf({ ...EDGE_ONLY, backends: { stock: { kind: "function", functionName: "stock" } } });
    expect(inputsOf(plan, "shop-permission-stock")).toMatchObject({
      action: "lambda:InvokeFunction",
      function: "stock",
      principal: "apigateway.amazonaws.com",
      sourceAccount: ACCOUNT,
      sourceArn: expect.stringMatching(/^arn:aws:execute-api:eu-central-1:\d{12}:[0-9A-F]{13}\/\*$/),
    });
    expect(inputsOf(plan, "shop-permission-stock")).not.toHaveProperty("qualifier");
    expect(inputsOf(plan, "shop-edge-stage")["variables"]).toEqual({ backend_stock: "stock" });
    expect(inputsOfType(plan, "aws:apigateway/vpcLink:VpcLink")).toEqual({});
  });

  it("calls an alias of a function, and nothing beside it", async () => {
    const stock = { kind: "function", functionName: "stock", alias: "live" } as const;
    const plan = await planOf({ ...EDGE_ONLY, backends: { stock } });

    expect(inputsOf(plan, "shop-permission-stock")).toMatchObject({ function: "stock", qualifier: "live" });
    expect(inputsOf(plan, "shop-edge-stage")["variables"]).toEqual({ backend_stock: "stock:live" });
  });

  it("writes the records of its doors by another provider where the zone is another account's", async () => {
    const plan = await planInFrankfurt(() => {
      const zoneProvider = new aws.Provider("zone", { region: "us-east-1" });
      const { edge, partner } = ARGS;
      const elsewhere = partner === undefined ? {} : { partner: { ...partner, zoneId: "Z123", zoneProvider } };
      return new Api("shop", { ...ARGS, edge: { ...edge, zoneProvider }, ...elsewhere });
    });
    const byZone = plan.resources.filter(({ provider = "" }) => provider.endsWith("::zone"));

    expect(byZone.map(({ name }) => name)).toEqual(["shop-edge-record", "shop-partner-record"]);
    expect(JSON.stringify(["shop", "shop-edge", "shop-partner"].map((name) => inputsOf(plan, name)))).not.toContain(
      "zoneProvider",
    );
  });

  it("lies in its region with everything beside it", async () => {
    const plan = await planOf();
    const global = ["aws:route53/record:Record"];
    const children = plan.resources.filter(({ kind, type }) => kind === "custom" && !global.includes(type));
    expect(new Set(children.map(({ inputs }) => inputs["region"]))).toEqual(new Set(["eu-central-1"]));
  });

  it("plans its children where outputs are unknown", async () => {
    const config = { "aws:region": "eu-central-1" };
    const program = (): unknown => new Api("shop", ARGS);
    const plan = await planProgram({ project: "test", stack: "dev", config, mode: "unknowns", program });
    expect(identities(plan)).toEqual(identities(await planOf()));
  });
});

describe("ApiAccount", () => {
  it("names the role by which API Gateway logs, once it may", async () => {
    const plan = await planInFrankfurt(() => new ApiAccount("account", { tags: TAGS }));
    expect(identities(plan)).toEqual([
      "aws:apigateway/account:Account account-setting account",
      "aws:iam/role:Role account-role account",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment account-logging account",
      "inventory:api:ApiAccount account test-dev",
    ]);
    expect(inputsOf(plan, "account-logging")).toMatchObject({
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
    const setting = resourceNamed(plan, "account-setting");
    expect(setting.inputs).toEqual({ cloudwatchRoleArn: resourceNamed(plan, "account-role").outputs["arn"] });
    expect(setting.dependencies).toContain(resourceNamed(plan, "account-logging").urn);
  });
});

describe("ApiPartner", () => {
  it("lets a key send what its plan says", async () => {
    const settings = { throttle: { requestsPerSecond: 50, burst: 100 }, requestsPerDay: 1_000_000 };
    const args = { partnerName: "erp", keys: ["2026-11"], restApiId: "a1b2", stageName: "partner", tags: TAGS };
    const plan = await planInFrankfurt(() => new ApiPartner("erp", { ...args, ...settings }));
    expect(inputsOf(plan, "erp-plan")).toEqual({
      description: "What erp may send",
      apiStages: [{ apiId: "a1b2", stage: "partner" }],
      throttleSettings: { rateLimit: 50, burstLimit: 100 },
      quotaSettings: { limit: 1_000_000, period: "DAY" },
      tags: { ...TAGS, Name: "erp-plan" },
    });
    expect(inputsOf(plan, "erp-key-2026-11-in-plan")).toMatchObject({ keyType: "API_KEY" });
  });
});
