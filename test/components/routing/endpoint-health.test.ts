import {
  ENDPOINT_HEALTH_DEFAULTS,
  EndpointHealth,
  endpointHealthRefusals,
  planEndpointHealth,
  type EndpointHealthArgs,
} from "../../../components/routing";
import {
  ACCOUNT,
  failureOf,
  identities,
  inputsOf,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:on-call`;
const CONTROL = `arn:aws:route53-recovery-control::${ACCOUNT}:controlpanel/0123/routingcontrol/4567`;
const ARGS: EndpointHealthArgs = {
  domain: "api.eu.shop.example.com",
  region: "eu-central-1",
  host: "api.eu-central-1.shop.example.com",
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};

describe("EndpointHealth", () => {
  it("asks the host, and decides by that alone (defaults)", async () => {
    expect(ENDPOINT_HEALTH_DEFAULTS).toEqual({
      healthPath: "/health/ready",
      port: 443,
      checkInterval: "30 seconds",
      failureThreshold: 3,
    });
    const plan = await planInFrankfurt(() => new EndpointHealth("api", ARGS));
    expect(identities(plan)).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm api-unhealthy api",
      "aws:route53/healthCheck:HealthCheck api-endpoint-check api",
      "aws:route53/healthCheck:HealthCheck api-switch api",
      "inventory:routing:EndpointHealth api test-dev",
    ]);
    const check = resourceNamed(plan, "api-endpoint-check");
    expect(check.inputs).toEqual({
      type: "HTTPS",
      fqdn: "api.eu-central-1.shop.example.com",
      resourcePath: "/health/ready",
      port: 443,
      requestInterval: 30,
      failureThreshold: 3,
      enableSni: true,
      tags: { ...TAGS, Name: "api-endpoint-check" },
    });
    expect(inputsOf(plan, "api-switch")).toEqual({
      type: "CALCULATED",
      childHealthchecks: [check.id],
      childHealthThreshold: 1,
      disabled: false,
      invertHealthcheck: false,
      tags: { ...TAGS, Name: "api-switch" },
    });
    expect(resourceNamed(plan, "api").outputs).toEqual({
      endpointCheckId: check.id,
      switchCheckId: resourceNamed(plan, "api-switch").id,
    });
  });

  it("leaves what people did to the switch, and to the switch alone", async () => {
    const plan = await planInFrankfurt(() => new EndpointHealth("api", ARGS));
    const ignored = plan.resources.flatMap(({ name, options }) =>
      options.ignoreChanges === undefined ? [] : [[name, options.ignoreChanges]],
    );
    expect(ignored).toEqual([["api-switch", ["disabled", "invertHealthcheck"]]]);
  });

  it("alarms in us-east-1, on the check of the endpoint, whatever the switch says", async () => {
    const plan = await planInFrankfurt(() => new EndpointHealth("api", ARGS));
    expect(inputsOf(plan, "api-unhealthy")).toEqual({
      region: "us-east-1",
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      statistic: "Minimum",
      period: 60,
      evaluationPeriods: 3,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "missing",
      alarmDescription:
        "api.eu.shop.example.com in eu-central-1: fails its health checks, and is passed over while another region is healthy. Runbook: https://runbooks.example.com/endpoint-unhealthy.md",
      dimensions: { HealthCheckId: resourceNamed(plan, "api-endpoint-check").id },
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "api-unhealthy" },
    });
  });

  it("decides by a routing control too (custom)", async () => {
    const custom: EndpointHealthArgs = {
      ...ARGS,
      healthPath: "/up",
      port: 8443,
      checkInterval: "10 seconds",
      failureThreshold: 2,
      routingControlArn: CONTROL,
    };
    expect(planEndpointHealth(custom).check).toEqual({
      type: "HTTPS",
      resourcePath: "/up",
      port: 8443,
      requestInterval: 10,
      failureThreshold: 2,
      enableSni: true,
    });
    const plan = await planInFrankfurt(() => new EndpointHealth("api", custom));
    expect(inputsOf(plan, "api-control-check")).toEqual({
      type: "RECOVERY_CONTROL",
      routingControlArn: CONTROL,
      tags: { ...TAGS, Name: "api-control-check" },
    });
    expect(inputsOf(plan, "api-switch")).toMatchObject({
      childHealthchecks: [resourceNamed(plan, "api-endpoint-check").id, resourceNamed(plan, "api-control-check").id],
      childHealthThreshold: 2,
    });
  });
});

describe("endpointHealthRefusals", () => {
  const CASES: readonly (readonly [Partial<EndpointHealthArgs>, string])[] = [
    [
      { domain: "API.example.com" },
      'domain is "API.example.com", expected a domain in lower case without a dot at the end, such as api.eu.shop.example.com; write the domain that clients call in every region',
    ],
    [
      { region: "eu-nowhere-1" },
      'region is "eu-nowhere-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
    ],
    [
      { region: "cn-north-1" },
      'region is "cn-north-1", expected a region of AWS\'s commercial partition, whose Route 53 these records and checks are for; route to it by what its own partition offers',
    ],
    [
      { healthPath: "health?deep" },
      'healthPath is "health?deep", expected a path of 255 characters at most that starts with a slash, without a query; write the path by which the region says that it can take requests',
    ],
    [{ port: 0 }, "port is 0, expected a whole number from 1 to 65535; write the port that clients call"],
    [
      { failureThreshold: 11 },
      "failureThreshold is 11, expected a whole number from 1 to 10; choose how many failures in a row are no accident",
    ],
    [
      { runbooksUrl: "runbooks" },
      'runbooksUrl is "runbooks", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
    ],
    [
      { alarmTopicArns: [] },
      "alarmTopicArns is 0, expected 1 to 5 topics; name the topics in us-east-1 that reach whoever answers for the endpoint",
    ],
  ];

  it("has a case per rule", () => {
    expect(CASES).toHaveLength(endpointHealthRefusals.length);
  });

  it.each(CASES)("refuses %j", (change, says) => {
    expect(refusalOf('endpoint health "api"', { ...ARGS, ...change }, endpointHealthRefusals)).toBe(
      `endpoint health "api": ${says}`,
    );
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new EndpointHealth("api", { ...ARGS, port: 70_000, failureThreshold: 0.5 }),
    );
    expect(message.split("\n")).toHaveLength(2);
    expect(registered).toEqual([]);
  });
});
