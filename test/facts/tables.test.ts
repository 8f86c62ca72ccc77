import {
  AWS_REGIONS,
  KUBERNETES_VERSIONS,
  REGIME_KEYS,
  SPOT_INSTANCE_TYPES,
  awsPartitionOf,
  isAwsRegion,
  isRegime,
  kubernetesSupport,
  regimeOf,
  regionFacts,
  type SpotInstanceType,
} from "../../facts";

const EU_MEMBERS = ["DE", "SE", "IT", "ES", "IE", "FR"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

describe("regions", () => {
  test("are 34 in aws, 2 in aws-cn and 1 in aws-eusc", () => {
    const count = (partition: string) => AWS_REGIONS.filter((region) => awsPartitionOf(region) === partition).length;
    expect([count("aws"), count("aws-cn"), count("aws-eusc"), AWS_REGIONS.length]).toEqual([34, 2, 1, 37]);
  });

  test("lie in the Union exactly where their country does", () => {
    const inUnion = AWS_REGIONS.filter((region) => regionFacts(region).inEuropeanUnion);
    expect(inUnion).toEqual(AWS_REGIONS.filter((region) => EU_MEMBERS.includes(regionFacts(region).country)));
    expect(inUnion).toHaveLength(7);
  });

  test("have three zones or more where the letters are the same in every account", () => {
    const few = AWS_REGIONS.filter((region) => regionFacts(region).zones.length < 3);
    expect(few).toEqual(["us-west-1", "cn-north-1", "eusc-de-east-1"]);
    expect(few.flatMap((region) => [...regionFacts(region).zones])).toEqual([]);
    expect(regionFacts("ap-northeast-1").zones).toEqual(["a", "c", "d"]);
  });

  test("tell a region from what only looks like one", () => {
    expect(isAwsRegion("eu-central-1")).toBe(true);
    expect(isAwsRegion("eu-central-9")).toBe(false);
    expect(isAwsRegion("toString")).toBe(false);
    expect(awsPartitionOf("eu-central-9")).toBeUndefined();
  });
});

describe("residency regimes", () => {
  test("are eighteen, each with a source and a day of review", () => {
    expect(REGIME_KEYS).toHaveLength(18);
    for (const key of REGIME_KEYS) {
      expect(regimeOf(key).source).not.toBe("");
      expect(regimeOf(key).reviewedOn).toMatch(DAY);
    }
  });

  test("list only regions of their own jurisdiction", () => {
    for (const key of REGIME_KEYS) {
      const { jurisdiction, regions } = regimeOf(key);
      const places = regions.map((region) =>
        jurisdiction === "EU" ? regionFacts(region).inEuropeanUnion : regionFacts(region).country,
      );
      expect(new Set(places)).toEqual(
        new Set(regions.length === 0 ? [] : [jurisdiction === "EU" ? true : jurisdiction]),
      );
    }
  });

  test("keep London and Zurich out of the Union", () => {
    expect(regimeOf("eu-gdpr").regions).not.toContain("eu-west-2");
    expect(regimeOf("eu-gdpr").regions).not.toContain("eu-central-2");
  });

  test("have no region for Russia, Saudi Arabia and Vietnam", () => {
    expect(REGIME_KEYS.filter((key) => regimeOf(key).regions.length === 0)).toEqual(["ru-242fz", "sa-pdpl", "vn-pdpl"]);
  });

  test("have a second region inside only in these", () => {
    expect(REGIME_KEYS.filter((key) => regimeOf(key).regions.length > 1)).toEqual([
      "eu-gdpr",
      "in-dpdp",
      "in-rbi",
      "in-cert-in",
      "cn-pipl",
      "au-app",
      "jp-appi",
      "us-none",
    ]);
  });

  test("never list a region as inside and as a transfer at once", () => {
    for (const key of REGIME_KEYS) {
      const { regions, regionsByTransfer } = regimeOf(key);
      expect(
        Object.keys(regionsByTransfer).filter((region) => isAwsRegion(region) && regions.includes(region)),
      ).toEqual([]);
    }
  });

  test("are known by their key", () => {
    expect([isRegime("eu-gdpr"), isRegime("eu"), isRegime("constructor")]).toEqual([true, false, false]);
  });
});

describe("Kubernetes versions", () => {
  test("end standard support before extended support, later for later versions", () => {
    const rows = Object.values(KUBERNETES_VERSIONS);
    for (const [index, row] of rows.entries()) {
      expect(row.releasedOn < row.standardSupportUntil && row.standardSupportUntil < row.extendedSupportUntil).toBe(
        true,
      );
      expect(row.standardSupportUntil > (rows[index - 1]?.standardSupportUntil ?? "")).toBe(true);
    }
  });

  test.each([
    ["1.34", "2026-12-02", "standard"],
    ["1.34", "2026-12-03", "extended"],
    ["1.34", "2027-12-03", "ended"],
    ["1.35", "2026-11-24", "standard"],
    ["1.99", "2026-11-24", "unlisted"],
    ["toString", "2026-11-24", "unlisted"],
  ])("give %s on %s %s support", (version, day, support) => {
    expect(kubernetesSupport(version, day)).toBe(support);
  });
});

describe("spot instance types", () => {
  const types: SpotInstanceType[] = Object.values(SPOT_INSTANCE_TYPES);

  test("are at least fifteen over three families and both architectures", () => {
    expect(types.length).toBeGreaterThanOrEqual(15);
    expect(new Set(types.map((type) => type.family)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(types.map((type) => type.architecture))).toEqual(new Set(["arm64", "amd64"]));
  });

  test("cost in proportion to their processors within a family", () => {
    for (const family of new Set(types.map((type) => type.family))) {
      const perProcessor = types.filter((type) => type.family === family).map((type) => type.onDemandUsd / type.vcpus);
      expect(Math.max(...perProcessor) / Math.min(...perProcessor)).toBeLessThan(1.01);
    }
  });
});
