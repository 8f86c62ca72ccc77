import {
  highestClass,
  isPersonal,
  LAKE_DEFAULTS,
  PARQUET_FORMATS,
  planLake,
  projectionParameters,
  type LakeType,
} from "../../../components/lake";
import { sharedReaderPolicy } from "../../../components/lake/shared-reader-policy";
import { DATA_CLASSES } from "../../../facts/tag-schema";
import {
  ARCHIVE,
  child,
  children,
  keyArn,
  minimal,
  orders,
  planLakeProgram,
  READER,
  RESULTS,
  sharing,
  stock,
  tags,
} from "./fixture";

const GIB = 1_073_741_824;

describe("the schema", () => {
  it("calls personal what falls under a residency regime", () => {
    expect(DATA_CLASSES.filter(isPersonal)).toStrictEqual(["personal", "payment"]);
  });

  it("is as protected as its most protected column, and never less than internal", () => {
    const column = { name: "a", type: "string" as LakeType, description: "A" };
    expect(highestClass(orders.columns)).toBe("personal");
    expect(highestClass([{ ...column, dataClass: "public" }])).toBe("internal");
  });

  it("finds snapshots by day and by the tenant that the query names", () => {
    expect(projectionParameters(stock)).toStrictEqual({
      "projection.enabled": "true",
      "projection.dt.type": "date",
      "projection.dt.format": "yyyy-MM-dd",
      "projection.dt.range": "2026-01-01,NOW",
      "projection.dt.interval": "1",
      "projection.dt.interval.unit": "DAYS",
      "projection.tenant.type": "injected",
    });
  });

  it("finds snapshots of all tenants where they are known, in any order", () => {
    expect(projectionParameters(orders)).toMatchObject({
      "projection.tenant.type": "enum",
      "projection.tenant.values": "north,south",
    });
  });
});

describe("planLake", () => {
  it("limits what a query reads and keeps results for a week at defaults", () => {
    expect(LAKE_DEFAULTS).toStrictEqual({
      namedQueries: {},
      scanLimitGib: 100,
      sharedScanLimitGib: 10,
      resultRetention: "7 days",
    });
    const { tables, ...plan } = planLake(minimal);
    expect(Object.keys(tables)).toStrictEqual(["stock_levels", "orders"]);
    expect(plan).toStrictEqual({
      databaseName: "prod_eu",
      bucketName: "prod-eu-results",
      accountId: "111122223333",
      region: "eu-central-1",
      sharedTables: [],
      workgroup: {
        name: "prod-eu",
        description: "Queries of prod_eu",
        scanLimitBytes: 100 * GIB,
        resultPrefix: "queries/",
      },
      sharedWorkgroup: {
        name: "prod-eu-shared",
        description: "Queries of prod_eu from other residency partitions",
        scanLimitBytes: 10 * GIB,
        resultPrefix: "shared/",
      },
      namedQueries: {},
      resultLifecycle: {
        infrequentAccess: "never",
        instantRetrieval: "never",
        deepArchive: "never",
        expiry: "7 days",
      },
    });
  });

  it("lays a table over the snapshots of its dataset", () => {
    const { parameters, ...table } = planLake(minimal).tables["orders"] ?? { parameters: {} };
    expect(parameters).toMatchObject({ EXTERNAL: "TRUE", classification: "parquet", "data-class": "personal" });
    expect(table).toStrictEqual({
      description: "Orders of the day",
      prefix: "parquet/orders/",
      template: "parquet/orders/dt=${dt}/tenant=${tenant}/",
      columns: orders.columns,
      partitionKeys: ["dt", "tenant"],
      dataClass: "personal",
    });
  });
});

