import { awsPartitionOf } from "../../facts/regions";
import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import { runbooksUrlRefusal, type ComponentArgs, type Refusal } from "../core";
import { CHAOS_DEFAULTS, describeAction, type ChaosPlanArgs } from "./chaos.plan";
import { FIS_LIMITS } from "./experiments";
import { experimentRefusals } from "./experiments.refusals";

const ACCOUNT = /^\d{12}$/;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_NAME = 30;
const PRODUCTION = /^prod(uction)?(-|$)/;
const LONGEST_DESCRIPTION = FIS_LIMITS.descriptionCharacters;

/** What the refusals of chaos experiments look at. */
export interface ChaosRefusalArgs extends ComponentArgs, ChaosPlanArgs<unknown> {
  /** Alarms that stop an experiment. */
  readonly stopAlarmArns: readonly unknown[];
}

type ChaosRefusal = Refusal<ChaosRefusalArgs>;

const place: readonly ChaosRefusal[] = [
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of what the experiments break",
    }),
  },
  {
    when: ({ region }) => awsPartitionOf(region) === undefined,
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "an AWS region listed in facts/regions.ts",
      change: "correct the region's code",
    }),
  },
  runbooksUrlRefusal,
  {
    when: ({ logRetention = CHAOS_DEFAULTS.logRetention }) => !isLogRetention(logRetention),
    say: ({ logRetention }) => ({
      arg: "logRetention",
      got: logRetention,
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
];

const stops: readonly ChaosRefusal[] = [
  {
    when: ({ stopAlarmArns: { length } }) => length < 1 || length > FIS_LIMITS.stopConditions,
    say: ({ stopAlarmArns }) => ({
      arg: "stopAlarmArns",
      got: stopAlarmArns.length,
      expected: `1 to ${FIS_LIMITS.stopConditions} alarms`,
      change: "name the alarms that tell that an experiment does more harm than it may",
    }),
  },
  {
    when: (args) => foreignAlarms(args).length > 0,
    say: (args) => ({
      arg: "stopAlarmArns",
      got: foreignAlarms(args),
      expected: `ARNs of CloudWatch alarms in ${args.region}, account ${args.accountId}`,
      change: "name alarms that FIS can watch from where the experiment runs",
    }),
  },
];

const production: readonly ChaosRefusal[] = [
  {
    when: (args) => !args.production && PRODUCTION.test(args.tags.environment),
    say: ({ production: got, tags }) => ({
      arg: "production",
      got,
      expected: `true where the tag environment is ${tags.environment}`,
      change: "say that it is production, or correct the tag",
    }),
  },
  {
    when: (args) => args.production && unallowed(args).length > 0,
    say: (args) => ({
      arg: "experiments",
      got: unallowed(args),
      expected: "none in production but those that allowInProduction names",
      change: "try them elsewhere first; then name each in allowInProduction, with the reason",
    }),
  },
  {
    when: (args) => misallowed(args).length > 0,
    say: (args) => ({
      arg: "allowInProduction",
      got: misallowed(args),
      expected: "names of experiments, each with a reason that fits beside its kind",
      change: `correct the names, and say why in less than ${FIS_LIMITS.descriptionCharacters} characters`,
    }),
  },
];

const named: readonly ChaosRefusal[] = [
  {
    when: ({ experiments }) => Object.keys(experiments).length === 0,
    say: ({ experiments }) => ({
      arg: "experiments",
      got: experiments,
      expected: "at least one experiment",
      change: "name what is tried",
    }),
  },
  {
    when: (args) => badNames(args).length > 0,
    say: (args) => ({
      arg: "experiments",
      got: badNames(args),
      expected: `names of at most ${LONGEST_NAME} lower-case letters, digits and single dashes, the first a letter`,
      change: "rename them: roles and templates are called after them",
    }),
  },
];

/** Reasons to refuse chaos experiments. */
export const chaosRefusals: readonly ChaosRefusal[] = [
  ...place,
  ...stops,
  ...production,
  ...named,
  ...experimentRefusals,
];

/** Alarms, as far as they are known, that FIS cannot watch from where the experiments run. */
function foreignAlarms({ stopAlarmArns, region, accountId }: ChaosRefusalArgs): readonly string[] {
  const alarm = new RegExp(`^arn:[a-z-]+:cloudwatch:${region}:${accountId}:alarm:.`);
  return stopAlarmArns.filter((arn) => typeof arn === "string").filter((arn) => !alarm.test(arn));
}

function unallowed({ experiments, allowInProduction = {} }: ChaosRefusalArgs): readonly string[] {
  return Object.keys(experiments).filter((name) => !Object.hasOwn(allowInProduction, name));
}

function misallowed({ experiments, allowInProduction = {} }: ChaosRefusalArgs): readonly string[] {
  return Object.entries(allowInProduction)
    .filter(([name, reason]) => {
      const kind = experiments[name]?.kind;
      return kind === undefined || reason.trim() === "" || describeAction(kind, reason).length > LONGEST_DESCRIPTION;
    })
    .map(([name]) => name);
}

function badNames({ experiments }: ChaosRefusalArgs): readonly string[] {
  return Object.keys(experiments).filter((name) => !NAME.test(name) || name.length > LONGEST_NAME);
}
