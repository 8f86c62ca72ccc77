import {
  AURORA_DSQL_REGION_SETS,
  AURORA_DSQL_REGIONS,
  AURORA_DSQL_SOURCE,
  isOneAuroraDsqlSet,
} from "../../facts/aurora-dsql-regions";
import {
  AURORA_INSTANCE_CLASSES,
  AURORA_INSTANCE_CLASSES_SOURCE,
  auroraInstanceClassFacts,
} from "../../facts/aurora-instance-classes";
import {
  AURORA_POSTGRESQL,
  AURORA_POSTGRESQL_SOURCE,
  AURORA_POSTGRESQL_VERSIONS,
  auroraPostgresqlFacts,
  canAuroraPostgresqlPause,
} from "../../facts/aurora-postgresql-versions";
import { isAwsRegion, regionFacts } from "../../facts/regions";

describe("the versions of Aurora PostgreSQL", () => {
  it("name a family of their major version, and minor versions in rising order", () => {
    for (const [major, { family, minors }] of Object.entries(AURORA_POSTGRESQL)) {
      expect(family).toBe(`aurora-postgresql${major}`);
      expect([...new Set<number>(minors)].toSorted((left, right) => left - right)).toStrictEqual(minors);
    }
  });

  it("are listed as AWS writes them", () => {
    expect(AURORA_POSTGRESQL_VERSIONS).toHaveLength(33);
    expect(AURORA_POSTGRESQL_VERSIONS.slice(0, 2)).toStrictEqual(["14.6", "14.17"]);
    expect(AURORA_POSTGRESQL_VERSIONS.at(-1)).toBe("18.6");
  });

  it.each([
    ["17.9", "aurora-postgresql17"],
    ["17.8", undefined],
    ["17", undefined],
    ["13.23", undefined],
    ["", undefined],
  ])("answer for %p with the family %p", (version, family) => {
    expect(auroraPostgresqlFacts(version)?.family).toBe(family);
  });

  it.each([
    ["14.6", false],
    ["14.17", true],
    ["17.4", true],
    ["17.8", false],
  ])("know whether instances of %p can pause: %p", (version, canPause) => {
    expect(canAuroraPostgresqlPause(version)).toBe(canPause);
  });
});

describe("the instance classes of Aurora", () => {
  it("double their memory with each size up to 8xlarge", () => {
    for (const family of ["r6g", "r7g", "r8g"]) {
      const sizes = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];
      const memory = sizes.map((size) => auroraInstanceClassFacts(`db.${family}.${size}`)?.memoryGiB);
      expect(memory).toStrictEqual([16, 32, 64, 128, 256]);
    }
  });

  it("leave burstable classes out of global databases", () => {
    const outside = Object.entries(AURORA_INSTANCE_CLASSES).filter(([, facts]) => !facts.inGlobalDatabase);
    expect(outside.map(([name]) => name)).toStrictEqual(["db.t4g.medium", "db.t4g.large"]);
  });

  it("answer with nothing for a class that is not listed", () => {
    expect(auroraInstanceClassFacts("db.r5.large")).toBeUndefined();
  });
});

describe("the region sets of Aurora DSQL", () => {
  it("hold regions of the table of regions, each in one set", () => {
    expect(AURORA_DSQL_REGIONS.filter((region) => !isAwsRegion(region))).toStrictEqual([]);
    expect(new Set(AURORA_DSQL_REGIONS).size).toBe(AURORA_DSQL_REGIONS.length);
  });

  it("leave three regions in the European Union beside London", () => {
    const outside = AURORA_DSQL_REGION_SETS.eu.filter((region) => !regionFacts(region).inEuropeanUnion);
    expect(outside).toStrictEqual(["eu-west-2"]);
  });

  it.each([
    [["us-east-1", "us-west-2"], true],
    [["eu-central-1"], true],
    [["us-east-1", "eu-west-1"], false],
    [["ap-south-1"], false],
  ])("hold %p in one set: %p", (regions, isOne) => {
    expect(isOneAuroraDsqlSet(regions)).toBe(isOne);
  });
});

describe("the tables of Aurora", () => {
  it("say where they come from, and when they were compared", () => {
    for (const { comparedOn } of [AURORA_DSQL_SOURCE, AURORA_INSTANCE_CLASSES_SOURCE, AURORA_POSTGRESQL_SOURCE]) {
      expect(comparedOn).toBe("2026-11-24");
    }
  });
});
