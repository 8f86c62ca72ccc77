import { effectiveRegion, isGlobalType, GLOBAL_SERVICES, ACCOUNT_WIDE_TYPES, awsTypes } from "../../facts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const BUCKET = "aws:s3/bucket:Bucket";
const PROVIDER = { region: "eu-central-1" };

describe("effective region", () => {
  test("is the provider's where the resource says nothing", () => {
    expect(effectiveRegion({ type: BUCKET, inputs: {}, providerInputs: PROVIDER })).toEqual({
      kind: "region",
      region: "eu-central-1",
    });
  });

  test("is the resource's own where it has one", () => {
    expect(effectiveRegion({ type: BUCKET, inputs: { region: "us-east-1" }, providerInputs: PROVIDER })).toEqual({
      kind: "region",
      region: "us-east-1",
    });
  });

  test("follows the provider where the type takes no region, whatever its inputs are called", () => {
    const query = {
      type: "aws:rolesanywhere/profile:Profile",
      inputs: { region: "us-east-1" },
      providerInputs: PROVIDER,
    };
    expect(effectiveRegion(query)).toEqual({ kind: "region", region: "eu-central-1" });
  });

  test("is unknown where the resource's region is, even when the provider has one", () => {
    expect(effectiveRegion({ type: BUCKET, inputs: { region: UNKNOWN }, providerInputs: PROVIDER })).toEqual({
      kind: "unknown",
    });
  });

  test("is unknown where the provider's region is", () => {
    expect(effectiveRegion({ type: BUCKET, inputs: {}, providerInputs: { region: UNKNOWN } })).toEqual({
      kind: "unknown",
    });
  });

  test.each([
    ["the provider has no region", {}],
    ["there is no provider", undefined],
    ["the provider's region is empty", { region: "" }],
  ])("is none where %s", (_case, providerInputs) => {
    expect(effectiveRegion({ type: BUCKET, inputs: {}, providerInputs })).toEqual({ kind: "none" });
  });

  test.each([
    "kubernetes:apps/v1:Deployment",
    "inventory:network:Network",
    "pulumi:providers:aws",
    "random:index:RandomId",
  ])("is none for %s, which is no AWS resource", (type) => {
    expect(effectiveRegion({ type, inputs: { region: "us-east-1" }, providerInputs: PROVIDER })).toEqual({
      kind: "none",
    });
  });

  test.each([
    ["aws:iam/role:Role", {}],
    ["aws:route53/zone:Zone", {}],
    ["aws:cloudfront/distribution:Distribution", {}],
    ["aws:organizations/policy:Policy", {}],
    ["aws:budgets/budget:Budget", {}],
    ["aws:cur/reportDefinition:ReportDefinition", {}],
    ["aws:shield/protection:Protection", {}],
    ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", {}],
    ["aws:wafv2/webAcl:WebAcl", { scope: "CLOUDFRONT", region: "us-east-1" }],
  ])("is global for %s", (type, inputs) => {
    expect(effectiveRegion({ type, inputs, providerInputs: PROVIDER })).toEqual({ kind: "global" });
  });

  test.each([
    ["aws:wafv2/webAcl:WebAcl", { scope: "REGIONAL" }],
    ["aws:route53/resolverEndpoint:ResolverEndpoint", {}],
  ])("is regional for %s with %j", (type, inputs) => {
    expect(effectiveRegion({ type, inputs, providerInputs: PROVIDER })).toEqual({
      kind: "region",
      region: "eu-central-1",
    });
  });
});

describe("global services", () => {
  test("all exist in the provider", () => {
    const services = new Set(Object.keys(awsTypes()).map((type) => type.slice("aws:".length).split(/[:/]/)[0]));
    expect([...GLOBAL_SERVICES].filter((service) => !services.has(service))).toEqual([]);
    expect([...ACCOUNT_WIDE_TYPES].filter((type) => !(type in awsTypes()))).toEqual([]);
  });

  test("leave exactly these types without a region to their provider's", () => {
    const rest = Object.entries(awsTypes()).filter(([type, facts]) => facts.region !== true && !isGlobalType(type, {}));
    expect(rest.map(([type]) => type)).toEqual([
      "aws:bedrock/useCaseForModelAccess:UseCaseForModelAccess",
      "aws:chime/sdkvoiceGlobalSettings:SdkvoiceGlobalSettings",
      "aws:directconnect/hostedConnection:HostedConnection",
      "aws:rolesanywhere/profile:Profile",
      "aws:rolesanywhere/trustAnchor:TrustAnchor",
    ]);
  });
});
