import type { Problem, Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { CONTRACT_BOUNDS } from "./contract-bounds";
import {
  brokenNames,
  CLASS_KEYWORD,
  openObjects,
  personalFields,
  PERSONAL_FORMATS,
  unclassifiedFields,
  unsupportedNodes,
} from "./contract-schema";
import { FEED_PARTITION_KEY, type FeedContract, type FeedPlanArgs } from "./feed.plan";

/** Longest name of a contract: with its version it is a table's name, and a part of prefixes. */
export const MAX_CONTRACT_NAME = 40;
const NAME = new RegExp(`^(?=.{1,${MAX_CONTRACT_NAME}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`);
const SECONDS = { minute: 60, day: 86_400 } as const;

type ContractRefusal = Refusal<Pick<FeedPlanArgs, "contract">>;

const promises: readonly ContractRefusal[] = [
  {
    when: ({ contract }) => !NAME.test(contract.name),
    say: ({ contract }) => ({
      arg: "contract.name",
      got: contract.name,
      expected: `1 to ${MAX_CONTRACT_NAME} lower-case letters, digits and single dashes, starting with a letter`,
      change: "choose the name by which readers know it",
    }),
  },
  {
    when: ({ contract }) => !isWholeWithin(contract.version, 1),
    say: ({ contract }) => ({
      arg: "contract.version",
      got: contract.version,
      expected: "a whole number of at least 1",
      change: "count up with every change that a reader would have to follow",
    }),
  },
  {
    when: ({ contract }) => !isWithin(contract.freshness, "freshness", SECONDS.minute),
    say: ({ contract }) => ({
      arg: "contract.freshness",
      got: contract.freshness,
      expected: "whole minutes, 5 minutes to 24 hours",
      change: "promise what files can keep; what has to be sooner reads the stream",
    }),
  },
  {
    when: ({ contract }) => !isWithin(contract.replayRetention, "replayRetention", SECONDS.day),
    say: ({ contract }) => ({
      arg: "contract.replayRetention",
      got: contract.replayRetention,
      expected: "whole days, 30 to 3650",
      change: "choose for how long a reader can read again",
    }),
  },
];

const fields: readonly ContractRefusal[] = [
  schemaRefusal(unsupportedNodes, {
    expected:
      "each a string, integer, number, boolean, object with properties or array of one of these, with null or without",
    change: "write it out: a column has one type, and knows neither references nor alternatives",
  }),
  schemaRefusal((schema) => brokenNames(schema, [FEED_PARTITION_KEY]), {
    expected: `names of letters, digits and underscores that differ in lower case as well, none of them ${FEED_PARTITION_KEY}`,
    change: "rename the fields: columns have no capitals",
  }),
  schemaRefusal(openObjects, {
    expected: "additionalProperties false in every object",
    change: "declare what is in it: what is not declared is nobody's promise, and may be personal",
  }),
  schemaRefusal(unclassifiedFields, {
    expected: `${CLASS_KEYWORD} in every field: public, internal or confidential`,
    change: "say what class of data it holds",
  }),
  schemaRefusal(personalFields, {
    expected: `no personal field, by class (personal, payment) or by format (${PERSONAL_FORMATS.join(", ")})`,
    change: "leave it out: whoever needs it asks the service, inside the residency partition",
  }),
];

/** Reasons to refuse a contract. */
export const contractRefusals: readonly ContractRefusal[] = [...promises, ...fields];

function schemaRefusal(
  find: (schema: FeedContract["schema"]) => readonly string[],
  { expected, change }: Pick<Problem, "expected" | "change">,
): ContractRefusal {
  return {
    when: ({ contract }) => find(contract.schema).length > 0,
    say: ({ contract }) => ({ arg: "contract.schema", got: find(contract.schema), expected, change }),
  };
}

function isWithin(duration: Duration, promise: keyof typeof CONTRACT_BOUNDS, unit: number): boolean {
  const { least, most } = CONTRACT_BOUNDS[promise];
  const seconds = toSeconds(duration);
  return seconds % unit === 0 && seconds >= toSeconds(least) && seconds <= toSeconds(most);
}