describe("sharedReaderPolicy", () => {
  it("reads the shared tables and no other, by queries in the readers' workgroup and in no other", () => {
    const archiveArn = `arn:aws:s3:::${ARCHIVE}`;
    const resultsArn = `arn:aws:s3:::${RESULTS}`;
    const { Statement } = sharedReaderPolicy({
      awsPartition: "aws",
      region: "eu-central-1",
      accountId: "111122223333",
      databaseName: "prod_eu",
      tables: { stock_levels: "parquet/stock_levels/" },
      workgroupName: "prod-eu-shared",
      archiveArn,
      resultsArn,
      resultPrefix: "shared/",
      keyArn,
    });
    const allow = { Effect: "Allow" };
    expect(Statement).toStrictEqual([
      {
        Sid: "Query",
        ...allow,
        Action: [
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:GetQueryResultsStream",
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:StopQueryExecution",
        ],
        Resource: ["arn:aws:athena:eu-central-1:111122223333:workgroup/prod-eu-shared"],
      },
      {
        Sid: "ReadSchemas",
        ...allow,
        Action: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"],
        Resource: [
          "arn:aws:glue:eu-central-1:111122223333:catalog",
          "arn:aws:glue:eu-central-1:111122223333:database/prod_eu",
          "arn:aws:glue:eu-central-1:111122223333:table/prod_eu/stock_levels",
        ],
      },
      { Sid: "FindBuckets", ...allow, Action: ["s3:GetBucketLocation"], Resource: [archiveArn, resultsArn] },
      {
        Sid: "ListSnapshots",
        ...allow,
        Action: ["s3:ListBucket"],
        Resource: [archiveArn],
        Condition: { StringLike: { "s3:prefix": ["parquet/stock_levels/*"] } },
      },
      {
        Sid: "ReadSnapshots",
        ...allow,
        Action: ["s3:GetObject"],
        Resource: [`${archiveArn}/parquet/stock_levels/*`],
      },
      {
        Sid: "ListResults",
        ...allow,
        Action: ["s3:ListBucket"],
        Resource: [resultsArn],
        Condition: { StringLike: { "s3:prefix": ["shared/*"] } },
      },
      {
        Sid: "WriteResults",
        ...allow,
        Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: [`${resultsArn}/shared/*`],
      },
      {
        Sid: "UseKey",
        ...allow,
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: [keyArn],
        Condition: {
          StringLike: {
            "kms:ViaService": "s3.eu-central-1.*",
            "kms:EncryptionContext:aws:s3:arn": [archiveArn, `${archiveArn}/*`, resultsArn, `${resultsArn}/*`],
          },
        },
      },
    ]);
  });
});

