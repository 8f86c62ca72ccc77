import type { RunbookId } from "../../core/runbooks";
import type { Runbook, RunbookParameter, RunbookStep } from "../steps";

const GLOBAL: RunbookParameter = {
  say: "identifier of the global database",
  pattern: "^[A-Za-z][0-9A-Za-z-:._]{0,254}$",
};
const TARGET: RunbookParameter = {
  say: "ARN of the cluster, in the other region, that becomes the primary",
  pattern: "^arn:[a-z-]+:rds:[a-z0-9-]+:[0-9]{12}:cluster:[a-z][a-z0-9-]{0,62}$",
};
const LAG: RunbookParameter = {
  say: "replication lag in milliseconds up to which it goes on; the larger the lag, the longer nobody can write",
  pattern: "^[0-9]{1,7}$",
  default: "1000",
};
/** Time over which the worst lag counts: longer than a hiccup, shorter than the last incident. */
const LAG_MINUTES = "15";

const GLOBAL_AVAILABLE: RunbookStep = {
  kind: "check",
  name: "globalAvailable",
  say: "Check that the global database is available.",
  call: {
    operation: "rds:DescribeGlobalClusters",
    with: { GlobalClusterIdentifier: "{{ GlobalClusterIdentifier }}" },
  },
  property: "$.GlobalClusters[0].Status",
  oneOf: ["available"],
};
const LAG_SMALL: RunbookStep = {
  kind: "script",
  name: "lagSmall",
  say: "Check that the secondary was no further behind than that for a quarter of an hour.",
  script: "lag-within-allowed-loss",
  with: { cluster: "{{ TargetDbClusterArn }}", allowed: "{{ AllowedLagMilliseconds }}", minutes: LAG_MINUTES },
};
const SWITCH_OVER: RunbookStep = {
  kind: "act",
  name: "switchOver",
  say: "Switch the roles of the two clusters. Nothing is lost: writing stops until the secondary has everything.",
  call: {
    operation: "rds:SwitchoverGlobalCluster",
    with: {
      GlobalClusterIdentifier: "{{ GlobalClusterIdentifier }}",
      TargetDbClusterIdentifier: "{{ TargetDbClusterArn }}",
    },
  },
};
const WRITER_MOVED: RunbookStep = {
  kind: "script",
  name: "writerMoved",
  say: "Wait until the target is the one writer.",
  script: "cluster-is-writer",
  with: { globalCluster: "{{ GlobalClusterIdentifier }}", cluster: "{{ TargetDbClusterArn }}" },
};
const FOLLOW = {
  kind: "manual",
  name: "followReality",
  command: 'npx planner diff "$Environment" --base HEAD',
} as const;

