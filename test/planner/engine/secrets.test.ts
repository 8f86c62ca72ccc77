import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { isSecret, readable, SECRET, SIGNATURE, UNKNOWN, type Plan, type PropertyValue } from "../../../planner/plan";
import { planned, resource, Thing } from "./planned";

const CANARY = "canary-9f2c";

function secret(value: PropertyValue): PropertyValue {
  return { [SIGNATURE]: SECRET, value };
}

/** All that a report may show of a plan. */
function shown(plan: Plan): string {
  return JSON.stringify(
    plan.resources
      .map(({ inputs, outputs }) => [readable(inputs), readable(outputs)])
      .concat([[readable(plan.outputs)]]),
  );
}

describe("a secret", () => {
  it("stays one at the root, nested, in lists, and through whole objects", async () => {
    const plan = await planned(() => {
      const password = pulumi.secret(CANARY);
      new Thing("thing", {
        password,
        nested: { deep: [{ password }, "plain"] },
        whole: pulumi.secret({ inner: CANARY }),
        derived: pulumi.interpolate`${password}!`,
      });
    });
    expect(resource(plan, "thing").inputs).toEqual({
      password: secret(CANARY),
      nested: { deep: [{ password: secret(CANARY) }, "plain"] },
      whole: secret({ inner: CANARY }),
      derived: secret(`${CANARY}!`),
    });
    expect(readable(resource(plan, "thing").inputs)).toEqual({
      password: "[secret]",
      nested: { deep: [{ password: "[secret]" }, "plain"] },
      whole: "[secret]",
      derived: "[secret]",
    });
  });

  it("stays one from resource to resource, into components and into the stack's outputs", async () => {
    class Vault extends pulumi.ComponentResource {
      readonly password: pulumi.Output<string>;
      constructor(name: string, args: { readonly password: pulumi.Input<string> }) {
        super("shop:index:Vault", name, args);
        this.password = pulumi.output(args.password);
        this.registerOutputs({ password: this.password, nested: [this.password] });
      }
    }
    const plan = await planned(() => {
      const parameter = new aws.ssm.Parameter("parameter", { type: "SecureString", value: pulumi.secret(CANARY) });
      const vault = new Vault("vault", { password: parameter.value.apply((value) => value ?? "") });
      new Thing("last", { password: vault.password });
      return { password: vault.password, deep: { list: [vault.password] }, open: "vault" };
    });
    expect(resource(plan, "vault").inputs).toEqual({ password: secret(CANARY) });
    expect(resource(plan, "vault").outputs).toEqual({ password: secret(CANARY), nested: [secret(CANARY)] });
    expect(resource(plan, "last").inputs).toEqual({ password: secret(CANARY) });
    expect(plan.outputs).toEqual({ password: secret(CANARY), deep: { list: [secret(CANARY)] }, open: "vault" });
    expect(shown(plan)).not.toContain(CANARY);
  });

  it("comes from secret configuration", async () => {
    const plan = await planned(
      () => {
        const config = new pulumi.Config();
        new Thing("thing", { token: config.requireSecret("token"), limits: config.requireSecretObject("limits") });
        return { token: config.getSecret("token") };
      },
      {
        config: { "shop:token": CANARY, "shop:limits": `{"low":"${CANARY}"}` },
        secretConfig: ["shop:token", "shop:limits"],
      },
    );
    expect(resource(plan, "thing").inputs).toEqual({ token: secret(CANARY), limits: secret({ low: CANARY }) });
    expect(plan.outputs).toEqual({ token: secret(CANARY) });
    expect(shown(plan)).not.toContain(CANARY);
  });

  it("is made of what the random package keeps secret, and of what is built on it", async () => {
    const plan = await planned(() => {
      const password = new random.RandomPassword("password", { length: 20 });
      new Thing("thing", { url: pulumi.interpolate`postgres://shop:${password.result}@db` });
    });
    const { result } = resource(plan, "password").outputs;
    const value = isSecret(result) ? result["value"] : undefined;
    expect(typeof value).toBe("string");
    expect(resource(plan, "thing").inputs).toEqual({ url: secret(`postgres://shop:${String(value)}@db`) });
    expect(shown(plan)).not.toContain(String(value));
  });

  it("is made of outputs by `additionalSecretOutputs`, known or not", async () => {
    const program = (): unknown => {
      const key = new aws.kms.Key("key", {}, { additionalSecretOutputs: ["arn"] });
      return { arn: key.arn };
    };
    const applied = await planned(program);
    expect(applied.outputs).toEqual({ arn: secret(expect.stringContaining("arn:aws:kms:") as never) });
    const unknown = await planned(program, { mode: "unknowns" });
    expect(unknown.outputs).toEqual({ arn: UNKNOWN });
  });

  it("that is not known yet is an unknown, as the SDK sends it", async () => {
    const plan = await planned(
      () => {
        const key = new aws.kms.Key("key");
        new Thing("thing", { arn: pulumi.secret(key.arn) });
      },
      { mode: "unknowns" },
    );
    expect(resource(plan, "thing").inputs).toEqual({ arn: UNKNOWN });
    expect(readable(resource(plan, "thing").inputs)).toEqual({ arn: "[unknown]" });
  });

  it("is revealed by `unsecret` alone", async () => {
    const plan = await planned(() => ({ open: pulumi.unsecret(pulumi.secret("plain")) }));
    expect(plan.outputs).toEqual({ open: "plain" });
  });
});

describe("readable", () => {
  it("marks unknowns, at the root and inside text", () => {
    expect(readable([UNKNOWN, `a-${UNKNOWN}-b`, 1, null, true])).toEqual(["[unknown]", "a-[unknown]-b", 1, null, true]);
  });
});
