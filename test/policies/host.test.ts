import { HOST_NAME, hostOf } from "../../policies/core/host";
import type { RelationalRule } from "../../policies/core/relational";
import { judgeStack, UNKNOWN, urnOf, type Sent } from "./harness";

const queue: Sent = { type: "aws:sqs/queue:Queue", name: "orders", props: { name: UNKNOWN } };
const rule = (judgeStackBy: RelationalRule["judgeStack"], given: Partial<RelationalRule> = {}): RelationalRule => ({
  name: "queue-require-name",
  description: "Queues have a name.",
  enforcementLevel: "mandatory",
  severity: "high",
  judgeStack: judgeStackBy,
  ...given,
});
const complaining = rule((stack, report) => stack.resources.forEach(({ urn }) => report("it is bad", urn)));
const bad = (level: string) => [{ level, message: "it is bad", urn: urnOf(queue) }];

describe("the policy that runs relational rules", () => {
  test("reports by the level of the rule's kind, or by the one in its settings", async () => {
    expect(await judgeStack(complaining, [queue])).toEqual(bad("mandatory"));
    expect(await judgeStack({ ...complaining, enforcementLevel: "advisory" }, [queue])).toEqual(bad("advisory"));
    expect(await judgeStack(complaining, [queue], { [complaining.name]: "advisory" })).toEqual(bad("advisory"));
    expect(await judgeStack(complaining, [queue], { [complaining.name]: "disabled" })).toEqual([]);
  });

  test("says of each rule alone what it cannot judge yet, after what it could", async () => {
    const reading = rule(({ resources }, report) => {
      resources.forEach(({ urn }) => report("it is bad", urn));
      resources.forEach(({ props }) => String(props["name"]));
    });
    expect(await judgeStack(reading, [queue])).toEqual([
      ...bad("mandatory"),
      {
        level: "advisory",
        message: `can't run policy '${reading.name}' during preview: string value at .name can't be known during preview`,
        urn: "",
      },
    ]);
  });

  test("does not hide a mistake in a rule", async () => {
    const failing = rule(() => {
      throw new Error("no such thing");
    });
    await expect(judgeStack(failing, [queue])).rejects.toThrow(
      /queue-require-name failed: Error: no such thing\n +at /,
    );
  });

  test("describes each rule in its settings", () => {
    const { name, configSchema } = hostOf([
      complaining,
      rule(() => undefined, { name: "queue-warn-age", url: "https://a" }),
    ]);
    const level = { type: "string", enum: ["advisory", "mandatory", "disabled"], description: "Queues have a name." };
    expect(name).toBe(HOST_NAME);
    expect(configSchema).toEqual({
      properties: {
        "queue-require-name": { ...level, "x-rule": { enforcementLevel: "mandatory", severity: "high" } },
        "queue-warn-age": {
          ...level,
          "x-rule": { enforcementLevel: "mandatory", severity: "high", url: "https://a" },
        },
      },
    });
  });
});