/** Runbooks that change the roles of regions. */
export const REGION_RUNBOOKS = {
  "region-switchover": {
    title: "Make another region the primary, with both healthy",
    severity: "ticket",
    means:
      "Planned: a rotation, an exercise, or a region that is impaired and still answers. Nothing is lost; nobody can write for about a minute. Tables, topics, archives, queues and caches have no primary, nothing about them changes.",
    look: [
      { say: "That no deployment is under way, and none starts until the environment file says the new role." },
      { say: "That both clusters run the same engine version, down to the patch: otherwise Aurora refuses." },
      { say: "That the other region has room for all traffic: node limits, quotas, the database's class or capacity." },
    ],
    parameters: { GlobalClusterIdentifier: GLOBAL, TargetDbClusterArn: TARGET, AllowedLagMilliseconds: LAG },
    steps: [
      {
        kind: "manual",
        name: "startInPrimaryRegion",
        say: "Run this in the region that is the primary now: the switchover is asked for there. Choose an hour with few writes.",
      },
      GLOBAL_AVAILABLE,
      LAG_SMALL,
      {
        kind: "approve",
        name: "approveSwitchover",
        say: "Approve the switchover: nobody can write for about a minute.",
      },
      SWITCH_OVER,
      WRITER_MOVED,
      {
        kind: "manual",
        name: "moveTraffic",
        say: "Move traffic by the weights of the region's records, a step at a time: `endpoints.<name>.policy.weights` in the file, then `pulumi up` of the region that gets more, then of the one that gets less. Records by latency stay as they are. Writers use the global database's own host, which follows; those behind a proxy use the proxy of the new primary's region.",
        command: 'pulumi up --stack "$RegionStack"',
      },
      {
        ...FOLLOW,
        say: "Let the file follow reality: set `primary` of the partition to the new region; `initialPrimary` never changes. The preview must show no replacement and no deletion. Then `pulumi up` for both region stacks, the new secondary first, and where the environment has distributions (`cdn`) for the global one: their writes go to the new primary from then on.",
      },
    ],
    after: [
      "Replication lag is reported by the new secondary, below its alarm.",
      "Consumers read on: the offsets of a group follow it, a few records late, and handlers skip what they have seen.",
    ],
    next: ["region-failover", "database-replication-lag", "kafka-replication-behind"],
  },
  "region-failover": {
    title: "Make another region the primary, with the primary lost",
    severity: "page",
    means:
      "The region of the primary does not answer, and waiting costs more than what is lost: what had been committed there and not yet replicated. For the database that is its replication lag, for tables and archives seconds to minutes. From here on two primaries are the danger.",
    look: [
      {
        say: "Whether the region is lost, or only a part of it: the provider's status page, probes from outside, the alarms of every service there.",
      },
      { say: "Whether its database still answers. If it does, switch over instead: nothing is lost then." },
      { say: "Which secondary is the least behind, where there are several." },
    ],
    parameters: {
      GlobalClusterIdentifier: GLOBAL,
      TargetDbClusterArn: TARGET,
      AllowedDataLossMilliseconds: {
        say: "how much may be lost, as the milliseconds of commits that were not replicated; the owner of the data has set it beforehand",
        pattern: "^[0-9]{1,9}$",
      },
    },
    steps: [
      {
        kind: "manual",
        name: "declareLost",
        say: "Somebody with the authority says that the region is lost. Run this in the region that survives: the failover is asked for there.",
      },
      {
        kind: "manual",
        name: "stopWriters",
        say: "Stop every writer that still reaches the lost primary: its services, its handlers, operators at a terminal. Aurora tries to fence it, but does not promise to.",
        command: 'kubectl scale deployment --all --replicas 0 --namespace "$Namespace" --context "$LostCluster"',
      },
      {
        kind: "script",
        name: "lossAllowed",
        say: "Hold the worst replication lag of the last quarter of an hour against the allowed loss. No data counts as too much: what would be lost is then not known.",
        script: "lag-within-allowed-loss",
        with: {
          cluster: "{{ TargetDbClusterArn }}",
          allowed: "{{ AllowedDataLossMilliseconds }}",
          minutes: LAG_MINUTES,
        },
        otherwise: "acceptLoss",
      },
      {
        kind: "approve",
        name: "acceptLoss",
        say: "More may be lost than is allowed, or nobody knows how much. The owner of the data accepts that, or rejects it and waits for the region.",
      },
      {
        kind: "approve",
        name: "approveFailover",
        say: "Approve the failover: the region is lost and its writers are stopped. It cannot be undone, only failed back.",
      },
      {
        kind: "act",
        name: "failOver",
        say: "Promote the surviving cluster.",
        call: {
          operation: "rds:FailoverGlobalCluster",
          with: {
            GlobalClusterIdentifier: "{{ GlobalClusterIdentifier }}",
            TargetDbClusterIdentifier: "{{ TargetDbClusterArn }}",
            AllowDataLoss: true,
          },
        },
      },
      WRITER_MOVED,
      {
        kind: "manual",
        name: "openEpoch",
        say: "Where a service counts the databases that take changes, as the inventory service does by its write epoch, run its promotion job on the new primary before traffic moves, and deploy it with the new epoch. The job reports what was published and lost, and withholds the units of it. Others go on.",
        command: 'node failover.js promote --epoch "$Epoch" --apply',
      },
      {
        kind: "manual",
        name: "moveTraffic",
        say: "Move traffic by the switch of the lost region's record: its health check, `switchCheckIds` in the outputs of the global stack, disabled and inverted. Inverting alone is wrong: a lost region fails its check, and an inverted failure is healthy. Not by `pulumi up`, and not by weights, which the next one puts back. The call goes to us-east-1; where that is the lost region, its records leave by themselves while their checks fail.",
        command: 'aws route53 update-health-check --health-check-id "$SwitchCheckId" --disabled --inverted',
      },
      {
        kind: "manual",
        name: "moveTrafficByControl",
        say: "Where the endpoint has a routing control of Application Recovery Controller, use that instead: any of its cluster's five endpoints takes the call, whichever region is lost.",
        command:
          'aws route53-recovery-cluster update-routing-control-state --routing-control-arn "$RoutingControl" --routing-control-state Off --region "$ClusterRegion" --endpoint-url "$ClusterEndpoint"',
      },
      {
        ...FOLLOW,
        say: "Let the file follow reality: set `primary` of the partition to the surviving region. The preview must show no replacement and no deletion. Then `pulumi up` for the surviving region's stack alone; the partition's and the lost region's wait until its APIs answer. Where the environment has distributions (`cdn`), `pulumi up` for the global stack as well: cached paths read from the surviving region by themselves, writes go there from then on.",
      },
      {
        kind: "manual",
        name: "reconcile",
        say: "Reconcile what was in flight: orders that were answered and are not in the database, shipments and payments of partners, notes in failure queues; and what the promotion job of a service found, as its `failover status` lists it.",
      },
    ],
    after: [
      "Note the lag that was judged, the time of the last commit and the time of the failover: that is the loss to account for.",
      "Do not touch the lost cluster. When its region is back, Aurora adds it to the global database as a secondary.",
      "Where a lost database answers again and is not a secondary, fence it before anything is connected to it: `node failover.js fence --epoch N --apply`, with the epoch of the one that followed.",
    ],
    next: ["region-failback", "duplicate-allocation", "stuck-reconciliation"],
  },
  "region-failback": {
    title: "Bring a lost region back, and make it the primary again",
    severity: "ticket",
    means:
      "The region is healthy again. Aurora has given its cluster a new volume and made it a secondary; what it alone had committed is in a snapshot, if Aurora could take one. Going back is a switchover, and nothing presses.",
    look: [
      {
        say: "That the old cluster is a member of the global database again, and not its writer.",
        call: {
          operation: "rds:DescribeGlobalClusters",
          with: { GlobalClusterIdentifier: "{{ GlobalClusterIdentifier }}" },
        },
      },
      {
        say: "The snapshot `rds:unplanned-global-failover-…` in the old region. It goes when the retention of backups ends.",
        call: { operation: "rds:DescribeDBClusterSnapshots", with: { SnapshotType: "automated" } },
      },
      {
        say: "That `planner diff` of both region stacks shows no replacement: where the old cluster is not what its file says, stop.",
      },
    ],
    parameters: { GlobalClusterIdentifier: GLOBAL, TargetDbClusterArn: TARGET, AllowedLagMilliseconds: LAG },
    steps: [
      {
        kind: "manual",
        name: "keepSnapshot",
        say: "Copy the snapshot of the old volume, in the old region, so that it outlives the retention. A copy is encrypted by the key of the stores.",
        command:
          'aws rds copy-db-cluster-snapshot --region "$OldRegion" --source-db-cluster-snapshot-identifier "$Snapshot" --target-db-cluster-snapshot-identifier "$Copy"',
      },
      {
        kind: "manual",
        name: "recoverLost",
        say: "Restore the copy beside the database, compare it with what is there, and bring in by events what the old primary alone knew. Do this before buyers are sent back.",
      },
      {
        kind: "manual",
        name: "startInPrimaryRegion",
        say: "Run this in the region that is the primary now. Apply the stacks of the partition and of the old region first, and let its services run as a secondary for a day.",
      },
      GLOBAL_AVAILABLE,
      LAG_SMALL,
      { kind: "approve", name: "approveFailback", say: "Approve the way back: nobody can write for about a minute." },
      SWITCH_OVER,
      WRITER_MOVED,
      {
        kind: "manual",
        name: "moveTraffic",
        say: "Set the weight of the region's records to a small one in the file and `pulumi up`, then give the switch back, or set the routing control to On, and raise the weight a step at a time: its caches are cold.",
        command: 'aws route53 update-health-check --health-check-id "$SwitchCheckId" --no-disabled --no-inverted',
      },
      {
        ...FOLLOW,
        say: "Let the file follow reality: set `primary` of the partition back. The preview must show no replacement and no deletion. Then `pulumi up` for both region stacks, the new secondary first.",
      },
    ],
    after: ["A reconciliation over the whole time of the outage finds no difference.", "The restored copy is deleted."],
    next: ["region-switchover", "stuck-reconciliation"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
