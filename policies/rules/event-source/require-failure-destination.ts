import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";
import { isGiven } from "../../core/settings";
import type { Stack } from "../../core/stack";
import { at } from "../../core/tags";
import { textsIn } from "../../core/texts";

/** Types whose records come in an order that a failure holds up. */
const STREAMS: ReadonlySet<string> = new Set([
  "aws:kinesis/stream:Stream",
  "aws:dynamodb/table:Table",
  "aws:msk/cluster:Cluster",
  "aws:msk/serverlessCluster:ServerlessCluster",
]);

/** A batch of a stream that a function cannot work off is put aside, and does not hold up the shard until it is too old. */
export const eventSourceRequireFailureDestination: RelationalRule = {
  name: "event-source-require-failure-destination",
  description: "Functions that read streams put aside what they cannot work off.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability"],
  remediationSteps: "Set destinationConfig.onFailure.destinationArn to a queue, a topic or a bucket.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-errors.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType("aws:lambda/eventSourceMapping:EventSourceMapping"), (each) => {
      if (readsStream(each, stack)) {
        for (const problem of isGiven("the ARN of a queue, a topic or a bucket")(
          "destinationConfig.onFailure.destinationArn",
          () => at(each.props, ["destinationConfig", "onFailure", "destinationArn"]),
        )) {
          report(problem, each.urn);
        }
      }
    });
  },
};

function readsStream(mapping: PolicyResource, stack: Stack): boolean {
  const refers = [...stack.references(mapping, "eventSourceArn")].some(({ type }) => STREAMS.has(type));
  return (
    refers ||
    textsIn(() => mapping.props["eventSourceArn"]).some((arn) => /^arn:[^:]+:(kinesis|dynamodb|kafka):/.test(arn))
  );
}
