import { accountForbidPublicBuckets } from "../../../../policies/rules/account/forbid-public-buckets";
import { describeRule } from "../../harness";

const type = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

describeRule(accountForbidPublicBuckets, {
  good: {
    type,
    props: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
  },
  broken: [
    { path: "blockPublicAcls", to: false, message: "blockPublicAcls is false, expected true" },
    { path: "blockPublicAcls", to: undefined, message: "blockPublicAcls is missing, expected true" },
    { path: "blockPublicPolicy", to: false, message: "blockPublicPolicy is false, expected true" },
    { path: "blockPublicPolicy", to: undefined, message: "blockPublicPolicy is missing, expected true" },
    { path: "ignorePublicAcls", to: false, message: "ignorePublicAcls is false, expected true" },
    { path: "ignorePublicAcls", to: undefined, message: "ignorePublicAcls is missing, expected true" },
    { path: "restrictPublicBuckets", to: false, message: "restrictPublicBuckets is false, expected true" },
    { path: "restrictPublicBuckets", to: undefined, message: "restrictPublicBuckets is missing, expected true" },
  ],
  unknown: ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
  secret: ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
});
