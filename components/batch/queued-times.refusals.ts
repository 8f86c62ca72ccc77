import type { Refusal } from "../core/refusal";
import { isWholeWithin } from "../core/whole-numbers";
import { planTimes, scheduleOf, type RunTimes } from "./batch-job.plan";
import { gapsOf, readCron } from "./cron-schedule";
import { QUEUED_TIMES, scheduleExpressionOf } from "./queued-job.plan";
import { scheduleRefusals } from "./schedule.refusals";

/** Reasons to refuse when a job of a queue runs. */
export const queuedTimesRefusals: readonly Refusal<RunTimes>[] = [
  ...scheduleRefusals,
  {
    when: (args) => isSchedule(args) && scheduleExpressionOf(args) === undefined,
    say: (args) => ({
      arg: "schedule",
      got: scheduleOf(args),
      expected: "days of the month or days of the week, and a star for the other",
      change: "EventBridge Scheduler knows no run on either: choose one",
    }),
  },
  {
    when: (args) =>
      !isWholeWithin(planTimes(args).startingDeadlineSeconds, QUEUED_TIMES.submit.least, QUEUED_TIMES.submit.most),
    say: ({ startWithin }) => ({
      arg: "startWithin",
      got: startWithin,
      expected: `${QUEUED_TIMES.submit.least} to ${QUEUED_TIMES.submit.most} seconds`,
      change: "choose how long the schedule may try to submit a run",
    }),
  },
  {
    when: (args) => planTimes(args).activeDeadlineSeconds < QUEUED_TIMES.attempt,
    say: ({ deadline }) => ({
      arg: "deadline",
      got: deadline,
      expected: `at least ${QUEUED_TIMES.attempt} seconds`,
      change: "raise it: AWS Batch ends no attempt earlier",
    }),
  },
];

/** Whether the schedule can be read and comes to pass; otherwise another row refuses it. */
function isSchedule(args: RunTimes): boolean {
  const cron = readCron(scheduleOf(args));
  return cron !== undefined && gapsOf(cron) !== undefined;
}
