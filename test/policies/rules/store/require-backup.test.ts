import { storeRequireBackup } from "../../../../policies/rules/store/require-backup";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const tags = { environment: "prod", residency: "eu" };
const table = (props: Props = {}): Sent => ({
  type: "aws:dynamodb/table:Table",
  name: "orders",
  props: { arn: "arn:aws:dynamodb:eu-west-1:1:table/orders", tags, ...props },
});
const equals = (key: string, value: unknown) => ({ key: `aws:ResourceTag/${key}`, value });
const selection = (props: Props): Sent => ({ type: "aws:backup/selection:Selection", name: "all", props });
const ALL = ["arn:aws:dynamodb:*:*:table/*"];
const judge = (...stack: Sent[]) => judgeStack(storeRequireBackup, stack);
const refused = [
  {
    level: "mandatory",
    message: "no backup takes it, expected a aws:backup/selection:Selection whose resources and conditions do",
    urn: urnOf(table()),
  },
];
const when = (condition: Props) => selection({ resources: ALL, conditions: [condition] });

describe("store-require-backup", () => {
  test.each([
    ["a table of the selected kind", [table(), selection({ resources: ALL })]],
    ["a table of every kind", [table(), selection({ resources: ["*"] })]],
    [
      "a table whose tags are asked for",
      [table(), when({ stringEquals: [equals("environment", "prod"), equals("residency", "eu")] })],
    ],
    [
      "a table whose secret tags are asked for",
      [table({ tags: secret(tags) }), when({ stringEquals: [equals("environment", "prod")] })],
    ],
    [
      "a tag that is alike",
      [table(), when({ stringLike: [equals("environment", "pr*")], stringNotLike: [equals("residency", "u*")] })],
    ],
    ["a tag that is not refused", [table(), when({ stringNotEquals: [equals("backup", "none")] })]],
    [
      "a tag of the older kind",
      [table(), selection({ selectionTags: [{ type: "STRINGEQUALS", key: "residency", value: "eu" }] })],
    ],
    ["a table that is named", [table(), selection({ resources: ["arn:aws:dynamodb:eu-west-1:1:table/orders"] })]],
    [
      "a table that the selection was made from",
      [table({ arn: UNKNOWN }), { ...selection({ resources: [UNKNOWN] }), madeFrom: { resources: [urnOf(table())] } }],
    ],
    ["a stack that makes no backups", [table()]],
    ["a stack without stores", [selection({ resources: ALL })]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test.each([
    ["a table of another kind than is selected", [table(), selection({ resources: ["arn:aws:rds:*:*:cluster:*"] })]],
    [
      "a table with another tag",
      [table({ tags: { environment: "dev" } }), when({ stringEquals: [equals("environment", "prod")] })],
    ],
    [
      "a table with a tag that is refused",
      [table({ tags: { backup: "none" } }), when({ stringNotEquals: [equals("backup", "none")] })],
    ],
    [
      "a table in another region than the selection",
      [table({ region: "eu-central-1" }), selection({ resources: ALL, region: "eu-west-1" })],
    ],
    [
      "a table with no tag of the older kind",
      [table(), selection({ selectionTags: [{ key: "residency", value: "us" }] })],
    ],
  ])("refuses %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual(refused);
  });

  test("cannot be judged while the tags are unknown", async () => {
    const found = await judge(table({ tags: UNKNOWN }), when({ stringEquals: [equals("environment", "prod")] }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
  });

  test("judges a database as it judges a table", async () => {
    const cluster: Sent = { type: "aws:rds/cluster:Cluster", name: "db", props: { tags } };
    expect(await judge(cluster, selection({ resources: ["arn:aws:rds:*:*:cluster:*"] }))).toEqual([]);
    expect(await judge(cluster, selection({ resources: ALL }))).toEqual([{ ...refused[0], urn: urnOf(cluster) }]);
  });
});
