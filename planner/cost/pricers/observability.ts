import { HOURS_OF_A_MONTH } from "../../../facts";
import { fixed, used } from "../charge";
import type { Pricer } from "../pricer";
import type { Subject } from "../subject";

export const logGroup: Pricer = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  usage: { ingestedGb: "GB written", storageGb: "GB kept, compressed", queriedGb: "GB that queries read" },
  charges: (group) => [
    used("data written", "logs:ingested-gb", group.use("ingestedGb")),
    used("storage", "logs:storage", group.use("storageGb")),
    ...(group.use("queriedGb") === undefined
      ? []
      : [used("queries", "logs:insights-scanned-gb", group.use("queriedGb"))]),
  ],
};

/** Alarms that look more often than once a minute. */
const HIGH_RESOLUTION_BELOW_SECONDS = 60;
/** The metric itself, and the two bounds of what is expected of it. */
const METRICS_OF_A_BAND = 3;

export const metricAlarm: Pricer = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  usage: {},
  charges(alarm) {
    const isHigh = periodsOf(alarm).some((period) => period < HIGH_RESOLUTION_BELOW_SECONDS);
    // A band around a metric is three metrics; behind an expression, each metric is paid for.
    const metrics = alarm.has("thresholdMetricId") ? METRICS_OF_A_BAND : Math.max(metricsOf(alarm).length, 1);
    return [fixed("alarm metrics", `cloudwatch:${isHigh ? "high-resolution-" : ""}alarm-metric`, metrics)];
  },
};

function metricsOf(alarm: Subject): readonly string[] {
  return alarm.list("metricQueries").flatMap((_, index) => {
    const under = `metricQueries.${index}.metric`;
    return alarm.has(under) ? [under] : [];
  });
}

function periodsOf(alarm: Subject): readonly number[] {
  return [
    ...(alarm.has("period") ? [alarm.number("period")] : []),
    ...metricsOf(alarm).map((under) => alarm.number(`${under}.period`, HIGH_RESOLUTION_BELOW_SECONDS)),
  ];
}

export const compositeAlarm: Pricer = {
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  usage: {},
  charges: () => [fixed("composite alarm", "cloudwatch:composite-alarm", 1)],
};

export const dashboard: Pricer = {
  type: "aws:cloudwatch/dashboard:Dashboard",
  usage: {},
  charges: () => [fixed("dashboard", "cloudwatch:dashboard", 1)],
};

const MINUTES_OF: Readonly<Record<string, number>> = { minute: 1, minutes: 1, hour: 60, hours: 60 };

export const canary: Pricer = {
  type: "aws:synthetics/canary:Canary",
  usage: { monthlyRuns: "runs, of a canary with a cron schedule" },
  charges(canary) {
    const [, count, unit] = /^rate\((\d+) (\w+)\)$/.exec(canary.text("schedule.expression")) ?? [];
    const minutes = Number(count) * (MINUTES_OF[unit ?? ""] ?? NaN);
    const runs = Number.isFinite(minutes) && minutes > 0 ? (HOURS_OF_A_MONTH * 60) / minutes : undefined;
    return [
      runs === undefined
        ? used("runs", "synthetics:canary-run", canary.use("monthlyRuns"))
        : fixed("runs", "synthetics:canary-run", runs),
    ];
  },
};

export const metricsWorkspace: Pricer = {
  type: "aws:amp/workspace:Workspace",
  usage: {
    ingestedSamples: "samples written",
    storageGb: "GB of samples kept",
    queriedSamples: "samples that queries read",
  },
  charges: (workspace) => [
    used("samples written", "prometheus:ingested-sample", workspace.use("ingestedSamples")),
    used("storage", "prometheus:storage", workspace.use("storageGb")),
    used("samples read", "prometheus:query-sample", workspace.use("queriedSamples")),
  ],
};

export const samplingRule: Pricer = {
  type: "aws:xray/samplingRule:SamplingRule",
  usage: { recordedTraces: "traces that the rule lets through" },
  charges: (rule) => [used("traces", "xray:trace-recorded", rule.use("recordedTraces"))],
};

export const appConfiguration: Pricer = {
  type: "aws:appconfig/environment:Environment",
  usage: {
    monthlyRequests: "requests for its configuration",
    receivedConfigurations: "configurations that were new to clients",
  },
  charges: (environment) => [
    used("requests", "appconfig:request", environment.use("monthlyRequests")),
    used("new configurations", "appconfig:received-configuration", environment.use("receivedConfigurations")),
  ],
};

export const faultExperiment: Pricer = {
  type: "aws:fis/experimentTemplate:ExperimentTemplate",
  usage: { actionMinutes: "minutes of its actions" },
  charges: (experiment) => [used("action minutes", "fis:action-minute", experiment.use("actionMinutes"))],
};
