import { Budgets, budgetsRefusals, type BudgetsArgs } from "../../../components/budget";
import { ACCOUNT, failureOf, refusalOf, TAGS } from "../core/fixtures";

const POLICY = "arn:aws:iam::111122223333:policy/deny-new-capacity";
const action = { thresholdPercent: 120, policyArn: POLICY, roleNames: ["batch"] };
const valid: BudgetsArgs = {
  prefix: "prod",
  accountId: ACCOUNT,
  budgets: { all: { limitUsd: 1_000, actions: { freeze: action } } },
  emails: ["finance@example.com"],
  tags: TAGS,
};

function budget(change: object): Partial<BudgetsArgs> {
  return { budgets: { all: { limitUsd: 1_000, ...change } } };
}

function acting(change: object): Partial<BudgetsArgs> {
  return budget({ actions: { freeze: { ...action, ...change } } });
}

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<BudgetsArgs>, string])[] = [
  [
    "an account that is none",
    { accountId: "main" },
    'accountId is "main", expected 12 digits; give the account whose costs are budgeted',
  ],
  ["no budget", { budgets: {} }, "budgets is {}, expected at least one budget; budget the whole environment at least"],
  [
    "names with other characters",
    { budgets: { All: { limitUsd: 1, actions: { Freeze: action } } } },
    'budgets is ["prod-All","Freeze"], expected names of lower-case letters, digits and dashes, 100 characters at most with the prefix; choose shorter or plainer names for budgets, actions and prefix',
  ],
  [
    "budgets and actions without a subscriber",
    { emails: [] },
    "emails is [], expected an address, or a topicArn; name who hears of a budget that is used up and approves its actions",
  ],
  [
    "an address that is none",
    { emails: ["finance"] },
    'emails is ["finance"], expected addresses of mailboxes, 10 at most; notify a topic, to which any number can subscribe',
  ],
  [
    "anomalies of any size",
    { anomalyUsd: 0 },
    "anomalyUsd is 0, expected more than 0; choose from how many USD on an anomaly is worth somebody's time",
  ],
  [
    "a limit of nothing",
    budget({ limitUsd: 0 }),
    'budgets.*.limitUsd is {"all":0}, expected more than 0; choose what may be spent in a period',
  ],
  [
    "a key outside the tag schema",
    budget({ tag: { key: "team", values: ["x"] } }),
    'budgets.*.tag.key is {"all":"team"}, expected a key of the tag schema: environment, service, owner, cost-center, channel, feature, data-class, residency; filter by a key that the platform puts on its resources',
  ],
  [
    "values that no resource carries",
    budget({ tag: { key: "channel", values: ["Market place"] } }),
    'budgets.*.tag.values is {"all":["Market place"]}, expected at least one value, each once, as the tag schema allows it; write the values as they are on the resources',
  ],
  [
    "no account",
    budget({ accountIds: [] }),
    'budgets.*.accountIds is {"all":[]}, expected at least one account of 12 digits, each once; name the accounts of the environment or of the partition, or leave it out',
  ],
  [
    "a threshold of nothing",
    budget({ actualPercents: [0] }),
    'budgets.*.actualPercents, forecastedPercents is {"all":[0,100]}, expected at least one threshold, each above 0 and once; choose the shares of the limit, in percent, that notify',
  ],
  [
    "an action at nothing",
    acting({ thresholdPercent: 0 }),
    'budgets.*.thresholdPercent is {"all.actions.freeze":0}, expected more than 0; choose at which share of the limit, in percent, it happens',
  ],
  [
    "a policy that is none",
    acting({ policyArn: "deny" }),
    'budgets.*.policyArn is {"all.actions.freeze":"deny"}, expected the ARN of an IAM policy; name a policy that denies what costs',
  ],
  [
    "an action on nobody",
    acting({ roleNames: [] }),
    'budgets.*.roleNames is {"all.actions.freeze":[]}, expected 1 to 100 names of roles without a path, each once; name the roles that get the policy',
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<BudgetsArgs>, string])[] = [
  ["a name that is too long", { prefix: "a".repeat(97) }, "budgets"],
  ["eleven addresses", { emails: Array.from({ length: 11 }, (_, index) => `a${index}@example.com`) }, "emails"],
  ["an infinite limit", budget({ limitUsd: Infinity }), "budgets.*.limitUsd"],
  ["no value", budget({ tag: { key: "channel", values: [] } }), "budgets.*.tag.values"],
  ["a value twice", budget({ tag: { key: "channel", values: ["web", "web"] } }), "budgets.*.tag.values"],
  ["a class of data that is none", budget({ tag: { key: "data-class", values: ["x"] } }), "budgets.*.tag.values"],
  [
    "no threshold",
    budget({ actualPercents: [], forecastedPercents: [] }),
    "budgets.*.actualPercents, forecastedPercents",
  ],
  ["a threshold twice", budget({ actualPercents: [80, 80] }), "budgets.*.actualPercents, forecastedPercents"],
  ["a role with a path", acting({ roleNames: ["team/batch"] }), "budgets.*.roleNames"],
  ["too many roles", acting({ roleNames: Array.from({ length: 101 }, (_, n) => `r${n}`) }), "budgets.*.roleNames"],
];

describe("refusals", () => {
  it("lets valid arguments pass, and a topic without addresses", () => {
    expect(refusalOf('budgets "costs"', valid, budgetsRefusals)).toBe("not refused");
    const { emails: _, ...rest } = valid;
    expect(refusalOf('budgets "costs"', { ...rest, topicArn: "arn" }, budgetsRefusals)).toBe("not refused");
  });

  it("lets the longest name and the smallest amounts pass", () => {
    const small = { ...valid, ...acting({ thresholdPercent: 0.1 }), prefix: "a".repeat(96), anomalyUsd: 0.01 };
    expect(refusalOf('budgets "costs"', small, budgetsRefusals)).toBe("not refused");
  });

  it("has a case per rule", () => {
    expect(rows.map(([, change], row) => budgetsRefusals[row]?.when({ ...valid, ...change }))).toEqual(
      budgetsRefusals.map(() => true),
    );
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('budgets "costs"', { ...valid, ...change }, budgetsRefusals)).toBe(`budgets "costs": ${message}`);
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const args = { ...valid, ...change };
    expect(budgetsRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args).arg)).toEqual([arg]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new Budgets("costs", { ...valid, accountId: "", emails: [], tags: { ...TAGS, owner: "" } }),
    );
    expect(message.split("\n").map((line) => line.split(" is ")[0])).toEqual([
      'budgets "costs": tags.owner',
      'budgets "costs": accountId',
      'budgets "costs": emails',
    ]);
    expect(registered).toEqual([]);
  });
});
