/** What is true of one cheaper storage class of S3. */
export interface StorageClassFacts {
  /** Fewest days after its creation before an object can move here. */
  readonly minimumAgeDays: number;
  /** Days that are paid for even where an object leaves or expires earlier. */
  readonly minimumStorageDays: number;
  /** Whether an object can be read at once; otherwise it has to be restored first, for hours. */
  readonly immediate: boolean;
  /** USD for a GB and a month in us-east-1, where there is a price row. */
  readonly usdPerGbMonth?: number;
}

/** Where the table below comes from. */
export const S3_STORAGE_CLASSES_SOURCE = {
  rules: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
  prices: "infracost's example s3_bucket_v3, us-east-1, 2025-07-07; it has no row for GLACIER_IR",
  comparedOn: "2026-11-24",
} as const;

/** The cheaper storage classes that an archive uses, in the order in which objects move through them. */
export const S3_STORAGE_CLASSES = {
  STANDARD_IA: { minimumAgeDays: 30, minimumStorageDays: 30, immediate: true, usdPerGbMonth: 0.0125 },
  GLACIER_IR: { minimumAgeDays: 0, minimumStorageDays: 90, immediate: true },
  DEEP_ARCHIVE: { minimumAgeDays: 0, minimumStorageDays: 180, immediate: false, usdPerGbMonth: 0.00099 },
} as const satisfies Record<string, StorageClassFacts>;

/** One of {@link S3_STORAGE_CLASSES}. */
export type S3StorageClass = keyof typeof S3_STORAGE_CLASSES;
