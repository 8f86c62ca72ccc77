import { runbooksUrlRefusal, type Refusal } from "../core";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import { fewZonesRefusal, unknownRegionRefusal } from "../core/places";
import { toGiB, toSeconds } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { addressRefusals } from "./address-ranges";
import { CAPTURE_DEFAULTS, CAPTURE_INSTANCES, SOURCE_ENGINES, type ChangeCapturePlanArgs } from "./change-capture.plan";
import { nameOf, targetOf } from "./table-mappings";

/** Zones of a replication instance: its own, and its standby's. */
const LEAST_ZONES = 2;
const LARGEST_PORT = 65_535;
/** Gigabytes that DMS gives an instance. */
const DISK = { least: 5, most: 6_144 } as const;
/** Longest name: what stands before and after it in the names of endpoints has room. */
const MAX_CAPTURE_NAME = 50;
const CAPTURE_NAME = new RegExp(`^(?=.{1,${MAX_CAPTURE_NAME}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`);
const ACCOUNT = /^\d{12}$/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_$#]{0,127}$/;
/** Letters that a name of PostgreSQL has without quotes. */
const TARGET_IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;

/** What the refusals of a change capture look at. */
export interface ChangeCaptureRefusalArgs extends ChangeCapturePlanArgs {
  /** Ids of the subnets of the instance, by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

type CaptureRefusal = Refusal<ChangeCaptureRefusalArgs>;

const places: readonly CaptureRefusal[] = [
  {
    when: ({ captureName }) => !CAPTURE_NAME.test(captureName),
    say: ({ captureName }) => ({
      arg: "captureName",
      got: captureName,
      expected: `1 to ${MAX_CAPTURE_NAME} lower-case letters, digits or single dashes, starting with a letter`,
      change: "name it after its region's stack",
    }),
  },
  unknownRegionRefusal,
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the capture",
    }),
  },
  ...addressRefusals,
  fewZonesRefusal(LEAST_ZONES, "give the instance and its standby a subnet in a zone each"),
];

const databases: readonly CaptureRefusal[] = [
  {
    when: ({ source }) => !Object.hasOwn(SOURCE_ENGINES, source.engine),
    say: ({ source }) => ({
      arg: "source.engine",
      got: source.engine,
      expected: `one of ${Object.keys(SOURCE_ENGINES).join(", ")}`,
      change: "choose an engine that DMS reads changes of with its password in Secrets Manager",
    }),
  },
  {
    when: ({ source, target }) => !isPort(source.port) || !isPort(target.port ?? CAPTURE_DEFAULTS.port),
    say: ({ source, target }) => ({
      arg: "source.port and target.port",
      got: [source.port, target.port ?? CAPTURE_DEFAULTS.port],
      expected: `ports from 1 to ${LARGEST_PORT}`,
      change: "give the ports that the databases listen on for TLS",
    }),
  },
];

const tables: readonly CaptureRefusal[] = [
  {
    when: (args) => args.tables.length === 0,
    say: () => ({
      arg: "tables",
      got: [],
      expected: "at least one table",
      change: "name what the anchor has to know of the system of record",
    }),
  },
  {
    when: (args) => unnamed(args).length > 0,
    say: (args) => ({
      arg: "tables",
      got: unnamed(args),
      expected: "full names of tables and columns, without wildcards",
      change: "name each by itself: a wildcard captures what nobody has judged",
    }),
  },
  {
    when: (args) => unquotable(args).length > 0,
    say: (args) => ({
      arg: "tables",
      got: unquotable(args),
      expected: "schemas and tables of the target of 1 to 63 lower-case letters, digits or underscores",
      change: "choose targetSchema and targetTable, so that nobody has to quote them",
    }),
  },
  {
    when: (args) => repeated(args.tables.map(nameOf)).length > 0,
    say: (args) => ({
      arg: "tables",
      got: repeated(args.tables.map(nameOf)),
      expected: "each table once",
      change: "join the entries of a table",
    }),
  },
  {
    when: (args) => repeated(targetsOf(args)).length > 0,
    say: (args) => ({
      arg: "tables",
      got: repeated(targetsOf(args)),
      expected: "a table of the target for each table of the source",
      change: "choose another targetTable: two sources would overwrite each other's rows",
    }),
  },
  {
    when: (args) => dividedSchemas(args).length > 0,
    say: (args) => ({
      arg: "tables",
      got: dividedSchemas(args),
      expected: "one schema of the target for each schema of the source",
      change: "choose one targetSchema: DMS renames a schema as a whole",
    }),
  },
];

const operation: readonly CaptureRefusal[] = [
  {
    when: ({ instanceClass = CAPTURE_DEFAULTS.instanceClass }) => !CAPTURE_INSTANCES.includes(instanceClass),
    say: ({ instanceClass }) => ({
      arg: "instanceClass",
      got: instanceClass,
      expected: `one of ${CAPTURE_INSTANCES.join(", ")}`,
      change: "choose one of them",
    }),
  },
  {
    when: ({ storage = CAPTURE_DEFAULTS.storage }) => !isWholeWithin(toGiB(storage), DISK.least, DISK.most),
    say: ({ storage }) => ({
      arg: "storage",
      got: storage,
      expected: `${DISK.least} to ${DISK.most} GiB`,
      change: "leave room for the changes of a day on which the target is down",
    }),
  },
  {
    when: ({ latencyAlarm = CAPTURE_DEFAULTS.latencyAlarm }) => toSeconds(latencyAlarm) < toSeconds("1 minute"),
    say: ({ latencyAlarm }) => ({
      arg: "latencyAlarm",
      got: latencyAlarm,
      expected: "1 minute or more",
      change: "choose how stale the anchor may be",
    }),
  },
  logRetentionRefusal("choose one of them"),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever runs the anchor"),
];

/** Reasons to refuse a change capture. */
export const changeCaptureRefusals: readonly CaptureRefusal[] = [...places, ...databases, ...tables, ...operation];

function isPort(port: number): boolean {
  return isWholeWithin(port, 1, LARGEST_PORT);
}

function unnamed(args: ChangeCapturePlanArgs): readonly string[] {
  return args.tables
    .flatMap(({ schema, table, leftOut = [] }) => [schema, table, ...leftOut])
    .filter((name) => !IDENTIFIER.test(name));
}

function unquotable(args: ChangeCapturePlanArgs): readonly string[] {
  return args.tables
    .map(targetOf)
    .filter(({ schema, table }) => !TARGET_IDENTIFIER.test(schema) || !TARGET_IDENTIFIER.test(table))
    .map(({ schema, table }) => `${schema}.${table}`);
}

function targetsOf(args: ChangeCapturePlanArgs): readonly string[] {
  return args.tables.map(targetOf).map(({ schema, table }) => `${schema}.${table}`);
}

/** Schemas of the source whose tables go to several schemas. */
function dividedSchemas(args: ChangeCapturePlanArgs): readonly string[] {
  const pairs = new Set(args.tables.map((table) => JSON.stringify([table.schema, targetOf(table).schema])));
  const sources = [...pairs].map((pair): string => JSON.parse(pair)[0]);
  return repeated(sources);
}

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) < index);
}
