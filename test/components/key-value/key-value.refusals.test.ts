import {
  KeyValue,
  keyValueRefusals,
  type CapacityRange,
  type KeyValueArgs,
  type KeyValueIndex,
} from "../../../components/key-value";

const valid: KeyValueArgs = {
  tableName: "prod-eu-availability",
  homeRegion: "eu-central-1",
  keyArns: { "eu-central-1": "frankfurt", "eu-west-1": "dublin", "eu-west-2": "london", "eu-north-1": "stockholm" },
  attributes: { sku: "string", warehouse: "string" },
  hashKey: "sku",
  rangeKey: "warehouse",
  tags: {
    environment: "prod",
    service: "availability",
    owner: "inventory",
    "cost-center": "c100",
    channel: "all",
    feature: "availability",
    "data-class": "internal",
    residency: "eu",
  },
};
const KEYED = "a region with a key in keyArns (eu-central-1, eu-north-1, eu-west-1, eu-west-2)";
const NAME = "3 to 255 letters, digits, underscores, dots or dashes";

/** One index per name, all on the same key. */
function indexes(...names: string[]): Record<string, KeyValueIndex> {
  return Object.fromEntries(names.map((name) => [name, { hashKey: "warehouse" }]));
}

const provisioned = {
  mode: "provisioned",
  read: { minUnits: 5, maxUnits: 500 },
  write: { minUnits: 5, maxUnits: 500 },
} as const;
const UNITS = "a whole number of units from 1";

/** A provisioned table, one range of which is changed. */
function ranged(kind: "read" | "write", change: Partial<CapacityRange>): Partial<KeyValueArgs> {
  return { capacity: { ...provisioned, [kind]: { ...provisioned[kind], ...change } } };
}

/** What is wrong, the change to the valid arguments, and the whole message. */
type Row = readonly [string, Partial<KeyValueArgs>, string];

