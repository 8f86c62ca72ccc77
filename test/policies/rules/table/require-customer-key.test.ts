import { tableRequireCustomerKey } from "../../../../policies/rules/table/require-customer-key";
import { describeRule, judgeResource, UNKNOWN } from "../../harness";

const type = "aws:dynamodb/table:Table";
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const PROPS = {
  serverSideEncryption: { enabled: true, kmsKeyArn: key("eu-central-1") },
  replicas: [{ regionName: "eu-west-1", kmsKeyArn: key("eu-west-1") }],
};
const expected = "expected a customer's key, not one that AWS manages";

describeRule(tableRequireCustomerKey, {
  good: { type, props: PROPS },
  alsoGood: {
    "keys that the program creates": {
      type,
      props: { serverSideEncryption: { enabled: true, kmsKeyArn: UNKNOWN }, replicas: [{ kmsKeyArn: UNKNOWN }] },
    },
    "a table without replicas": { type, props: { serverSideEncryption: PROPS.serverSideEncryption } },
  },
  broken: [
    { path: "serverSideEncryption", to: undefined, message: "serverSideEncryption.enabled is missing, expected true" },
    {
      path: "serverSideEncryption.enabled",
      to: false,
      message: "serverSideEncryption.enabled is false, expected true",
    },
    {
      path: "serverSideEncryption.kmsKeyArn",
      to: undefined,
      message: `serverSideEncryption.kmsKeyArn is missing, ${expected}`,
    },
    { path: "replicas[0].kmsKeyArn", to: undefined, message: `replicas[0].kmsKeyArn is missing, ${expected}` },
  ],
  unknown: ["serverSideEncryption", "serverSideEncryption.enabled", "replicas", "replicas[0]"],
  secret: ["serverSideEncryption", "serverSideEncryption.kmsKeyArn", "replicas[0].kmsKeyArn"],
});

test("table-require-customer-key reports every key that is wrong", async () => {
  const props = { serverSideEncryption: { enabled: true, kmsKeyArn: "alias/aws/dynamodb" }, replicas: [{}, {}] };
  const found = await judgeResource(tableRequireCustomerKey, { type, props });
  expect(found.map(({ message }) => message)).toEqual([
    `serverSideEncryption.kmsKeyArn is "alias/aws/dynamodb", ${expected}`,
    `replicas[0].kmsKeyArn is missing, ${expected}`,
    `replicas[1].kmsKeyArn is missing, ${expected}`,
  ]);
});
