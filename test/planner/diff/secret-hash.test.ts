import { sameSecret, withHashedSecrets } from "../../../planner/diff/secret-hash";
import { SECRET, SIGNATURE, type Plan, type Properties } from "../../../planner/plan";

const secret = (value: Properties[string]): Properties => ({ [SIGNATURE]: SECRET, value });

function planWith(inputs: Properties): Plan {
  return {
    version: 1,
    organization: "organization",
    project: "shop",
    stack: "dev",
    mode: "as-applied",
    resources: [
      {
        urn: "urn:pulumi:dev::shop::random:index/x:X::a",
        type: "random:index/x:X",
        name: "a",
        kind: "custom",
        inputs,
        outputs: inputs,
        dependencies: [],
        propertyDependencies: {},
        options: {},
      },
    ],
    outputs: inputs,
    references: [],
    diagnostics: [{ severity: "info", message: "the password is hunter2" }],
  };
}

describe("a plan with hashed secrets", () => {
  const hashed = withHashedSecrets(
    planWith({ a: secret("hunter2"), list: [{ b: secret({ c: "hunter2" }) }], open: "x" }),
  );

  test("holds no secret in clear, neither in inputs, outputs nor what was logged", () => {
    expect(JSON.stringify(hashed)).not.toContain("hunter2");
    expect(hashed.diagnostics).toEqual([]);
  });

  test("holds the same bytes at every run", () => {
    const again = withHashedSecrets(
      planWith({ a: secret("hunter2"), list: [{ b: secret({ c: "hunter2" }) }], open: "x" }),
    );

    expect(JSON.stringify(again)).toBe(JSON.stringify(hashed));
  });

  test("keeps the rest", () => {
    expect(hashed.outputs["open"]).toBe("x");
  });

  test("is not hashed twice", () => {
    expect(withHashedSecrets(hashed)).toEqual(hashed);
  });

  test("hashes the same secret differently for another stack", () => {
    const other = withHashedSecrets({ ...planWith({ a: secret("hunter2") }), stack: "prod" });

    expect(other.outputs["a"]).not.toEqual(hashed.outputs["a"]);
  });

  test("still tells whether a secret is the same", () => {
    const stored = hashed.outputs["a"] ?? null;

    expect(sameSecret(stored, secret("hunter2"))).toBe(true);
    expect(sameSecret(secret("hunter2"), stored)).toBe(true);
    expect(sameSecret(stored, stored)).toBe(true);
    expect(sameSecret(stored, secret("hunter3"))).toBe(false);
  });
});

describe("comparing secrets", () => {
  test("does not look at the order of names", () => {
    expect(sameSecret(secret({ a: 1, b: [secret(2)] }), secret({ b: [2], a: 1 }))).toBe(true);
    expect(sameSecret(secret({ a: 1 }), secret({ a: "1" }))).toBe(false);
  });
});
