import { queueRequireDeadLetters } from "../../../../policies/rules/queue/require-dead-letters";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const queue = (props: Props = {}, name = "orders"): Sent => ({ type: "aws:sqs/queue:Queue", name, props });
const judge = (...stack: Sent[]) => judgeStack(queueRequireDeadLetters, stack);
const refused = [
  { level: "mandatory", message: "redrivePolicy is missing, expected a dead-letter queue", urn: urnOf(queue()) },
];
const failures = (type: string, input: string): Sent => ({
  type,
  name: "source",
  props: { [input]: UNKNOWN, redrivePolicy: UNKNOWN },
  madeFrom: { [input]: [urnOf(queue())] },
});

describe("queue-require-dead-letters", () => {
  test.each([
    ["a queue with dead letters", [queue({ redrivePolicy: '{"maxReceiveCount":5}' })]],
    ["a queue whose policy is not known yet", [queue({ redrivePolicy: UNKNOWN })]],
    ["a queue whose policy is secret", [queue({ redrivePolicy: secret("{}") })]],
    [
      "a queue whose policy is a resource of its own",
      [queue(), failures("aws:sqs/redrivePolicy:RedrivePolicy", "queueUrl")],
    ],
    ["a queue of hints", [queue({ messageRetentionSeconds: 3600 })]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test.each([
    ["aws:sqs/queue:Queue", "redrivePolicy"],
    ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "queueUrl"],
    ["aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig"],
    ["aws:lambda/function:Function", "deadLetterConfig"],
    ["aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig"],
    ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig"],
    ["aws:scheduler/schedule:Schedule", "target"],
    ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"],
  ])("accepts a queue that takes the failures of %s", async (type, input) => {
    expect(await judge(queue(), failures(type, input))).toEqual([]);
  });

  test("refuses a queue without dead letters", async () => {
    expect(await judge(queue())).toEqual(refused);
    expect(await judge(queue({ messageRetentionSeconds: 3601 }))).toEqual(refused);
  });

  test("cannot be judged while it is not known how long a queue keeps messages", async () => {
    const found = await judge(queue({ messageRetentionSeconds: UNKNOWN }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
  });

  test("leaves other types alone", async () => {
    expect(await judge({ type: "random:index/randomId:RandomId", props: { byteLength: UNKNOWN } })).toEqual([]);
  });
});
