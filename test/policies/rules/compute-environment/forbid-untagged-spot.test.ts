import { computeEnvironmentForbidUntaggedSpot } from "../../../../policies/rules/compute-environment/forbid-untagged-spot";
import { describeRule, judgeResource } from "../../harness";

const type = "aws:batch/computeEnvironment:ComputeEnvironment";
const tags = { "inventory-platform/batch": "true" };
const messageOf = (got: string) =>
  `computeResources.type is "${got}", expected EC2, FARGATE or a tag inventory-platform/batch of "true"`;

describeRule(computeEnvironmentForbidUntaggedSpot, {
  good: { type, props: { computeResources: { type: "SPOT" }, tags } },
  alsoGood: {
    "an environment on demand": { type, props: { computeResources: { type: "EC2" } } },
    "an environment on Fargate": { type, props: { computeResources: { type: "FARGATE" } } },
    "an environment whose machines AWS Batch does not manage": { type, props: { type: "UNMANAGED" } },
  },
  broken: [
    { path: "tags", to: undefined, message: messageOf("SPOT") },
    { path: 'tags["inventory-platform/batch"]', to: "false", message: messageOf("SPOT") },
  ],
  unknown: ["computeResources.type", "tags"],
  secret: ["computeResources.type", "tags"],
});

it.each(["FARGATE_SPOT", "spot"])("sees spot however it is written: %s", async (written) => {
  const found = await judgeResource(computeEnvironmentForbidUntaggedSpot, {
    type,
    props: { computeResources: { type: written } },
  });

  expect(found.map(({ message }) => message)).toEqual([messageOf(written)]);
});
