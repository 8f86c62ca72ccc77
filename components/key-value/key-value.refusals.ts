import type { Refusal } from "../core";
import { capacityRefusals } from "./capacity.refusals";
import type { KeyValuePlanArgs } from "./key-value.plan";
import {
  isOneStrongConsistencySet,
  STRONG_CONSISTENCY_REGION_SETS,
  STRONG_CONSISTENCY_REGIONS,
} from "./strong-consistency";

/** Shape of a table's and of an index's name. */
const NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const NAME_IN_WORDS = "3 to 255 letters, digits, underscores, dots or dashes";
const ACCOUNT_ID = /^\d{12}$/;
/** Global secondary indexes a table can have without a quota increase. */
export const MAX_INDEXES = 20;

type KeyValueRefusal = Refusal<KeyValuePlanArgs>;

const names: readonly KeyValueRefusal[] = [
  {
    when: ({ tableName }) => !NAME.test(tableName),
    say: ({ tableName }) => ({
      arg: "tableName",
      got: tableName,
      expected: NAME_IN_WORDS,
      change: "choose a name that DynamoDB accepts",
    }),
  },
  {
    when: (args) => misnamedIndexes(args).length > 0,
    say: (args) => ({
      arg: "indexes",
      got: misnamedIndexes(args),
      expected: `names of ${NAME_IN_WORDS}`,
      change: "rename the indexes",
    }),
  },
  {
    when: ({ accountId }) => accountId !== undefined && !ACCOUNT_ID.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the id of the account that owns the table",
    }),
  },
];

const regions: readonly KeyValueRefusal[] = [
  {
    when: (args) => !hasKey(args, args.homeRegion),
    say: (args) => ({
      arg: "homeRegion",
      got: args.homeRegion,
      expected: partition(args),
      change: "give the region a customer key, or choose a region of the partition",
    }),
  },
  {
    when: (args) => keylessReplicas(args).length > 0,
    say: (args) => ({
      arg: "replicaRegions",
      got: keylessReplicas(args),
      expected: partition(args),
      change: "give the regions a customer key each, or leave them out",
    }),
  },
  {
    when: (args) => repeated(replicasOf(args)).length > 0,
    say: (args) => ({
      arg: "replicaRegions",
      got: repeated(replicasOf(args)),
      expected: "each region once",
      change: "list a region once",
    }),
  },
  {
    when: (args) => replicasOf(args).includes(args.homeRegion),
    say: (args) => ({
      arg: "replicaRegions",
      got: args.homeRegion,
      expected: "regions other than homeRegion",
      change: "leave the home region out: it holds the table already",
    }),
  },
];

const keys: readonly KeyValueRefusal[] = [
  {
    when: ({ attributes, hashKey }) => !Object.hasOwn(attributes, hashKey),
    say: ({ attributes, hashKey }) => ({
      arg: "hashKey",
      got: hashKey,
      expected: oneOf(attributes),
      change: "declare the attribute and its type in attributes",
    }),
  },
  {
    when: ({ attributes, rangeKey }) => rangeKey !== undefined && !Object.hasOwn(attributes, rangeKey),
    say: ({ attributes, rangeKey }) => ({
      arg: "rangeKey",
      got: rangeKey,
      expected: oneOf(attributes),
      change: "declare the attribute and its type in attributes",
    }),
  },
  {
    when: ({ hashKey, rangeKey }) => hashKey === rangeKey,
    say: ({ rangeKey }) => ({
      arg: "rangeKey",
      got: rangeKey,
      expected: "an attribute other than hashKey",
      change: "choose another attribute, or leave rangeKey out",
    }),
  },
  {
    when: (args) => undeclaredIndexKeys(args).length > 0,
    say: (args) => ({
      arg: "indexes",
      got: undeclaredIndexKeys(args),
      expected: `keys that are ${oneOf(args.attributes)}`,
      change: "declare the attributes and their types in attributes",
    }),
  },
  {
    when: (args) => sameKeyIndexes(args).length > 0,
    say: (args) => ({
      arg: "indexes",
      got: sameKeyIndexes(args),
      expected: "a rangeKey other than the index's hashKey",
      change: "choose another attribute, or leave rangeKey out",
    }),
  },
  {
    when: (args) => emptyProjections(args).length > 0,
    say: (args) => ({
      arg: "indexes",
      got: emptyProjections(args),
      expected: "at least one attribute in a listed projection",
      change: 'list the attributes, or choose "keys"',
    }),
  },
  {
    when: ({ indexes }) => Object.keys(indexes ?? {}).length > MAX_INDEXES,
    say: ({ indexes }) => ({
      arg: "indexes",
      got: Object.keys(indexes ?? {}).length,
      expected: `at most ${MAX_INDEXES}`,
      change: "serve two access patterns from one index, or split the table",
    }),
  },
  {
    when: (args) => unusedAttributes(args).length > 0,
    say: (args) => ({
      arg: "attributes",
      got: unusedAttributes(args),
      expected: "attributes that a key of the table or of an index is made of",
      change: "leave them out: DynamoDB declares no others",
    }),
  },
  {
    when: ({ ttlAttribute }) => ttlAttribute === "",
    say: ({ ttlAttribute }) => ({
      arg: "ttlAttribute",
      got: ttlAttribute,
      expected: "the name of an attribute",
      change: "name the attribute, or leave ttlAttribute out",
    }),
  },
];

