import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { z } from "zod";

import { AWS_REGIONS, INTERRUPTION_RANGES, SPOT_INSTANCE_TYPES } from "../../facts";

const FOLDER = path.resolve(__dirname, "../../facts/prices");

/** What a price may be per; AWS's price list counts the same things, and always one of them. */
const UNITS = [
  "hour",
  "month",
  "GB",
  "GB-month",
  "GB-hour",
  "GB-second",
  "TB",
  "vCPU-hour",
  "vCPU-month",
  "ACU-hour",
  "ACU-month",
  "LCU-hour",
  "WCU-hour",
  "RCU-hour",
  "IOPS-month",
  "MiBps-month",
  "object-month",
  "tag-month",
  "minute",
  "request",
  "event",
  "query",
  "message",
  "transition",
  "record",
  "item",
  "trace",
  "line",
  "path",
  "sample",
  "ECPU",
  "DPU",
  "DPU-hour",
] as const;

/** Services that the kit's components are billed for. */
const BILLED = [
  "access-analyzer alb api-gateway athena aurora backup cloudfront cloudtrail cloudwatch config dms dsql dynamodb ebs ec2",
  "ecr eks elasticache eventbridge fargate firehose glue guardduty kinesis kms lambda logs msk msk-connect nat-gateway nlb",
  "performance-insights prometheus public-ipv4 rds-proxy route53 s3 secrets-manager sns sqs step-functions synthetics",
  "transfer transit-gateway vpc-endpoint vpn waf xray",
].flatMap((line) => line.split(" "));

/** Regions with transfer prices that the kit does not deploy to. */
const GOVCLOUD = ["us-gov-east-1", "us-gov-west-1"] as const;

const usd = z.number().nonnegative();
const provenance = {
  source: z.string().min(1),
  licence: z.string().min(1),
  date: z.iso.date(),
  dateBasis: z.string().min(1).optional(),
};
const price = z
  .strictObject({
    unit: z.enum(UNITS),
    usd: usd.optional(),
    tiers: z
      .array(z.tuple([z.number().nonnegative(), usd]))
      .min(1)
      .optional(),
    kind: z.literal("derived").optional(),
    from: z.string().min(1).optional(),
  })
  .refine((row) => (row.usd === undefined) !== (row.tiers === undefined), "either usd or tiers")
  .refine((row) => (row.kind === undefined) === (row.from === undefined), "derived says from what");
const sheets = z.array(
  z.strictObject({
    ...provenance,
    region: z.enum([...AWS_REGIONS, ...GOVCLOUD, "global"]),
    prices: z.record(z.string().regex(/^[a-z0-9-]+(:[a-z0-9.-]+){1,2}$/), price),
  }),
);

const files = readdirSync(FOLDER).filter((file) => file.endsWith(".json") && file !== "spot.json");
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"));
const all = files.flatMap((file) => sheets.parse(read(file)).map((sheet) => ({ file, ...sheet })));
const rows = all.flatMap((sheet) =>
  Object.entries(sheet.prices).map(([meter, row]) => ({ file: sheet.file, region: sheet.region, meter, ...row })),
);

describe("price sheets", () => {
  it.each(files)("%s has the schema of all sheets", (file) => {
    expect(() => sheets.parse(read(file))).not.toThrow();
  });

  it("price a meter of a region once, so that each price has one source", () => {
    const seen = rows.map(({ region, meter }) => `${region} ${meter}`);
    expect(seen.filter((key, index) => seen.indexOf(key) !== index)).toEqual([]);
  });

  it("count a meter in the same unit in all regions", () => {
    const units = new Map<string, Set<string>>();
    for (const { meter, unit } of rows) units.set(meter, (units.get(meter) ?? new Set()).add(unit));
    expect([...units].filter(([, of]) => of.size > 1)).toEqual([]);
  });

  it("have tiers that start at nothing and rise in quantity", () => {
    const unsorted = rows.filter(
      ({ tiers = [[0, 0]] }) =>
        tiers[0]?.[0] !== 0 || tiers.some(([from], index) => index > 0 && from <= (tiers[index - 1]?.[0] ?? 0)),
    );
    expect(unsorted).toEqual([]);
  });

  it("say which region a file named after a region is of", () => {
    const other = all.filter(({ file, region }) => {
      const named = /\.([a-z]+-[a-z]+-\d)\.json$/.exec(file)?.[1];
      return named !== undefined && named !== region;
    });
    expect(other).toEqual([]);
  });

  it("price what stacks of us-east-1 are billed for, service by service", () => {
    const services = new Set(
      rows
        .filter(({ region }) => region === "us-east-1" || region === "global")
        .map(({ meter }) => meter.split(":")[0]),
    );
    expect([...services].toSorted()).toEqual(expect.arrayContaining(BILLED));
  });

  it("hold every instance type of us-east-1 and the transfer prices of 27 regions", () => {
    expect(rows.filter(({ meter, region }) => meter.startsWith("ec2:") && region === "us-east-1")).toHaveLength(1367);
    expect(new Set(rows.filter(({ meter }) => meter === "transfer:internet-gb").map(({ region }) => region)).size).toBe(
      27,
    );
  });

  it("agree with AWS that Valkey costs a fifth less than Redis on the same node", () => {
    const nodes = new Map(rows.map(({ region, meter, usd: value }) => [`${region} ${meter}`, value]));
    const ratios = [...nodes].flatMap(([key, value]) => {
      const redis = nodes.get(key.replace(":valkey:", ":redis:"));
      return key.includes(":valkey:") && redis !== undefined && value !== undefined ? [value / redis] : [];
    });
    expect(ratios.length).toBeGreaterThan(200);
    expect(ratios.filter((ratio) => Math.abs(ratio - 0.8) > 0.001)).toEqual([]);
  });
});

describe("spot savings", () => {
  const spot = z
    .strictObject({
      ...provenance,
      interruptionBands: z.array(z.string()),
      regions: z.partialRecord(
        z.enum(AWS_REGIONS),
        z.record(
          z.string(),
          z.strictObject({ savingPercent: z.int().min(0).max(99), interruptionBand: z.int().min(0).max(4) }),
        ),
      ),
    })
    .parse(JSON.parse(readFileSync(path.join(FOLDER, "spot.json"), "utf8")));

  it("use the interruption bands of the batch pools' table", () => {
    expect(spot.interruptionBands).toEqual(INTERRUPTION_RANGES);
  });

  it("are those that batch pools choose their types by", () => {
    const differing = Object.entries(SPOT_INSTANCE_TYPES).flatMap(([type, { onDemandUsd, spot: market }]) => {
      const priced = rows.find(({ region, meter }) => region === "us-east-1" && meter === `ec2:${type}`)?.usd;
      const other = Object.entries(market).filter(([region, [savingPercent, interruptionBand]]) => {
        const known = Object.entries(spot.regions).find(([name]) => name === region)?.[1]?.[type];
        return known !== undefined && !isDeepStrictEqual(known, { savingPercent, interruptionBand });
      });
      return priced === onDemandUsd && other.length === 0 ? [] : [type];
    });
    expect(differing).toEqual([]);
  });

  it("cover the same types in every region they know", () => {
    const types = Object.values(spot.regions).map((of) =>
      Object.keys(of ?? {})
        .sort()
        .join(),
    );
    expect(new Set(types).size).toBe(1);
  });
});
