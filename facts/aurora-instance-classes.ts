/** What is true of one instance class. */
export interface AuroraInstanceClassFacts {
  /** Memory. */
  readonly memoryGiB: number;
  /** Virtual processors. */
  readonly vcpus: number;
  /** Whether a member of a global database can have it. */
  readonly inGlobalDatabase: boolean;
}

/** Where the table below comes from, and when it was last compared with it. */
export const AURORA_INSTANCE_CLASSES_SOURCE = {
  memory: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html",
  globalDatabase:
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.configuration.requirements.html",
  comparedOn: "2026-11-24",
} as const;

/** Graviton classes of Aurora PostgreSQL, by family, then size. */
export const AURORA_INSTANCE_CLASSES = {
  "db.t4g.medium": burstable(4),
  "db.t4g.large": burstable(8),
  "db.r6g.large": memoryOptimized(16),
  "db.r6g.xlarge": memoryOptimized(32),
  "db.r6g.2xlarge": memoryOptimized(64),
  "db.r6g.4xlarge": memoryOptimized(128),
  "db.r6g.8xlarge": memoryOptimized(256),
  "db.r6g.12xlarge": memoryOptimized(384),
  "db.r6g.16xlarge": memoryOptimized(512),
  "db.r7g.large": memoryOptimized(16),
  "db.r7g.xlarge": memoryOptimized(32),
  "db.r7g.2xlarge": memoryOptimized(64),
  "db.r7g.4xlarge": memoryOptimized(128),
  "db.r7g.8xlarge": memoryOptimized(256),
  "db.r7g.12xlarge": memoryOptimized(384),
  "db.r7g.16xlarge": memoryOptimized(512),
  "db.r8g.large": memoryOptimized(16),
  "db.r8g.xlarge": memoryOptimized(32),
  "db.r8g.2xlarge": memoryOptimized(64),
  "db.r8g.4xlarge": memoryOptimized(128),
  "db.r8g.8xlarge": memoryOptimized(256),
  "db.r8g.12xlarge": memoryOptimized(384),
  "db.r8g.16xlarge": memoryOptimized(512),
  "db.r8g.24xlarge": memoryOptimized(768),
  "db.r8g.48xlarge": memoryOptimized(1536),
} as const satisfies Record<string, AuroraInstanceClassFacts>;

/** A class of {@link AURORA_INSTANCE_CLASSES}. */
export type AuroraInstanceClass = keyof typeof AURORA_INSTANCE_CLASSES;

/** Facts of a class, `undefined` where the table does not know it. */
export function auroraInstanceClassFacts(instanceClass: string): AuroraInstanceClassFacts | undefined {
  return isAuroraInstanceClass(instanceClass) ? AURORA_INSTANCE_CLASSES[instanceClass] : undefined;
}

function isAuroraInstanceClass(instanceClass: string): instanceClass is AuroraInstanceClass {
  return Object.hasOwn(AURORA_INSTANCE_CLASSES, instanceClass);
}

function burstable(memoryGiB: number): AuroraInstanceClassFacts {
  return { memoryGiB, vcpus: 2, inGlobalDatabase: false };
}

function memoryOptimized(memoryGiB: number): AuroraInstanceClassFacts {
  return { memoryGiB, vcpus: memoryGiB / 8, inGlobalDatabase: true };
}
