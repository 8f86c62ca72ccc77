import { eventSourceRequireFailureDestination } from "../../../../policies/rules/event-source/require-failure-destination";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const source: Sent = { type: "aws:kinesis/stream:Stream", name: "source", props: {} };
const made = (props: Props): Sent => ({ type: "aws:lambda/eventSourceMapping:EventSourceMapping", name: "it", props });
const from = (props: Props): Sent => ({
  ...made({ eventSourceArn: UNKNOWN, ...props }),
  madeFrom: { eventSourceArn: [urnOf(source)] },
});
const judge = (...stack: Sent[]) => judgeStack(eventSourceRequireFailureDestination, stack);
const refused = [
  {
    level: "mandatory",
    message: "destinationConfig.onFailure.destinationArn is missing, expected the ARN of a queue, a topic or a bucket",
    urn: urnOf(made({})),
  },
];
const given = (arn: unknown): Props => ({ destinationConfig: { onFailure: { destinationArn: arn } } });

describe("event-source-require-failure-destination", () => {
  test.each([
    [
      "one that puts failures aside",
      [
        made({
          eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/orders",
          ...given("arn:aws:sqs:eu-west-1:1:failed"),
        }),
      ],
    ],
    [
      "a queue that the program creates",
      [made({ eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/orders", ...given(UNKNOWN) })],
    ],
    [
      "a queue that is secret",
      [
        made({
          eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/orders",
          ...given(secret("arn:aws:sqs:eu-west-1:1:failed")),
        }),
      ],
    ],
    ["messages, which have dead letters of their own", [made({ eventSourceArn: "arn:aws:sqs:eu-west-1:1:orders" })]],
    ["a stack without any", [source]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses one that drops what fails", async () => {
    expect(await judge(made({ eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/orders" }))).toEqual(refused);
    expect(await judge(made({ eventSourceArn: "arn:aws:kinesis:eu-west-1:1:stream/orders", ...given("") }))).toEqual([
      { ...refused[0], message: expect.stringContaining('is "", expected') },
    ]);
  });

  test("follows what is not known yet to what it was made from", async () => {
    expect(await judge(source, from({}))).toEqual(refused);
  });
});
