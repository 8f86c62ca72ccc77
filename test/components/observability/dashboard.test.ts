import {
  DASHBOARD_GRAPHS,
  dashboardRefusals,
  OperationsDashboard,
  planOperationsDashboard,
  type OperationsDashboardArgs,
} from "../../../components/observability";
import { inputsOf, planInFrankfurt, refusalOf, TAGS } from "../core/fixtures";

const valid: OperationsDashboardArgs = {
  dashboardName: "prod-eu-central-1",
  region: "eu-central-1",
  runbooksUrl: "https://runbooks.example.com",
  queues: ["orders", "stock"],
  tags: TAGS,
};

describe("planOperationsDashboard", () => {
  it("shows a graph for each kind of thing that is there, two in a row", () => {
    const graph = { region: "eu-central-1", view: "timeSeries", period: 300, stat: "Maximum" };

    expect(planOperationsDashboard(valid)).toStrictEqual({
      widgets: [
        {
          type: "text",
          x: 0,
          y: 0,
          width: 24,
          height: 2,
          properties: {
            markdown:
              "# prod-eu-central-1\nWhat buyers see, what waits, what holds. [Runbooks](https://runbooks.example.com/README.md)",
          },
        },
        {
          ...{ type: "metric", x: 0, y: 2, width: 12, height: 6 },
          properties: {
            ...graph,
            title: "Oldest message, s",
            metrics: [
              ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "orders"],
              ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "stock"],
            ],
          },
        },
        {
          ...{ type: "metric", x: 12, y: 2, width: 12, height: 6 },
          properties: {
            ...graph,
            title: "Messages that wait",
            metrics: [
              ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "orders"],
              ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "stock"],
            ],
          },
        },
      ],
    });
  });

  it("shows all there is to show", () => {
    const one = ["one"];
    const { widgets } = planOperationsDashboard({
      ...valid,
      ...{ canaries: one, queues: one, databaseClusters: one, logGroups: one },
    });

    expect(widgets.slice(1).map(({ x, y, properties }) => [x, y, properties["title"]])).toEqual(
      DASHBOARD_GRAPHS.map(({ title }, index) => [index % 2 === 0 ? 0 : 12, 2 + Math.floor(index / 2) * 6, title]),
    );
  });
});

describe("an operational dashboard is refused with", () => {
  it.each<readonly [string, Partial<OperationsDashboardArgs>, string]>([
    [
      "a name that is none",
      { dashboardName: "prod.eu" },
      'dashboardName is "prod.eu", expected 1 to 255 letters, digits, underscores and dashes; choose the name of the stack, such as prod-eu-central-1',
    ],
    [
      "nothing to show",
      { queues: [] },
      "canaries, queues, databaseClusters and logGroups is [], expected one thing to show at least; name what runs, or leave the dashboard out",
    ],
    [
      "more than a graph shows",
      { queues: Array.from({ length: 501 }, (_, index) => `queue-${index}`) },
      "queues is [501], expected 500 at most; make a dashboard for each part",
    ],
  ])("%s", (_what, args, message) => {
    expect(refusalOf("dashboard", { ...valid, ...args }, dashboardRefusals)).toBe(`dashboard: ${message}`);
  });
});

describe("OperationsDashboard", () => {
  it("makes the dashboard that was planned", async () => {
    const plan = await planInFrankfurt(() => new OperationsDashboard("operations", valid));

    expect(inputsOf(plan, "operations-dashboard")).toEqual({
      region: "eu-central-1",
      dashboardName: "prod-eu-central-1",
      dashboardBody: JSON.stringify(planOperationsDashboard(valid)),
    });
  });
});
