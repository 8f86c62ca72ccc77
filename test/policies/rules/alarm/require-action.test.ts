import { alarmRequireAction } from "../../../../policies/rules/alarm/require-action";
import { judgeStack, secret, UNKNOWN, urnOf, type Props, type Sent } from "../../harness";

const alarm = (props: Props = {}): Sent => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "slow",
  props: { name: "slow", ...props },
});
const composite = (props: Props, from: readonly string[] = []): Sent => ({
  type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  name: "all",
  props: { alarmActions: ["arn:aws:sns:eu-west-1:1:on-call"], ...props },
  madeFrom: { alarmRule: from },
});
const judge = (...stack: Sent[]) => judgeStack(alarmRequireAction, stack);
const refused = (sent: Sent, got = "missing") => [
  { level: "mandatory", message: `alarmActions is ${got}, expected one at least`, urn: urnOf(sent) },
];

describe("alarm-require-action", () => {
  test.each([
    ["an alarm that tells a topic", [alarm({ alarmActions: ["arn:aws:sns:eu-west-1:1:on-call"] })]],
    ["an alarm that tells a topic of the program", [alarm({ alarmActions: [UNKNOWN] })]],
    ["an alarm whose topic is secret", [alarm({ alarmActions: secret(["arn"]) })]],
    ["an alarm in another's rule, by name", [alarm(), composite({ alarmRule: 'ALARM("slow") AND ALARM("old")' })]],
    [
      "an alarm in another's rule, not known yet",
      [alarm({ name: UNKNOWN }), composite({ alarmRule: UNKNOWN }, [urnOf(alarm())])],
    ],
    ["a stack without alarms", [{ type: "random:index/randomId:RandomId", props: {} }]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses an alarm that tells nobody, of either kind", async () => {
    expect(await judge(alarm())).toEqual(refused(alarm()));
    expect(await judge(alarm({ alarmActions: [] }))).toEqual(refused(alarm(), "[]"));
    const silent = composite({ alarmActions: undefined });
    expect(await judge(silent)).toEqual(refused(silent));
  });

  test("cannot be judged while the actions are unknown", async () => {
    const found = await judge(alarm({ alarmActions: UNKNOWN }));
    expect(found.map(({ level }) => level)).toEqual(["advisory"]);
    expect(found[0]?.message).toContain("string value at .alarmActions can't be known during preview");
  });
});
