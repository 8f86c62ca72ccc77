/** A replica as AWS reports it; its stream is absent while the replica is being created. */
export interface ReportedReplica {
  /** Region of the replica. */
  readonly regionName: string;
  /**
   * ARN of its change stream.
   *
   * @default - not reported yet
   */
  readonly streamArn?: string;
}

/** ARN of a table's replica: the table's own, in the other region. */
export function replicaArn(tableArn: string, region: string): string {
  const [arn, partition, service, , ...rest] = tableArn.split(":");
  return [arn, partition, service, region, ...rest].join(":");
}

/** The change streams that AWS reports, by region. */
export function replicaStreamArns(replicas: readonly ReportedReplica[] | undefined): Readonly<Record<string, string>> {
  const known = (replicas ?? []).flatMap(({ regionName, streamArn }) =>
    streamArn === undefined || streamArn === "" ? [] : [[regionName, streamArn] as const],
  );
  return Object.fromEntries(known);
}
