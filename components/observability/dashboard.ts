import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { dashboardRefusals, planOperationsDashboard, type DashboardPlanArgs } from "./dashboard.plan";

/** Arguments of {@link OperationsDashboard}. */
export interface OperationsDashboardArgs extends ComponentArgs, DashboardPlanArgs<pulumi.Input<string>> {}

/**
 * What whoever is on call looks at first, of one region: what buyers see, what waits, what holds, and what is written down.
 *
 * Creates:
 * - a dashboard of CloudWatch, with a graph for each kind of thing that it is given
 *
 * Costs at defaults: unpriced: there is no price row for dashboards.
 *
 * Does not: show objectives, which `ServiceLevel` does for each level; show metrics of Prometheus, which takes a Grafana; alarm.
 *
 * @example
 * new OperationsDashboard("dashboard", {
 *   dashboardName: "prod-eu-central-1",
 *   region: "eu-central-1",
 *   runbooksUrl: "https://runbooks.example.com",
 *   queues: [orders.name],
 *   tags,
 * });
 */
export class OperationsDashboard extends Component {
  /** Name of the dashboard. */
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: OperationsDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`operations dashboard "${name}"`, args, dashboardRefusals);
    super("inventory:observability:OperationsDashboard", name, checked, opts);
    const dashboard = new aws.cloudwatch.Dashboard(
      this.childName("dashboard"),
      {
        region: args.region,
        dashboardName: args.dashboardName,
        dashboardBody: pulumi.jsonStringify(planOperationsDashboard<pulumi.Input<string>>(args)),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );

    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ dashboardName: this.dashboardName });
  }
}
