import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Vault extends pulumi.ComponentResource {
  readonly password: pulumi.Output<string>;

  constructor(name: string, args: { password: pulumi.Input<string> }) {
    super("corpus:index:Vault", name, args);
    this.password = pulumi.output(args.password);
    this.registerOutputs({ password: this.password, nested: { list: [this.password, "plain"] } });
  }
}

/** Secrets in inputs, at the root and nested, known and unknown; in outputs; and such as an option makes secret. */
export function program(): Record<string, unknown> {
  const vault = new Vault("vault", { password: pulumi.secret("swordfish") });
  const key = new aws.kms.Key("key", {}, { additionalSecretOutputs: ["arn", "description"] });
  const parameter = new aws.ssm.Parameter("known", { type: "SecureString", value: vault.password });
  new aws.ssm.Parameter("unknown", { type: "SecureString", value: pulumi.secret(key.arn) });
  new aws.ssm.Parameter("by-option", { type: "String", value: key.arn, description: key.description });
  new aws.ssm.Parameter("mixed", { type: "String", value: pulumi.interpolate`${vault.password}:${key.keyId}` });
  new aws.ssm.Parameter("derived", { type: "String", value: parameter.value.apply((value) => value ?? "") });
  new aws.ssm.Parameter("revealed", { type: "String", value: pulumi.unsecret(vault.password) });
  new aws.sqs.Queue("nested", { tags: { open: "yes", hidden: vault.password, list: pulumi.secret(["a"])[0] ?? "" } });
  new aws.sqs.Queue("whole", { tags: pulumi.secret({ all: "hidden" }) });
  return {
    password: vault.password,
    deep: { list: ["plain", pulumi.secret({ inner: 1 })] },
    unknown: pulumi.secret(key.keyId),
    nothing: pulumi.secret(undefined),
  };
}
