import { fixed, used, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import type { Subject } from "../subject";

export const bucket: Pricer = {
  type: "aws:s3/bucket:Bucket",
  usage: {
    standardGb: "GB in class Standard, in the mean of the month",
    standardInfrequentAccessGb: "GB in class Standard-IA",
    glacierInstantRetrievalGb: "GB in class Glacier Instant Retrieval",
    deepArchiveGb: "GB in class Glacier Deep Archive",
    monthlyWrites: "PUT, COPY, POST and LIST requests to class Standard",
    monthlyReads: "GET and other requests to class Standard",
  },
  charges: (bucket) => [
    used("Standard storage", "s3:standard", bucket.use("standardGb")),
    ...optional(bucket, "standardInfrequentAccessGb", ["Standard-IA storage", "s3:standard-ia"]),
    ...optional(bucket, "glacierInstantRetrievalGb", ["Glacier Instant storage", "s3:glacier-instant-retrieval"]),
    ...optional(bucket, "deepArchiveGb", ["Deep Archive storage", "s3:deep-archive"]),
    used("write requests", "s3:put-request", bucket.use("monthlyWrites")),
    used("read requests", "s3:get-request", bucket.use("monthlyReads")),
  ],
};

/** Classes that most buckets do not use: no use stated is none. */
function optional(subject: Subject, key: string, [name, meter]: readonly [string, string]): readonly Charge[] {
  const quantity = subject.use(key);
  return quantity === undefined ? [] : [used(name, meter, quantity)];
}

/** What gp3 includes in its price. */
const GP3_INCLUDED = { iops: 3_000, throughput: 125 } as const;

export const volume: Pricer = {
  type: "aws:ebs/volume:Volume",
  usage: { monthlyIoRequests: "I/O requests of a magnetic volume" },
  charges: (volume) => volumeCharges(volume, { under: "", sizeGb: volume.number("size") }),
};

/** Volumes of one kind. */
interface Volumes {
  /** Path of their settings, with its last dot; empty for a volume itself. */
  readonly under: string;
  readonly sizeGb: number;
  readonly count?: number;
}

/** Charges of EBS volumes whose settings lie under a path: of a volume itself, or of a device in a template. */
export function volumeCharges(subject: Subject, { under, sizeGb, count = 1 }: Volumes): readonly Charge[] {
  const kind = subject.text(`${under}${under === "" ? "type" : "volumeType"}`, "gp2");
  const storage = fixed(`${kind} storage`, `ebs:${kind}`, sizeGb * count);
  switch (kind) {
    case "gp3": {
      const iops = subject.number(`${under}iops`, GP3_INCLUDED.iops) - GP3_INCLUDED.iops;
      const throughput = subject.number(`${under}throughput`, GP3_INCLUDED.throughput) - GP3_INCLUDED.throughput;
      return [
        storage,
        ...(iops > 0 ? [fixed("IOPS", "ebs:gp3-iops", iops * count)] : []),
        ...(throughput > 0 ? [fixed("throughput", "ebs:gp3-throughput", throughput * count)] : []),
      ];
    }
    case "io1":
    case "io2":
      return [storage, fixed("IOPS", `ebs:${kind}-iops`, subject.number(`${under}iops`) * count)];
    case "standard":
      return [storage, used("I/O requests", "ebs:standard-io-request", subject.use("monthlyIoRequests"))];
    default:
      return [storage];
  }
}

export const repository: Pricer = {
  type: "aws:ecr/repository:Repository",
  usage: { storageGb: "GB of images" },
  charges: (repository) => [used("storage", "ecr:storage", repository.use("storageGb"))],
};

export const backupVault: Pricer = {
  type: "aws:backup/vault:Vault",
  usage: {
    auroraSnapshotGb: "GB of Aurora snapshots beyond the free backup of the cluster",
    dynamodbBackupGb: "GB of warm DynamoDB backups",
    s3BackupGb: "GB of warm S3 backups",
    ebsSnapshotGb: "GB of EBS snapshots",
    efsBackupGb: "GB of warm EFS backups",
    rdsSnapshotGb: "GB of RDS snapshots",
  },
  charges: (vault) => [
    used("Aurora snapshots", "backup:aurora", vault.use("auroraSnapshotGb")),
    used("DynamoDB backups", "backup:dynamodb", vault.use("dynamodbBackupGb")),
    ...optional(vault, "s3BackupGb", ["S3 backups", "backup:s3"]),
    ...optional(vault, "ebsSnapshotGb", ["EBS snapshots", "backup:ebs"]),
    ...optional(vault, "efsBackupGb", ["EFS backups", "backup:efs"]),
    ...optional(vault, "rdsSnapshotGb", ["RDS snapshots", "backup:rds"]),
  ],
};

export const fileSystem: Pricer = {
  type: "aws:efs/fileSystem:FileSystem",
  usage: { standardGb: "GB in class Standard", infrequentAccessGb: "GB in class Infrequent Access" },
  charges: (system) => [
    used("Standard storage", "efs:standard", system.use("standardGb")),
    ...optional(system, "infrequentAccessGb", ["Infrequent Access storage", "efs:infrequent-access"]),
    ...(system.text("throughputMode", "bursting") === "provisioned"
      ? [fixed("throughput", "efs:provisioned-throughput", system.number("provisionedThroughputInMibps"))]
      : []),
  ],
};
