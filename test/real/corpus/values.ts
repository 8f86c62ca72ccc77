import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Values that are easy to lose on the way: empty, absent, null, nested outputs, promises, big and odd texts. */
export function program(): Record<string, unknown> {
  new aws.sqs.Queue("empty", { name: "", tags: {}, delaySeconds: 0, fifoQueue: false });
  new aws.ec2.Instance("lists", {
    vpcSecurityGroupIds: [],
    securityGroups: ["", "a"],
    userData: 'line\nline\t"é\u2028🛒',
  });
  new aws.sqs.Queue("promised", { name: Promise.resolve("later"), tags: pulumi.output(Promise.resolve({ a: "b" })) });
  new aws.sqs.Queue("nested", { tags: pulumi.output({ outer: pulumi.output(pulumi.output("inner")) }) });
  new kubernetes.apiextensions.CustomResource("custom", {
    apiVersion: "example.com/v1",
    kind: "Thing",
    metadata: { name: "thing", annotations: { "a/b": "c" } },
    spec: { zero: 0, no: false, nothing: null, list: [null, 1, { deep: [] }], big: 9007199254740991, fraction: 0.1 },
  });
  return { list: [1, null, "a"], nothing: null, empty: {}, number: 0.5, text: "", flag: false };
}
