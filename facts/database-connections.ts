/**
 * Connections that an instance of Aurora PostgreSQL takes at most: memory in bytes divided by this, up to a ceiling. The
 * memory that RDS divides is a tenth or so less than the class's, so that the real limit is lower.
 *
 * Sources: default of max_connections, `LEAST({DBInstanceClassMemory/9531392},5000)`,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html; serverless clusters with a low minimum,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html (quoted
 * 2026-11-24).
 */
export const DATABASE_CONNECTIONS = {
  bytesEach: 9_531_392,
  most: 5_000,
  mostWhereSmall: 2_000,
  smallAcu: 0.5,
} as const;
