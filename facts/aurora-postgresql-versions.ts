/** What is true of one major version of Aurora PostgreSQL. */
export interface AuroraPostgresqlFacts {
  /** Family of the parameter groups that fit it. */
  readonly family: string;
  /** Minor versions that can be chosen for something new, oldest first. */
  readonly minors: readonly number[];
  /** First minor version whose serverless instances can pause; major versions that came after pausing all can. */
  readonly pausesFrom: number;
}

/** Where the tables below come from, and when they were last compared with it. */
export const AURORA_POSTGRESQL_SOURCE = {
  versions:
    "cfn-lint 1.58.0 (PyPI), data/schemas/extensions/aws_rds_dbcluster: engine_version, less engine_version_deprecated",
  pause: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html",
  comparedOn: "2026-11-24",
} as const;

/** Major versions that can be chosen for something new, oldest first; Limitless versions are left out. */
export const AURORA_POSTGRESQL = {
  "14": { family: "aurora-postgresql14", minors: [6, 17, 18, 19, 20, 22, 23, 24], pausesFrom: 12 },
  "15": { family: "aurora-postgresql15", minors: [10, 12, 13, 14, 15, 17, 18, 19], pausesFrom: 7 },
  "16": { family: "aurora-postgresql16", minors: [8, 9, 10, 11, 13, 14, 15], pausesFrom: 3 },
  "17": { family: "aurora-postgresql17", minors: [4, 5, 6, 7, 9, 10, 11], pausesFrom: 4 },
  "18": { family: "aurora-postgresql18", minors: [3, 4, 6], pausesFrom: 3 },
} as const satisfies Record<string, AuroraPostgresqlFacts>;

/** A major version of {@link AURORA_POSTGRESQL}. */
export type AuroraPostgresqlMajor = keyof typeof AURORA_POSTGRESQL;

/** All versions of {@link AURORA_POSTGRESQL}, `major.minor`, oldest first. */
export const AURORA_POSTGRESQL_VERSIONS: readonly string[] = Object.entries(AURORA_POSTGRESQL).flatMap(
  ([major, { minors }]) => minors.map((minor) => `${major}.${minor}`),
);

/** Facts of a version's major version, `undefined` where the table does not know the version. */
export function auroraPostgresqlFacts(version: string): AuroraPostgresqlFacts | undefined {
  const major = version.slice(0, version.indexOf("."));
  return AURORA_POSTGRESQL_VERSIONS.includes(version) && isAuroraPostgresqlMajor(major)
    ? AURORA_POSTGRESQL[major]
    : undefined;
}

/** Whether serverless instances of a version can pause; no for a version the table does not know. */
export function canAuroraPostgresqlPause(version: string): boolean {
  const facts = auroraPostgresqlFacts(version);
  return facts !== undefined && Number(version.slice(version.indexOf(".") + 1)) >= facts.pausesFrom;
}

function isAuroraPostgresqlMajor(major: string): major is AuroraPostgresqlMajor {
  return Object.hasOwn(AURORA_POSTGRESQL, major);
}
