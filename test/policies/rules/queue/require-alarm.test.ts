import { queueRequireAlarm } from "../../../../policies/rules/queue/require-alarm";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const queue = (props: Props = {}): Sent => ({
  type: "aws:sqs/queue:Queue",
  name: "orders",
  props: { name: "orders", ...props },
});
const alarm = (props: Props, madeFrom = {}): Sent => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  props,
  madeFrom,
});
const judge = (...stack: Sent[]) => judgeStack(queueRequireAlarm, stack);
const refused = [
  {
    level: "mandatory",
    message: "an alarm is missing, expected aws:cloudwatch/metricAlarm:MetricAlarm with it in dimensions",
    urn: urnOf(queue()),
  },
];

describe("queue-require-alarm", () => {
  test.each([
    ["an alarm on its name", [queue(), alarm({ dimensions: { QueueName: "orders" } })]],
    ["an alarm on a secret name", [queue(), alarm({ dimensions: { QueueName: secret("orders") } })]],
    [
      "an alarm made from it",
      [queue(), alarm({ dimensions: { QueueName: UNKNOWN } }, { dimensions: [urnOf(queue())] })],
    ],
    [
      "an alarm that computes",
      [queue(), alarm({ metricQueries: [{ metric: { dimensions: { QueueName: "orders" } } }] })],
    ],
    ["a queue of hints", [queue({ messageRetentionSeconds: 300 })]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses a queue without, and one whose alarm is another's", async () => {
    expect(await judge(queue())).toEqual(refused);
    expect(await judge(queue(), alarm({ dimensions: { QueueName: "returns" } }))).toEqual(refused);
  });

  test("cannot be judged while it is not known how long a queue keeps messages", async () => {
    const found = await judge(queue({ messageRetentionSeconds: UNKNOWN }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
  });

  test("leaves other types alone", async () => {
    expect(await judge(alarm({ dimensions: UNKNOWN }))).toEqual([]);
  });
});
