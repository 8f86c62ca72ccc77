import {
  COST_EXPORT_DEFAULTS,
  CostExport,
  costExportRefusals,
  planCostExport,
  type CostExportArgs,
} from "../../../components/cost-export";
import { TAG_KEYS } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan } from "../../../planner/plan";
import { ACCOUNT, failureOf, identities, inputsOf, refusalOf, resourceNamed, TAGS } from "../core/fixtures";

const KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const ORDERS = { database: "shop", table: "orders", orderId: "order_id", placedAt: "placed_at" } as const;
const VALID: CostExportArgs = {
  prefix: "dev",
  accountId: ACCOUNT,
  firstMonth: "2026-01",
  keyArn: KEY_ARN,
  tags: TAGS,
};

function planOf(args: CostExportArgs): Promise<Plan> {
  const config = { "aws:region": "us-east-1" };
  return planProgram({ project: "test", stack: "dev", config, program: () => void new CostExport("costs", args) });
}

describe("CostExport", () => {
  let plan: Plan;

  beforeAll(async () => {
    plan = await planOf(VALID);
  });

  it("creates an export, its bucket, the table over it, and a workgroup with the queries", () => {
    expect(identities(plan).filter((identity) => !identity.includes("aws:s3/"))).toEqual([
      "aws:athena/namedQuery:NamedQuery costs-query-cost_by_channel costs",
      "aws:athena/namedQuery:NamedQuery costs-query-cost_by_cost_center costs",
      "aws:athena/namedQuery:NamedQuery costs-query-cost_by_feature costs",
      "aws:athena/namedQuery:NamedQuery costs-query-cost_by_marketplace costs",
      "aws:athena/namedQuery:NamedQuery costs-query-cost_untagged costs",
      "aws:athena/workgroup:Workgroup costs-workgroup costs",
      "aws:bcmdata/export:Export costs-export costs",
      "aws:glue/catalogDatabase:CatalogDatabase costs-database costs",
      "aws:glue/catalogTable:CatalogTable costs-table costs",
      "inventory:archive:PrivateBucket costs-files costs",
      "inventory:archive:PrivateBucket costs-results costs",
      "inventory:cost-export:CostExport costs test-dev",
    ]);
  });

  it("exports the columns that showback needs, one for each tag, by day and as Parquet that is rewritten", () => {
    const tags = TAG_KEYS.map((key) => key.replaceAll("-", "_"));

    expect(inputsOf(plan, "costs-export")["export"]).toEqual({
      name: "dev-costs",
      description: `Costs of the account ${ACCOUNT} by tag, for dev`,
      dataQueries: [
        {
          queryStatement:
            "SELECT bill_billing_period_start_date, line_item_usage_account_id, line_item_usage_start_date, " +
            "line_item_product_code, line_item_usage_type, line_item_line_item_type, line_item_currency_code, " +
            `line_item_unblended_cost, ${tags.map((tag) => `resource_tags.user_${tag} AS ${tag}`).join(", ")} ` +
            "FROM COST_AND_USAGE_REPORT",
          tableConfigurations: {
            COST_AND_USAGE_REPORT: {
              BILLING_VIEW_ARN: `arn:aws:billing::${ACCOUNT}:billingview/primary`,
              TIME_GRANULARITY: "DAILY",
              INCLUDE_RESOURCES: "FALSE",
              INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "FALSE",
              INCLUDE_SPLIT_COST_ALLOCATION_DATA: "FALSE",
            },
          },
        },
      ],
      destinationConfigurations: [
        {
          s3Destinations: [
            {
              s3Bucket: `dev-costs-${ACCOUNT}-us-east-1`,
              s3Prefix: "exports",
              s3Region: "us-east-1",
              s3OutputConfigurations: [
                { format: "PARQUET", compression: "PARQUET", outputType: "CUSTOM", overwrite: "OVERWRITE_REPORT" },
              ],
            },
          ],
        },
      ],
      refreshCadences: [{ frequency: "SYNCHRONOUS" }],
    });
  });

  it("lets AWS Data Exports deliver for this account alone, under S3's own key", () => {
    const { Statement } = JSON.parse(String(inputsOf(plan, "costs-files-policy")["policy"])) as {
      Statement: readonly { readonly Effect: string }[];
    };

    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "AllowDelivery",
        Effect: "Allow",
        Principal: { Service: ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"] },
        Action: ["s3:PutObject", "s3:GetBucketPolicy"],
        Resource: [`arn:aws:s3:::dev-costs-${ACCOUNT}-us-east-1`, `arn:aws:s3:::dev-costs-${ACCOUNT}-us-east-1/*`],
        Condition: {
          StringLike: {
            "aws:SourceAccount": ACCOUNT,
            "aws:SourceArn": [
              `arn:aws:cur:us-east-1:${ACCOUNT}:definition/*`,
              `arn:aws:bcm-data-exports:us-east-1:${ACCOUNT}:export/*`,
            ],
          },
        },
      },
    ]);
    expect(inputsOf(plan, "costs-files-encryption")["rules"]).toMatchObject([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("finds months by the folders that AWS writes, and has a column for each that is exported", () => {
    const { parameters, storageDescriptor, partitionKeys } = inputsOf(plan, "costs-table") as unknown as Table;

    expect(parameters).toMatchObject({
      "projection.billing_period.range": "2026-01,NOW",
      "projection.billing_period.format": "yyyy-MM",
      "projection.billing_period.interval.unit": "MONTHS",
      "storage.location.template": `s3://dev-costs-${ACCOUNT}-us-east-1/exports/dev-costs/data/BILLING_PERIOD=\${billing_period}`,
    });
    expect(partitionKeys).toMatchObject([{ name: "billing_period", type: "string" }]);
    expect(storageDescriptor.columns.map(({ name }) => name).slice(-TAG_KEYS.length)).toEqual([
      ...["environment", "service", "owner", "cost_center", "channel", "feature", "data_class", "residency"],
    ]);
  });

  it("bounds what a query reads, and encrypts what it finds under the customer key", () => {
    expect(inputsOf(plan, "costs-workgroup")["configuration"]).toMatchObject({
      enforceWorkgroupConfiguration: true,
      bytesScannedCutoffPerQuery: 107_374_182_400,
      resultConfiguration: {
        outputLocation: `s3://dev-cost-query-results-${ACCOUNT}-us-east-1/queries/`,
        expectedBucketOwner: ACCOUNT,
        encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: KEY_ARN },
      },
    });
  });

  it("keeps the files for three years and results for a week (defaults)", () => {
    expect(COST_EXPORT_DEFAULTS).toEqual({ retention: "1095 days", resultRetention: "7 days", scanLimitGib: 100 });
    expect(inputsOf(plan, "costs-files-lifecycle")).toHaveProperty("rules.0.expiration.days", 1_095);
    expect(inputsOf(plan, "costs-results-lifecycle")).toHaveProperty("rules.0.expiration.days", 7);
    expect(resourceNamed(plan, "costs-files-bucket").options.protect).toBe(true);
    expect(resourceNamed(plan, "costs-results-bucket").options.protect).toBe(false);
  });

  it("shows cost per order where a table of orders is named (custom)", async () => {
    const custom = await planOf({ ...VALID, orders: ORDERS, retention: "90 days", scanLimitGib: 1, protect: false });

    expect(inputsOf(custom, "costs-query-cost_per_order")).toMatchObject({
      name: "cost_per_order",
      database: "dev_costs",
      workgroup: "dev-costs",
    });
    expect(resourceNamed(custom, "costs-files-bucket").options.protect).toBe(false);
    expect(inputsOf(custom, "costs-workgroup")).toMatchObject({
      configuration: { bytesScannedCutoffPerQuery: 1_073_741_824 },
    });
  });

  it("plans the same without Pulumi", () => {
    const { databaseName, queries } = planCostExport({ ...VALID, prefix: "my-shop", environment: "prod" });

    expect(databaseName).toBe("my_shop_costs");
    expect(Object.keys(queries)).toHaveLength(5);
  });
});

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<CostExportArgs>, string])[] = [
  [
    "a prefix that buckets cannot have",
    { prefix: "The_Shop" },
    'prefix is "The_Shop", expected 1 to 20 lower-case letters, digits and single dashes, starting with a letter; shorten or correct it: buckets, database and workgroup are named after it',
  ],
  [
    "an account that is none",
    { accountId: "main" },
    'accountId is "main", expected 12 digits; give the account whose costs are exported',
  ],
  [
    "a month that is none",
    { firstMonth: "2026-13" },
    'firstMonth is "2026-13", expected a month such as 2026-01; give the first month of the export',
  ],
  [
    "names that would need quotes, or more",
    { orders: { ...ORDERS, table: 'orders"; DROP TABLE costs; --', channel: "Channel" } },
    'orders is ["orders\\"; DROP TABLE costs; --","Channel"], expected names of 1 to 128 lower-case letters, digits or underscores, not starting with a digit; write each name as the catalogue has it',
  ],
  [
    "results that are gone at once",
    { resultRetention: "0 days" },
    'retention, resultRetention is ["0 days"], expected at least 1 day each; lengthen it: S3 deletes by the day',
  ],
  [
    "queries without a bound",
    { scanLimitGib: 10_001 },
    "scanLimitGib is 10001, expected a whole number from 1 to 10000; bound what one query may read",
  ],
];

describe("refusals", () => {
  it("has a case for every row of the table", () => {
    expect(rows.map(([, change], row) => costExportRefusals[row]?.when({ ...VALID, ...change }))).toEqual(
      costExportRefusals.map(() => true),
    );
  });

  it.each(rows)("refuses %s", (_what, change, message) => {
    expect(refusalOf('cost export "costs"', { ...VALID, ...change }, costExportRefusals)).toBe(
      `cost export "costs": ${message}`,
    );
  });

  it("takes what is valid", () => {
    expect(refusalOf('cost export "costs"', { ...VALID, orders: ORDERS }, costExportRefusals)).toBe("not refused");
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new CostExport("costs", { ...VALID, accountId: "1", firstMonth: "1", tags: { ...TAGS, owner: "" } }),
    );

    expect(message.split("\n").map((line) => line.split(" is ")[0])).toEqual([
      'cost export "costs": tags.owner',
      'cost export "costs": accountId',
      'cost export "costs": firstMonth',
    ]);
    expect(registered).toEqual([]);
  });
});

interface Table {
  readonly parameters: Readonly<Record<string, string>>;
  readonly partitionKeys: readonly object[];
  readonly storageDescriptor: { readonly columns: readonly { readonly name: string }[] };
}
