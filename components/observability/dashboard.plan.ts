import type { Refusal } from "../core/refusal";

/** What an operational dashboard shows; each list is of physical names in one region. */
export interface DashboardPlanArgs<Text = unknown> {
  /** Name of the dashboard. */
  readonly dashboardName: string;
  /** Region of all it shows. */
  readonly region: string;
  /** Address of the folder of runbooks, which the dashboard links to. */
  readonly runbooksUrl: string;
  /**
   * Names of canaries.
   *
   * @default [] - it shows none
   */
  readonly canaries?: readonly Text[];
  /**
   * Names of queues.
   *
   * @default [] - it shows none
   */
  readonly queues?: readonly Text[];
  /**
   * Identifiers of database clusters.
   *
   * @default [] - it shows none
   */
  readonly databaseClusters?: readonly Text[];
  /**
   * Names of log groups.
   *
   * @default [] - it shows none
   */
  readonly logGroups?: readonly Text[];
}

/** A widget of a dashboard, in CloudWatch's own form. */
export interface DashboardWidget {
  readonly type: "text" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A graph: one metric of each thing in a list. */
interface Graph {
  readonly of: "canaries" | "queues" | "databaseClusters" | "logGroups";
  readonly title: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: string;
  readonly stat: "Average" | "Maximum" | "Sum";
}

/** What whoever is on call looks at first: what buyers see, what waits, what holds, and what is written down. */
export const DASHBOARD_GRAPHS = [
  {
    of: "canaries",
    title: "Canaries that succeed, %",
    namespace: "CloudWatchSynthetics",
    metric: "SuccessPercent",
    dimension: "CanaryName",
    stat: "Average",
  },
  {
    of: "canaries",
    title: "Time of a canary's run, ms",
    namespace: "CloudWatchSynthetics",
    metric: "Duration",
    dimension: "CanaryName",
    stat: "Average",
  },
  {
    of: "queues",
    title: "Oldest message, s",
    namespace: "AWS/SQS",
    metric: "ApproximateAgeOfOldestMessage",
    dimension: "QueueName",
    stat: "Maximum",
  },
  {
    of: "queues",
    title: "Messages that wait",
    namespace: "AWS/SQS",
    metric: "ApproximateNumberOfMessagesVisible",
    dimension: "QueueName",
    stat: "Maximum",
  },
  {
    of: "databaseClusters",
    title: "Database: CPU, %",
    namespace: "AWS/RDS",
    metric: "CPUUtilization",
    dimension: "DBClusterIdentifier",
    stat: "Maximum",
  },
  {
    of: "databaseClusters",
    title: "Database: connections",
    namespace: "AWS/RDS",
    metric: "DatabaseConnections",
    dimension: "DBClusterIdentifier",
    stat: "Maximum",
  },
  {
    of: "logGroups",
    title: "Logs that come in, bytes",
    namespace: "AWS/Logs",
    metric: "IncomingBytes",
    dimension: "LogGroupName",
    stat: "Sum",
  },
] as const satisfies readonly Graph[];

const HEAD = 2;
const HEIGHT = 6;
const WIDTH = 12;
const COLUMNS = 2;
const PERIOD_SECONDS = 300;
/** Most metrics that one graph shows; source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export const MAX_GRAPHED = 500;

const LISTS = ["canaries", "queues", "databaseClusters", "logGroups"] as const;
const DASHBOARD_NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Reasons to refuse an operational dashboard. */
export const dashboardRefusals: readonly Refusal<DashboardPlanArgs>[] = [
  {
    when: ({ dashboardName }) => !DASHBOARD_NAME.test(dashboardName),
    say: ({ dashboardName }) => ({
      arg: "dashboardName",
      got: dashboardName,
      expected: "1 to 255 letters, digits, underscores and dashes",
      change: "choose the name of the stack, such as prod-eu-central-1",
    }),
  },
  {
    when: (args) => LISTS.every((list) => (args[list] ?? []).length === 0),
    say: () => ({
      arg: "canaries, queues, databaseClusters and logGroups",
      got: [],
      expected: "one thing to show at least",
      change: "name what runs, or leave the dashboard out",
    }),
  },
  {
    when: (args) => LISTS.some((list) => (args[list] ?? []).length > MAX_GRAPHED),
    say: (args) => ({
      arg: LISTS.filter((list) => (args[list] ?? []).length > MAX_GRAPHED).join(", "),
      got: LISTS.map((list) => (args[list] ?? []).length).filter((length) => length > MAX_GRAPHED),
      expected: `${MAX_GRAPHED} at most`,
      change: "make a dashboard for each part",
    }),
  },
];

/** Plans the body of a dashboard: a graph for each kind of thing that is there, two in a row. */
export function planOperationsDashboard<Text>(args: DashboardPlanArgs<Text>): {
  readonly widgets: readonly DashboardWidget[];
} {
  const { dashboardName, runbooksUrl } = args;
  const shown = DASHBOARD_GRAPHS.filter(({ of }) => (args[of] ?? []).length > 0);
  const markdown = `# ${dashboardName}\nWhat buyers see, what waits, what holds. [Runbooks](${runbooksUrl}/README.md)`;
  return {
    widgets: [
      { type: "text", x: 0, y: 0, width: WIDTH * COLUMNS, height: HEAD, properties: { markdown } },
      ...shown.map((graph, index) => widgetOf(graph, index, args)),
    ],
  };
}

function widgetOf<Text>(graph: Graph, index: number, args: DashboardPlanArgs<Text>): DashboardWidget {
  const { title, namespace, metric, dimension, stat } = graph;
  const names = args[graph.of] ?? [];
  return {
    type: "metric",
    x: (index % COLUMNS) * WIDTH,
    y: HEAD + Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      ...{ title, stat, region: args.region, view: "timeSeries", period: PERIOD_SECONDS },
      metrics: names.map((name) => [namespace, metric, dimension, name]),
    },
  };
}
