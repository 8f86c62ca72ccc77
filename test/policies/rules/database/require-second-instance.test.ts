import { databaseRequireSecondInstance } from "../../../../policies/rules/database/require-second-instance";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const cluster = (props: Props = {}): Sent => ({
  type: "aws:rds/cluster:Cluster",
  name: "orders",
  props: { clusterIdentifier: "orders", ...props },
});
const instance = (name: string, clusterIdentifier: unknown = "orders"): Sent => ({
  type: "aws:rds/clusterInstance:ClusterInstance",
  name,
  props: { clusterIdentifier },
});
const made = (name: string): Sent => ({
  ...instance(name, UNKNOWN),
  madeFrom: { clusterIdentifier: [urnOf(cluster())] },
});
const judge = (...stack: Sent[]) => judgeStack(databaseRequireSecondInstance, stack);
const refused = (count: number) => [
  {
    level: "mandatory",
    message: `it has ${count} instances, expected two aws:rds/clusterInstance:ClusterInstance at least with it as clusterIdentifier`,
    urn: urnOf(cluster()),
  },
];

describe("database-require-second-instance", () => {
  test.each([
    ["two instances", [cluster(), instance("a"), instance("b")]],
    ["two instances made from it", [cluster(), made("a"), made("b")]],
    ["instances that name it in secret", [cluster(), instance("a", secret("orders")), instance("b", secret("orders"))]],
    ["a cluster whose instances RDS makes", [cluster({ dbClusterInstanceClass: "db.m6gd.large" })]],
    ["a stack without clusters", [instance("a")]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses fewer, and does not count another's", async () => {
    expect(await judge(cluster())).toEqual(refused(0));
    expect(await judge(cluster(), instance("a"), instance("b", "returns"))).toEqual(refused(1));
  });

  test("cannot be judged while it is not known who makes the instances", async () => {
    const found = await judge(cluster({ dbClusterInstanceClass: UNKNOWN }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
  });
});
