import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Default providers, of several versions and packages, beside explicit ones, with known, unknown and secret inputs. */
export function program(): void {
  const role = new aws.iam.Role("deployer", { assumeRolePolicy: "{}" });
  new random.RandomId("suffix", { byteLength: 4 });
  new aws.sqs.Queue("older", {}, { version: "7.40.0" });
  new aws.sqs.Queue("from-elsewhere", {}, { pluginDownloadURL: "https://plugins.example.com" });
  const assumed = new aws.Provider("assumed", {
    region: "eu-central-1",
    assumeRoles: [{ roleArn: role.arn, sessionName: "corpus" }],
    allowedAccountIds: ["111111111111"],
    defaultTags: { tags: { owner: "corpus" } },
  });
  const keyed = new aws.Provider("keyed", {
    region: "eu-central-1",
    accessKey: pulumi.secret("access"),
    secretKey: pulumi.secret("hidden"),
    skipCredentialsValidation: true,
  });
  const pinned = new aws.Provider("pinned", { region: "eu-west-1" }, { version: "7.41.0", protect: true });
  for (const [name, provider] of Object.entries({ assumed, keyed, pinned })) {
    new aws.sqs.Queue(`through-${name}`, {}, { provider });
  }
}
