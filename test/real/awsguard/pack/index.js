const { AwsGuard } = require("@pulumi/awsguard");

new AwsGuard({ all: "mandatory", s3BucketLoggingEnabled: "advisory" });
