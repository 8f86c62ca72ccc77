/** What the rights of readers are made from; all of it as ARNs and names. */
export interface SharedReaderFacts {
  /** AWS partition of the region. */
  readonly awsPartition: string;
  /** Region of the lake. */
  readonly region: string;
  /** Account of the lake. */
  readonly accountId: string;
  /** Database in the catalogue. */
  readonly databaseName: string;
  /** Tables that are shared, with the prefix of their snapshots. */
  readonly tables: Readonly<Record<string, string>>;
  /** Workgroup of the readers. */
  readonly workgroupName: string;
  /** ARN of the bucket with the snapshots. */
  readonly archiveArn: string;
  /** ARN of the bucket with the results. */
  readonly resultsArn: string;
  /** Prefix of the readers' results. */
  readonly resultPrefix: string;
  /** ARN of the key of both buckets. */
  readonly keyArn: string;
}

/** One statement of the readers' rights. */
export interface SharedReaderStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** A role's rights only allow. */
  readonly Effect: "Allow";
  /** What it allows. */
  readonly Action: readonly string[];
  /** On what. */
  readonly Resource: readonly string[];
  /**
   * When it holds.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The rights of readers from other residency partitions. */
export interface SharedReaderPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly SharedReaderStatement[];
}

const QUERY = [
  "athena:GetQueryExecution",
  "athena:GetQueryResults",
  "athena:GetQueryResultsStream",
  "athena:GetWorkGroup",
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
] as const;

/** Reads the shared tables and no other, by queries in the readers' workgroup and in no other. */
export function sharedReaderPolicy(facts: SharedReaderFacts): SharedReaderPolicy {
  const { awsPartition, region, accountId, databaseName, workgroupName } = facts;
  const glue = `arn:${awsPartition}:glue:${region}:${accountId}`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Query",
        Effect: "Allow",
        Action: QUERY,
        Resource: [`arn:${awsPartition}:athena:${region}:${accountId}:workgroup/${workgroupName}`],
      },
      {
        Sid: "ReadSchemas",
        Effect: "Allow",
        Action: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"],
        Resource: [
          `${glue}:catalog`,
          `${glue}:database/${databaseName}`,
          ...Object.keys(facts.tables).map((table) => `${glue}:table/${databaseName}/${table}`),
        ],
      },
      ...bucketStatements(facts),
    ],
  };
}

function bucketStatements(facts: SharedReaderFacts): readonly SharedReaderStatement[] {
  const { archiveArn, resultsArn, resultPrefix, region, keyArn } = facts;
  const prefixes = Object.values(facts.tables);
  const buckets = [archiveArn, resultsArn];
  return [
    { Sid: "FindBuckets", Effect: "Allow", Action: ["s3:GetBucketLocation"], Resource: buckets },
    listing("ListSnapshots", archiveArn, prefixes),
    {
      Sid: "ReadSnapshots",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: prefixes.map((prefix) => `${archiveArn}/${prefix}*`),
    },
    listing("ListResults", resultsArn, [resultPrefix]),
    {
      Sid: "WriteResults",
      Effect: "Allow",
      Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      Resource: [`${resultsArn}/${resultPrefix}*`],
    },
    {
      Sid: "UseKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [keyArn],
      Condition: {
        StringLike: {
          "kms:ViaService": `s3.${region}.*`,
          "kms:EncryptionContext:aws:s3:arn": buckets.flatMap((arn) => [arn, `${arn}/*`]),
        },
      },
    },
  ];
}

function listing(Sid: string, bucketArn: string, prefixes: readonly string[]): SharedReaderStatement {
  return {
    Sid,
    Effect: "Allow",
    Action: ["s3:ListBucket"],
    Resource: [bucketArn],
    Condition: { StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}*`) } },
  };
}