const consistency: readonly KeyValueRefusal[] = [
  {
    when: (args) => isStrong(args) && spanned(args).length !== STRONG_CONSISTENCY_REGIONS,
    say: (args) => ({
      arg: "consistency",
      got: "strong",
      expected: `two replicas, or one replica and a witness, beside the home region (the table spans ${spanned(args).join(", ")})`,
      change: 'change replicaRegions and witnessRegion, or choose "eventual"',
    }),
  },
  {
    when: (args) => isStrong(args) && !isOneStrongConsistencySet(spanned(args)),
    say: (args) => ({
      arg: "consistency",
      got: "strong",
      expected: `regions of one set (${regionSets()}), not ${spanned(args).join(", ")}`,
      change: 'choose regions of one set that the partition allows, or "eventual"',
    }),
  },
  {
    when: (args) => isStrong(args) && args.ttlAttribute !== undefined,
    say: ({ ttlAttribute }) => ({
      arg: "ttlAttribute",
      got: ttlAttribute,
      expected: "no expiry on a strongly consistent table, where DynamoDB does not offer it",
      change: 'leave it out and delete items by a job, or choose "eventual"',
    }),
  },
  {
    when: (args) => args.witnessRegion !== undefined && !isStrong(args),
    say: ({ witnessRegion }) => ({
      arg: "witnessRegion",
      got: witnessRegion,
      expected: 'a witness only where consistency is "strong"',
      change: "leave the witness out, or choose strong consistency",
    }),
  },
  {
    when: (args) => args.witnessRegion !== undefined && replicated(args).includes(args.witnessRegion),
    say: ({ witnessRegion }) => ({
      arg: "witnessRegion",
      got: witnessRegion,
      expected: "a region that holds neither the table nor a replica",
      change: "choose a third region",
    }),
  },
  {
    when: (args) => args.witnessRegion !== undefined && !hasKey(args, args.witnessRegion),
    say: (args) => ({
      arg: "witnessRegion",
      got: args.witnessRegion,
      expected: partition(args),
      change: "choose a region of the partition: a witness keeps the writes",
    }),
  },
];

/** Reasons to refuse a table. */
export const keyValueRefusals: readonly KeyValueRefusal[] = [
  ...names,
  ...regions,
  ...keys,
  ...consistency,
  ...capacityRefusals,
];

function replicasOf({ replicaRegions }: KeyValuePlanArgs): readonly string[] {
  return replicaRegions ?? [];
}

function replicated(args: KeyValuePlanArgs): readonly string[] {
  return [args.homeRegion, ...replicasOf(args)];
}

function spanned(args: KeyValuePlanArgs): readonly string[] {
  return args.witnessRegion === undefined ? replicated(args) : [...replicated(args), args.witnessRegion];
}

function isStrong(args: KeyValuePlanArgs): boolean {
  return args.consistency === "strong";
}

function hasKey({ keyArns }: KeyValuePlanArgs, region: string): boolean {
  return Object.hasOwn(keyArns, region);
}

function keylessReplicas(args: KeyValuePlanArgs): readonly string[] {
  return replicasOf(args).filter((region) => !hasKey(args, region));
}

function partition({ keyArns }: KeyValuePlanArgs): string {
  return `a region with a key in keyArns (${Object.keys(keyArns).toSorted().join(", ")})`;
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function oneOf(attributes: KeyValuePlanArgs["attributes"]): string {
  return `one of attributes (${Object.keys(attributes).toSorted().join(", ")})`;
}

function misnamedIndexes({ indexes }: KeyValuePlanArgs): readonly string[] {
  return Object.keys(indexes ?? {}).filter((name) => !NAME.test(name));
}

function indexKeys({ indexes }: KeyValuePlanArgs): readonly string[] {
  return Object.values(indexes ?? {}).flatMap(({ hashKey, rangeKey }) =>
    rangeKey === undefined ? [hashKey] : [hashKey, rangeKey],
  );
}

function undeclaredIndexKeys(args: KeyValuePlanArgs): readonly string[] {
  return [...new Set(indexKeys(args).filter((key) => !Object.hasOwn(args.attributes, key)))];
}

function sameKeyIndexes({ indexes }: KeyValuePlanArgs): readonly string[] {
  return Object.entries(indexes ?? {}).flatMap(([name, index]) => (index.hashKey === index.rangeKey ? [name] : []));
}

function emptyProjections({ indexes }: KeyValuePlanArgs): readonly string[] {
  return Object.entries(indexes ?? {}).flatMap(([name, index]) => (index.projection?.length === 0 ? [name] : []));
}

function unusedAttributes(args: KeyValuePlanArgs): readonly string[] {
  const used = new Set([args.hashKey, args.rangeKey, ...indexKeys(args)]);
  return Object.keys(args.attributes).filter((name) => !used.has(name));
}

function regionSets(): string {
  return Object.values(STRONG_CONSISTENCY_REGION_SETS)
    .map((set) => set.join(", "))
    .join("; ");
}
