/**
 * Settings of the task, for a target that others read while it is written: no table is dropped or emptied, what cannot
 * be applied is logged and goes to the table of exceptions, a table with too many errors is set aside rather than the
 * task, and each row that was written is compared with the source.
 *
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.html and its pages
 * on error handling and validation (read 2026-11-26).
 */
export const CAPTURE_SETTINGS = {
  TargetMetadata: {
    SupportLobs: true,
    FullLobMode: false,
    LimitedSizeLobMode: true,
    /** Kilobytes of the largest object that is captured whole. */
    LobMaxSize: 64,
    BatchApplyEnabled: false,
  },
  FullLoadSettings: {
    TargetTablePrepMode: "DO_NOTHING",
    StopTaskCachedChangesApplied: false,
    StopTaskCachedChangesNotApplied: false,
    MaxFullLoadSubTasks: 8,
    TransactionConsistencyTimeout: 600,
    CommitRate: 10_000,
  },
  Logging: { EnableLogging: true },
  ControlTablesSettings: {
    ControlSchema: "awsdms_control",
    StatusTableEnabled: true,
    SuspendedTablesTableEnabled: true,
    HistoryTableEnabled: true,
  },
  ErrorBehavior: {
    DataErrorPolicy: "LOG_ERROR",
    DataTruncationErrorPolicy: "LOG_ERROR",
    DataErrorEscalationPolicy: "SUSPEND_TABLE",
    TableErrorPolicy: "SUSPEND_TABLE",
    TableErrorEscalationPolicy: "STOP_TASK",
    RecoverableErrorCount: -1,
    RecoverableErrorInterval: 5,
    RecoverableErrorThrottling: true,
    RecoverableErrorThrottlingMax: 1_800,
    ApplyErrorDeletePolicy: "IGNORE_RECORD",
    ApplyErrorInsertPolicy: "INSERT_RECORD",
    ApplyErrorUpdatePolicy: "LOG_ERROR",
    ApplyErrorEscalationPolicy: "LOG_ERROR",
    FullLoadIgnoreConflicts: true,
  },
  ChangeProcessingDdlHandlingPolicy: {
    HandleSourceTableDropped: false,
    HandleSourceTableTruncated: false,
    HandleSourceTableAltered: false,
  },
  ValidationSettings: {
    EnableValidation: true,
    ValidationMode: "ROW_LEVEL",
    ThreadCount: 5,
    FailureMaxCount: 10_000,
    TableFailureMaxCount: 1_000,
    HandleCollationDiff: true,
    RecordFailureDelayLimitInMinutes: 0,
  },
} as const;

/** {@link CAPTURE_SETTINGS}. */
export type CaptureSettings = typeof CAPTURE_SETTINGS;
