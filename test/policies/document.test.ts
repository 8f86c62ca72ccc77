import { bucketForbidPublicPolicy } from "../../policies/rules/bucket/forbid-public-policy";
import { identityPolicyForbidAdministration } from "../../policies/rules/identity-policy/forbid-administration";
import { documentOf, grant, permit } from "./documents";
import { judgeResource, secret, UNKNOWN } from "./harness";

const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };
const judgePolicy = (policy: unknown) =>
  judgeResource(identityPolicyForbidAdministration, { type: "aws:iam/policy:Policy", props: { policy } });
const judgeBucket = (policy: unknown) =>
  judgeResource(bucketForbidPublicPolicy, { type: "aws:s3/bucketPolicy:BucketPolicy", props: { policy } });
const messages = (found: readonly { message: string }[]) => found.map(({ message }) => message);
const tooMuch = (path: string) => `policy.${path}.Action is "*", expected the actions that are needed`;
const undecided = (rule: string, place: string) =>
  `can't run policy '${rule}' from policy pack 'pack@v1.0.0' during preview: string value at .${place} can't be known during preview`;

describe("a policy document", () => {
  test.each([
    ["text with one statement", JSON.stringify({ Statement: EVERYTHING }), "Statement"],
    ["text with a list", documentOf(permit(), EVERYTHING), "Statement[1]"],
    ["an object with one statement", { Statement: EVERYTHING }, "Statement"],
    ["an object with a list", { Statement: [permit(), EVERYTHING] }, "Statement[1]"],
  ])("is read as %s", async (_what, policy, path) => {
    expect(messages(await judgePolicy(policy))).toEqual([tooMuch(path)]);
  });

  test.each([
    ["no JSON", "Allow everybody", "policy is not JSON, expected a policy document"],
    ["an empty text", "", "policy is not JSON, expected a policy document"],
    ["a number", 7, "policy.Statement is missing, expected a list of statements"],
    ["JSON without statements", "{}", "policy.Statement is missing, expected a list of statements"],
    ["statements that are a text", '{"Statement":"*"}', 'policy.Statement is "*", expected a list of statements'],
    [
      "a statement that is a text",
      '{"Statement":["*"]}',
      "policy.Statement[0].Effect is missing, expected Allow or Deny",
    ],
    [
      "no effect",
      documentOf(permit({ Effect: undefined })),
      "policy.Statement[0].Effect is missing, expected Allow or Deny",
    ],
    [
      "no action",
      documentOf(permit({ Action: undefined })),
      "policy.Statement[0].Action is missing, expected Action or NotAction",
    ],
    [
      "an action that is an object",
      documentOf(permit({ Action: {} })),
      "policy.Statement[0].Action is {}, expected a text or a list of texts",
    ],
    [
      "resources both named and left out",
      documentOf(permit({ Action: "*", NotResource: "*" })),
      'policy.Statement[0].Resource is "arn:aws:s3:::orders/*", expected Resource or NotResource, not both',
    ],
  ])("is refused where it is %s", async (_what, policy, message) => {
    expect(messages(await judgePolicy(policy))).toEqual([message]);
  });

  test.each([
    [
      "a principal that is a text",
      grant({ Principal: "arn:aws:iam::123456789012:root" }),
      'Principal is "arn:aws:iam::123456789012:root", expected "*" or an object',
    ],
    ["principals in a list", grant({ Principal: ["*"] }), 'Principal is ["*"], expected an object'],
    [
      "a principal without a name",
      grant({ Principal: { AWS: null } }),
      "Principal.AWS is missing, expected a text or a list of texts",
    ],
    ["a condition that is a list", grant({ Principal: "*", Condition: [] }), "Condition is [], expected an object"],
  ])("is refused where it has %s", async (_what, statement, message) => {
    expect(messages(await judgeBucket(documentOf(statement)))).toEqual([`policy.Statement[0].${message}`]);
  });

  test("grants nothing where there is none", async () => {
    expect(await judgePolicy(undefined)).toEqual([]);
    expect(await judgePolicy(null)).toEqual([]);
    expect(await judgePolicy(documentOf())).toEqual([]);
  });

  test("is judged where it is known, beside what is not", async () => {
    const policy = { Statement: [permit({ Action: UNKNOWN, Resource: "*" }), EVERYTHING, UNKNOWN] };
    expect(messages(await judgePolicy(policy))).toEqual([
      tooMuch("Statement[1]"),
      undecided("identity-policy-forbid-administration", "policy.Statement.0.Action"),
    ]);
  });

  test("does not need to be known where that changes nothing", async () => {
    expect(await judgePolicy({ Statement: permit({ Effect: "Deny", Action: UNKNOWN, Resource: UNKNOWN }) })).toEqual(
      [],
    );
    expect(await judgeBucket({ Statement: grant({ Effect: "Deny", Principal: UNKNOWN, Resource: UNKNOWN }) })).toEqual(
      [],
    );
  });

  test("is told of without its text where it is secret and no JSON", async () => {
    expect(messages(await judgePolicy(secret("hunter2")))).toEqual(["policy is not JSON, expected a policy document"]);
  });
});