/** One row per row of the table. */
const rows: readonly Row[] = [
  [
    "a table name DynamoDB does not accept",
    { tableName: "a b" },
    `tableName is "a b", expected ${NAME}; choose a name that DynamoDB accepts`,
  ],
  [
    "an index name DynamoDB does not accept",
    { indexes: indexes("by/warehouse", "byWarehouse") },
    `indexes is ["by/warehouse"], expected names of ${NAME}; rename the indexes`,
  ],
  [
    "an account id that is none",
    { accountId: "1111" },
    'accountId is "1111", expected 12 digits; give the id of the account that owns the table',
  ],
  [
    "a home region without a key",
    { homeRegion: "us-east-1" },
    `homeRegion is "us-east-1", expected ${KEYED}; give the region a customer key, or choose a region of the partition`,
  ],
  [
    "replicas without a key",
    { replicaRegions: ["eu-west-1", "us-east-1"] },
    `replicaRegions is ["us-east-1"], expected ${KEYED}; give the regions a customer key each, or leave them out`,
  ],
  [
    "a region listed twice",
    { replicaRegions: ["eu-west-1", "eu-north-1", "eu-west-1"] },
    'replicaRegions is ["eu-west-1"], expected each region once; list a region once',
  ],
  [
    "a replica in the home region",
    { replicaRegions: ["eu-central-1"] },
    'replicaRegions is "eu-central-1", expected regions other than homeRegion; leave the home region out: it holds the table already',
  ],
  [
    "a hash key that is not declared",
    { hashKey: "item", attributes: { warehouse: "string" } },
    'hashKey is "item", expected one of attributes (warehouse); declare the attribute and its type in attributes',
  ],
  [
    "a range key that is not declared",
    { rangeKey: "shelf", attributes: { sku: "string" } },
    'rangeKey is "shelf", expected one of attributes (sku); declare the attribute and its type in attributes',
  ],
  [
    "a range key that is the hash key",
    { rangeKey: "sku", attributes: { sku: "string" } },
    'rangeKey is "sku", expected an attribute other than hashKey; choose another attribute, or leave rangeKey out',
  ],
  [
    "index keys that are not declared",
    { indexes: { byShelf: { hashKey: "shelf", rangeKey: "changed" } } },
    'indexes is ["shelf","changed"], expected keys that are one of attributes (sku, warehouse); declare the attributes and their types in attributes',
  ],
  [
    "an index whose two keys are one",
    { indexes: { byWarehouse: { hashKey: "warehouse", rangeKey: "warehouse" } } },
    `indexes is ["byWarehouse"], expected a rangeKey other than the index's hashKey; choose another attribute, or leave rangeKey out`,
  ],
  [
    "an index that lists no attribute",
    { indexes: { byWarehouse: { hashKey: "warehouse", projection: [] } } },
    'indexes is ["byWarehouse"], expected at least one attribute in a listed projection; list the attributes, or choose "keys"',
  ],
  [
    "more indexes than a table has",
    { indexes: indexes(...Array.from({ length: 21 }, (_, position) => `index-${position}`)) },
    "indexes is 21, expected at most 20; serve two access patterns from one index, or split the table",
  ],
  [
    "attributes that no key uses",
    { attributes: { sku: "string", warehouse: "string", quantity: "number" } },
    'attributes is ["quantity"], expected attributes that a key of the table or of an index is made of; leave them out: DynamoDB declares no others',
  ],
  [
    "an expiry attribute without a name",
    { ttlAttribute: "" },
    'ttlAttribute is "", expected the name of an attribute; name the attribute, or leave ttlAttribute out',
  ],
  [
    "strong consistency over two regions",
    { consistency: "strong", replicaRegions: ["eu-west-1"] },
    'consistency is "strong", expected two replicas, or one replica and a witness, beside the home region (the table spans eu-central-1, eu-west-1); change replicaRegions and witnessRegion, or choose "eventual"',
  ],
  [
    "strong consistency beyond one set of regions",
    { consistency: "strong", replicaRegions: ["eu-west-1", "eu-north-1"] },
    'consistency is "strong", expected regions of one set (us-east-1, us-east-2, us-west-2; eu-central-1, eu-west-1, eu-west-2, eu-west-3; ap-northeast-1, ap-northeast-2, ap-northeast-3), not eu-central-1, eu-west-1, eu-north-1; choose regions of one set that the partition allows, or "eventual"',
  ],
  [
    "expiry on a strongly consistent table",
    { consistency: "strong", replicaRegions: ["eu-west-1", "eu-west-2"], ttlAttribute: "expires" },
    'ttlAttribute is "expires", expected no expiry on a strongly consistent table, where DynamoDB does not offer it; leave it out and delete items by a job, or choose "eventual"',
  ],
  [
    "a witness of an eventually consistent table",
    { witnessRegion: "eu-west-2" },
    'witnessRegion is "eu-west-2", expected a witness only where consistency is "strong"; leave the witness out, or choose strong consistency',
  ],
  [
    "a witness in a region of a replica",
    { consistency: "strong", replicaRegions: ["eu-west-1"], witnessRegion: "eu-west-1" },
    'witnessRegion is "eu-west-1", expected a region that holds neither the table nor a replica; choose a third region',
  ],
  [
    "a witness outside the partition",
    { consistency: "strong", replicaRegions: ["eu-west-1"], witnessRegion: "eu-west-3" },
    `witnessRegion is "eu-west-3", expected ${KEYED}; choose a region of the partition: a witness keeps the writes`,
  ],
  [
    "a bound of reads below one",
    { capacity: { mode: "on-demand", maxReadUnits: 0 } },
    `capacity.maxReadUnits is 0, expected ${UNITS}, or -1 to lift a bound; choose what the bill may reach, or leave it out`,
  ],
  [
    "a bound of writes that is not whole",
    { capacity: { mode: "on-demand", maxReadUnits: -1, maxWriteUnits: 1.5 } },
    `capacity.maxWriteUnits is 1.5, expected ${UNITS}, or -1 to lift a bound; choose what the bill may reach, or leave it out`,
  ],
  ...(["read", "write"] as const).flatMap((kind): Row[] => [
    [
      `a minimum of ${kind}s below one`,
      ranged(kind, { minUnits: 0 }),
      `capacity.${kind}.minUnits is 0, expected ${UNITS}; give what the table needs at its quietest and at its busiest`,
    ],
    [
      `a maximum of ${kind}s that is not whole`,
      ranged(kind, { maxUnits: 20.5 }),
      `capacity.${kind}.maxUnits is 20.5, expected ${UNITS}; give what the table needs at its quietest and at its busiest`,
    ],
    [
      `a maximum of ${kind}s below the minimum`,
      ranged(kind, { maxUnits: 4 }),
      `capacity.${kind}.maxUnits is 4, expected at least minUnits (5); raise the maximum, or lower the minimum`,
    ],
    [
      `a share of ${kind}s in use that autoscaling cannot keep`,
      ranged(kind, { targetPercent: 91 }),
      `capacity.${kind}.targetPercent is 91, expected a whole number from 20 to 90; choose a share that DynamoDB's autoscaling can keep in use`,
    ],
  ]),
  [
    "a provisioned table that is strongly consistent",
    { capacity: provisioned, consistency: "strong", replicaRegions: ["eu-west-1", "eu-west-2"] },
    'capacity.mode is "provisioned", expected "on-demand" on a strongly consistent table: that such a table can be provisioned is nowhere written; choose "on-demand", which can have maxReadUnits and maxWriteUnits, or choose "eventual"',
  ],
];

/** The message of the refusal, which is thrown before anything is registered. */
function refusalOf(args: KeyValueArgs): string {
  try {
    new KeyValue("availability", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("KeyValue", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect(keyValueRefusals.filter(({ when }) => when(valid))).toStrictEqual([]);
  });

  it("accepts the bounds of what autoscaling keeps in use, and a range without room", () => {
    const accepted = [{ targetPercent: 20 }, { targetPercent: 90 }, { minUnits: 500 }].map((change) =>
      keyValueRefusals.filter(({ when }) => when({ ...valid, ...ranged("read", change) })),
    );
    expect(accepted).toStrictEqual([[], [], []]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...valid, ...change })).toBe(`key-value "availability": ${message}`);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, change]) => keyValueRefusals.findIndex(({ when }) => when({ ...valid, ...change })));
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...keyValueRefusals.keys()]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = refusalOf({
      ...valid,
      tags: { ...valid.tags, owner: "" },
      tableName: "a b",
      homeRegion: "us-east-1",
      witnessRegion: "eu-west-2",
    });
    expect(message.split("\n")).toStrictEqual([
      'key-value "availability": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      `key-value "availability": tableName is "a b", expected ${NAME}; choose a name that DynamoDB accepts`,
      `key-value "availability": homeRegion is "us-east-1", expected ${KEYED}; give the region a customer key, or choose a region of the partition`,
      'key-value "availability": witnessRegion is "eu-west-2", expected a witness only where consistency is "strong"; leave the witness out, or choose strong consistency',
    ]);
  });
});
