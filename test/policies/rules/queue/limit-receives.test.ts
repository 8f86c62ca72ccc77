import { queueLimitReceives } from "../../../../policies/rules/queue/limit-receives";
import { describeRule } from "../../harness";

const policy = (maxReceiveCount: number | string) => JSON.stringify({ deadLetterTargetArn: "arn", maxReceiveCount });
const type = "aws:sqs/queue:Queue";

describeRule(queueLimitReceives, {
  good: { type, props: { redrivePolicy: policy(5) } },
  alsoGood: { "a queue without dead letters": { type, props: {} } },
  broken: [
    { path: "redrivePolicy", to: policy(11), message: "redrivePolicy.maxReceiveCount is 11, expected at most 10" },
    { path: "redrivePolicy", to: policy("20"), message: "redrivePolicy.maxReceiveCount is 20, expected at most 10" },
    { path: "redrivePolicy", to: "{}", message: "redrivePolicy.maxReceiveCount is missing, expected at most 10" },
  ],
  unknown: ["redrivePolicy"],
  secret: ["redrivePolicy"],
});
