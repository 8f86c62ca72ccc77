import { eventTargetRequireDeadLetters } from "../../../../policies/rules/event-target/require-dead-letters";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const source: Sent = { type: "aws:cloudwatch/logGroup:LogGroup", name: "source", props: {} };
const made = (props: Props): Sent => ({ type: "aws:cloudwatch/eventTarget:EventTarget", name: "it", props });
const from = (props: Props): Sent => ({ ...made({ arn: UNKNOWN, ...props }), madeFrom: { arn: [urnOf(source)] } });
const judge = (...stack: Sent[]) => judgeStack(eventTargetRequireDeadLetters, stack);
const refused = [
  { level: "mandatory", message: "deadLetterConfig.arn is missing, expected the ARN of a queue", urn: urnOf(made({})) },
];
const given = (arn: unknown): Props => ({ deadLetterConfig: { arn } });

describe("event-target-require-dead-letters", () => {
  test.each([
    [
      "one that puts failures aside",
      [made({ arn: "arn:aws:lambda:eu-west-1:1:function:x", ...given("arn:aws:sqs:eu-west-1:1:failed") })],
    ],
    ["a queue that the program creates", [made({ arn: "arn:aws:lambda:eu-west-1:1:function:x", ...given(UNKNOWN) })]],
    [
      "a queue that is secret",
      [made({ arn: "arn:aws:lambda:eu-west-1:1:function:x", ...given(secret("arn:aws:sqs:eu-west-1:1:failed")) })],
    ],
    ["a queue as target", [made({ arn: "arn:aws:sqs:eu-west-1:1:orders" })]],
    ["a stack without any", [source]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses one that drops what fails", async () => {
    expect(await judge(made({ arn: "arn:aws:lambda:eu-west-1:1:function:x" }))).toEqual(refused);
    expect(await judge(made({ arn: "arn:aws:lambda:eu-west-1:1:function:x", ...given("") }))).toEqual([
      { ...refused[0], message: expect.stringContaining('is "", expected') },
    ]);
  });

  test("follows what is not known yet to what it was made from", async () => {
    expect(await judge(source, from({}))).toEqual([]);
  });
});
