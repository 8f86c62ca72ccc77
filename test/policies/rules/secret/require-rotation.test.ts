import { secretRequireRotation } from "../../../../policies/rules/secret/require-rotation";
import { judgeStack, secret, UNKNOWN, urnOf, type Sent } from "../../harness";

const owner: Sent = { type: "aws:secretsmanager/secret:Secret", name: "owner", props: { name: "db/owner" } };
const version = (given: Partial<Sent> = {}): Sent => ({
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  props: { secretId: UNKNOWN, secretString: secret("hunter2") },
  madeFrom: { secretId: [urnOf(owner)] },
  ...given,
});
const rotation: Sent = {
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  props: { secretId: UNKNOWN },
  madeFrom: { secretId: [urnOf(owner)] },
};
const judge = (...stack: Sent[]) => judgeStack(secretRequireRotation, stack);
const refused = [
  {
    level: "mandatory",
    message:
      "a rotation is missing, expected aws:secretsmanager/secretRotation:SecretRotation with it as secretId, or a version that leaves its content alone",
    urn: urnOf(owner),
  },
];

describe("secret-require-rotation", () => {
  test.each([
    ["a secret that the stack rotates", [owner, version(), rotation]],
    ["a secret whose content deployments leave alone", [owner, version({ ignoreChanges: ["secretString"] })]],
    ["a secret whose content is written elsewhere", [owner]],
    ["a version of another stack's secret", [version({ madeFrom: {} })]],
  ])("accepts %s", async (_what, stack) => {
    expect(await judge(...stack)).toEqual([]);
  });

  test("refuses a secret that every deployment writes back, known, unknown or secret", async () => {
    for (const secretString of ["hunter2", UNKNOWN, secret("hunter2")]) {
      expect(await judge(owner, version({ props: { secretId: UNKNOWN, secretString } }))).toEqual(refused);
    }
  });

  test("refuses a version that ignores changes of something else", async () => {
    expect(await judge(owner, version({ ignoreChanges: ["versionStages"] }))).toEqual(refused);
  });

  test("does not show what is secret", async () => {
    expect(JSON.stringify(await judge(owner, version()))).not.toContain("hunter2");
  });
});
