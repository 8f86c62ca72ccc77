/** What is true of one version of Kafka on MSK. */
export interface KafkaVersionFacts {
  /** Day on which MSK began to offer it. */
  readonly releasedOn: string;
  /** Day on which MSK stops supporting it, where one is published; MSK may then upgrade a cluster without notice. */
  readonly supportEndsOn?: string;
}

/** Where the table below comes from. */
export const KAFKA_VERSIONS_SOURCE = {
  versions: "https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html",
  policy: "https://docs.aws.amazon.com/msk/latest/developerguide/version-support.html",
  supportEnds: "https://endoflife.date/amazon-msk",
  names: "aws-cdk, packages/@aws-cdk/aws-msk-alpha/lib/cluster-version.ts: the suffix .kraft asks for KRaft",
  comparedOn: "2026-11-24",
} as const;

/** Versions of Kafka that MSK runs with KRaft on standard brokers, by the name that its API takes. */
export const KAFKA_VERSIONS = {
  "3.7.x.kraft": { releasedOn: "2024-05-29", supportEndsOn: "2026-09-01" },
  "3.8.x.kraft": { releasedOn: "2025-02-20" },
  "3.9.x.kraft": { releasedOn: "2025-04-21" },
  "4.0.x.kraft": { releasedOn: "2025-05-16" },
  "4.1.x.kraft": { releasedOn: "2025-10-15" },
} as const satisfies Record<string, KafkaVersionFacts>;

/** One of {@link KAFKA_VERSIONS}. */
export type KafkaVersion = keyof typeof KAFKA_VERSIONS;

/** Versions without a published end of support, which a new cluster may run; the oldest first. */
export const CURRENT_KAFKA_VERSIONS: readonly KafkaVersion[] = Object.keys(KAFKA_VERSIONS)
  .filter(isKafkaVersion)
  .filter((version) => !("supportEndsOn" in KAFKA_VERSIONS[version]));

/** Whether a string is a version of the table. */
export function isKafkaVersion(version: string): version is KafkaVersion {
  return Object.hasOwn(KAFKA_VERSIONS, version);
}