describe("Lake", () => {
  it("creates these children at defaults, all its own but those of the bucket", async () => {
    const plan = await planLakeProgram(minimal);
    const identities = plan.resources
      .filter(({ parent }) => parent?.split("::").at(-1) === "lake")
      .map(({ type, name }) => `${type} ${name}`);
    expect(identities.toSorted()).toStrictEqual([
      "aws:athena/workgroup:Workgroup lake-workgroup",
      "aws:glue/catalogDatabase:CatalogDatabase lake-database",
      "aws:glue/catalogTable:CatalogTable lake-table-orders",
      "aws:glue/catalogTable:CatalogTable lake-table-stock_levels",
      "inventory:archive:PrivateBucket lake-results",
    ]);
    expect(children(plan).filter(({ parent }) => parent?.endsWith("::lake-results") === true)).toHaveLength(7);
  });

  it("creates a table that people and auditors can read", async () => {
    const plan = await planLakeProgram(minimal);
    expect(child(plan, "database").inputs).toStrictEqual({
      region: "eu-central-1",
      name: "prod_eu",
      description: "Snapshots of prod, residency eu",
      tags: { ...tags, Name: "lake-database" },
    });
    expect(child(plan, "table-stock_levels").inputs).toStrictEqual({
      region: "eu-central-1",
      databaseName: "prod_eu",
      name: "stock_levels",
      description: "Stock by SKU and warehouse at midnight",
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        "data-class": "internal",
        ...projectionParameters(stock),
        "storage.location.template": `s3://${ARCHIVE}/parquet/stock_levels/dt=\${dt}/tenant=\${tenant}/`,
      },
      partitionKeys: [
        { name: "dt", type: "string" },
        { name: "tenant", type: "string" },
      ],
      storageDescriptor: {
        location: `s3://${ARCHIVE}/parquet/stock_levels/`,
        inputFormat: PARQUET_FORMATS.input,
        outputFormat: PARQUET_FORMATS.output,
        serDeInfo: { serializationLibrary: PARQUET_FORMATS.serialization, parameters: { "serialization.format": "1" } },
        columns: [
          { name: "sku", type: "string", comment: "Article", parameters: { "data-class": "internal" } },
          {
            name: "on_hand",
            type: "int",
            comment: "Pieces in the warehouse",
            parameters: { "data-class": "internal" },
          },
        ],
      },
    });
    for (const role of ["database", "table-orders", "workgroup"]) {
      expect(child(plan, role).options.deleteBeforeReplace).toBe(true);
    }
  });

  it("enforces where results go, under which key, and how much a query reads", async () => {
    const plan = await planLakeProgram(minimal);
    expect(child(plan, "workgroup").inputs).toStrictEqual({
      region: "eu-central-1",
      name: "prod-eu",
      description: "Queries of prod_eu",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: 100 * GIB,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${RESULTS}/queries/`,
          expectedBucketOwner: "111122223333",
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn },
        },
      },
      tags: { ...tags, Name: "lake-workgroup" },
    });
  });

  it("keeps results for their time in a bucket without versions, which may be deleted", async () => {
    const plan = await planLakeProgram({ ...minimal, resultRetention: "1 day", accessLogBucketName: "logs" });
    expect(child(plan, "results-bucket").inputs).toMatchObject({ bucket: RESULTS, region: "eu-central-1" });
    expect(child(plan, "results-lifecycle").inputs).toMatchObject({
      rules: [{ id: "expiry", expiration: { days: 1 } }, { id: "uploads" }],
    });
    expect(child(plan, "results-versioning").inputs).toMatchObject({
      versioningConfiguration: { status: "Suspended" },
    });
    expect(child(plan, "results-access-logging").inputs).toMatchObject({ targetBucket: "logs" });
    expect(children(plan).filter(({ options }) => options.protect === true)).toStrictEqual([]);
  });

  it("creates queries with a name, and limits as it is told", async () => {
    const sql = "SELECT sku, on_hand FROM stock_levels WHERE dt = '2026-11-24' AND tenant = 'north'";
    const plan = await planLakeProgram({
      ...minimal,
      scanLimitGib: 5,
      namedQueries: { "stock-of-the-day": { description: "Stock of a day", sql } },
    });
    expect(child(plan, "query-stock-of-the-day").inputs).toStrictEqual({
      region: "eu-central-1",
      name: "stock-of-the-day",
      description: "Stock of a day",
      query: sql,
      database: "prod_eu",
      workgroup: "prod-eu",
    });
    expect(child(plan, "workgroup").inputs).toMatchObject({ configuration: { bytesScannedCutoffPerQuery: 5 * GIB } });
  });

  it("lets readers of other residency partitions into shared tables, by a role and a workgroup of their own", async () => {
    const plan = await planLakeProgram(sharing);
    expect(child(plan, "shared-reader").inputs).toStrictEqual({
      description: "Reads shared tables from other residency partitions",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: [READER] }, Action: "sts:AssumeRole" }],
      }),
      tags: { ...tags, Name: "lake-shared-reader" },
    });
    expect(child(plan, "shared-workgroup").inputs).toMatchObject({
      name: "prod-eu-shared",
      configuration: {
        enforceWorkgroupConfiguration: true,
        bytesScannedCutoffPerQuery: 10 * GIB,
        resultConfiguration: { outputLocation: `s3://${RESULTS}/shared/` },
      },
    });
    const rights = JSON.stringify(child(plan, "shared-reader-rights").inputs["policy"]);
    expect([rights.includes("parquet/stock_levels/*"), rights.includes("orders")]).toStrictEqual([true, false]);
    expect(plan.outputs).toMatchObject({
      sharedReaderRoleArn: expect.stringMatching(/^arn:aws:iam::000000000000:role\/lake-shared-reader-/),
      sharedWorkgroupName: "prod-eu-shared",
    });
  });

  it("shares nothing where there are no readers", async () => {
    const { readerArns: _readers, ...alone } = sharing;
    const plan = await planLakeProgram(alone);
    expect(children(plan).filter(({ name }) => name.includes("shared"))).toStrictEqual([]);
    expect(plan.outputs).toStrictEqual({
      databaseName: "prod_eu",
      workgroupName: "prod-eu",
      tableNames: ["stock_levels", "orders"],
      resultsBucketName: RESULTS,
    });
  });

  it("hands its region to everything that takes one", async () => {
    const plan = await planLakeProgram({ ...sharing, region: "eu-west-1" });
    const regional = children(plan).filter(({ type }) => !type.startsWith("aws:iam"));
    expect(new Set(regional.map(({ inputs }) => inputs["region"]))).toStrictEqual(new Set(["eu-west-1"]));
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await planLakeProgram(sharing, "unknowns"))).toHaveLength(14);
  });
});
