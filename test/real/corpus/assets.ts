import * as path from "node:path";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Assets and archives: text, files, folders, nested, and inside secrets. */
export function program(): void {
  const file = path.join(__dirname, "assets", "hello.txt");
  const bucket = new aws.s3.Bucket("bucket");
  const put = (key: string, source: pulumi.Input<pulumi.asset.Asset | pulumi.asset.Archive>): void => {
    new aws.s3.BucketObject(key, { bucket: bucket.id, key, source });
  };
  put("text", new pulumi.asset.StringAsset("hello"));
  put("file", new pulumi.asset.FileAsset(file));
  put("folder", new pulumi.asset.FileArchive(path.dirname(file)));
  put("secret", pulumi.secret(new pulumi.asset.StringAsset("hidden")));
  new aws.lambda.Function("function", {
    role: "arn:aws:iam::111111111111:role/r",
    code: new pulumi.asset.AssetArchive({
      "index.js": new pulumi.asset.StringAsset("exports.handler = async () => {};"),
      "data/hello.txt": new pulumi.asset.FileAsset(file),
      vendor: new pulumi.asset.FileArchive(path.dirname(file)),
    }),
  });
}
