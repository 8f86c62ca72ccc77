import { bucketRequireTls } from "../../../../policies/rules/bucket/require-tls";
import { describeTlsRule } from "../../documents";

describeTlsRule(bucketRequireTls, "s3", { type: "aws:s3/bucketPolicy:BucketPolicy", property: "policy" });
