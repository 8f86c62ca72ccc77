import type { RunbookId } from "../../core/runbooks";
import type { Runbook } from "../steps";

/** Runbooks of migrations onto the platform. */
export const MIGRATION_RUNBOOKS = {
  "migration-parity": {
    title: "Old and new side of a migration answer differently, or are not compared",
    severity: "ticket",
    means:
      "Of the reads that both sides answered more than agreed differ, or none was compared for an hour. Whoever the platform answers may see what is wrong; the cutover has to wait.",
    look: [
      {
        say: "Which operation and which field: the named query of the parity report, the worst first. One field of one operation is a mapping; all fields of some records are writes that did not arrive.",
      },
      { say: "Whether the platform is behind rather than wrong: the lag of change capture and of projections." },
      {
        say: "Where nothing was compared: whether the flag `<capability>-shadow-reads` was taken back by an alarm, and whether the service reads it.",
      },
      { say: "Which of the two is right. The legacy side may be the wrong one." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "holdShare",
        say: "Raise no share and move no tenant meanwhile. Where buyers are hurt, lead everybody back: the stage `shadow-reads`; after the cutover as long as the rollback window lasts. That is one deployment, and replaces nothing.",
        command: 'pulumi up --stack "$Stack"',
      },
      { kind: "manual", name: "mendCause", say: "Mend the mapping, or what keeps writes from arriving." },
      {
        kind: "manual",
        name: "catchUp",
        say: "Bring what differs up to date: replay the events since then, or load the rows again, and let DMS validate them.",
      },
      {
        kind: "manual",
        name: "countAnew",
        say: "Begin to count the days of `compared` anew: a day with the alarm is none of them.",
      },
    ],
    after: ["The alarm is quiet for a day, and the report names no field above the limit."],
    next: ["stock-mismatch", "read-model-behind", "stuck-reconciliation"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
