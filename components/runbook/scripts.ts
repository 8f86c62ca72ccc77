/** A condition that SSM Automation judges by a script, and a person by a command. */
export interface Script {
  /** Function that the script is entered by. */
  readonly handler: string;
  /** The script, for Python 3.11; it ends in an error where the condition does not hold. */
  readonly python: readonly string[];
  /** Permissions that it needs. */
  readonly actions: readonly string[];
  /** The command that shows the same; `$name` stands for what the script is given under a name. */
  readonly command: string;
}

/** Longest time that Automation lets a script run, in seconds: ten minutes, less a little to say so. */
const PATIENCE_SECONDS = 540;

/** Scripts by name. */
export const SCRIPTS = {
  "lag-within-allowed-loss": {
    handler: "judge",
    python: [
      "from datetime import datetime, timedelta, timezone",
      "import boto3",
      "",
      "",
      "def judge(events, context):",
      '    region, identifier = events["cluster"].split(":")[3], events["cluster"].split(":")[6]',
      "    now = datetime.now(timezone.utc)",
      '    answer = boto3.client("cloudwatch", region_name=region).get_metric_statistics(',
      '        Namespace="AWS/RDS",',
      '        MetricName="AuroraGlobalDBRPOLag",',
      '        Dimensions=[{"Name": "DBClusterIdentifier", "Value": identifier}],',
      '        StartTime=now - timedelta(minutes=int(events["minutes"])),',
      "        EndTime=now,",
      "        Period=60,",
      '        Statistics=["Maximum"],',
      "    )",
      '    lags = [point["Maximum"] for point in answer["Datapoints"]]',
      "    if not lags:",
      '        raise Exception("no lag is reported: what would be lost is not known")',
      '    if max(lags) > float(events["allowed"]):',
      "        raise Exception(f\"up to {max(lags):.0f} ms would be lost, {events['allowed']} ms are allowed\")",
      '    return {"lagMilliseconds": max(lags)}',
    ],
    actions: ["cloudwatch:GetMetricStatistics"],
    command: [
      'aws cloudwatch get-metric-statistics --region "$(cut -d: -f4 <<< "$cluster")"',
      "--namespace AWS/RDS --metric-name AuroraGlobalDBRPOLag --statistics Maximum --period 60",
      '--dimensions "Name=DBClusterIdentifier,Value=${cluster##*:}"',
      '--start-time "$(date -u -d "-$minutes minutes" +%FT%TZ)" --end-time "$(date -u +%FT%TZ)"',
      '--query "max(Datapoints[].Maximum)"',
    ].join(" \\\n  "),
  },
  "cluster-is-writer": {
    handler: "wait",
    python: [
      "import time",
      "import boto3",
      "",
      "",
      "def wait(events, context):",
      '    rds = boto3.client("rds")',
      `    end = time.monotonic() + ${PATIENCE_SECONDS}`,
      "    while True:",
      '        answer = rds.describe_global_clusters(GlobalClusterIdentifier=events["globalCluster"])',
      '        members = answer["GlobalClusters"][0]["GlobalClusterMembers"]',
      '        writers = [member["DBClusterArn"] for member in members if member["IsWriter"]]',
      '        if writers == [events["cluster"]]:',
      '            return {"writer": writers[0]}',
      "        if time.monotonic() > end:",
      '            raise Exception(f"it is still written by {writers}")',
      "        time.sleep(10)",
    ],
    actions: ["rds:DescribeGlobalClusters"],
    command: [
      'aws rds describe-global-clusters --global-cluster-identifier "$globalCluster"',
      '--query "GlobalClusters[0].GlobalClusterMembers[?IsWriter].DBClusterArn"',
    ].join(" \\\n  "),
  },
} as const satisfies Readonly<Record<string, Script>>;

/** Name of one of {@link SCRIPTS}. */
export type ScriptName = keyof typeof SCRIPTS;
