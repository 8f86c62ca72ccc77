import { EU, type Plant } from "./plant";

export const archivePlants: readonly Plant[] = [
  {
    folder: "archive",
    type: "aws:s3/bucket:Bucket",
    name: "stock-archive-eu-west-1-bucket",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
  {
    folder: "archive",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "stock-archive-eu-central-1-public-access",
    path: "ignorePublicAcls",
    to: false,
    rule: "bucket-forbid-public-access",
    says: "ignorePublicAcls is false, expected true",
  },
  {
    folder: "archive",
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    name: "stock-archive-eu-central-1-ownership",
    path: "rule.objectOwnership",
    to: "ObjectWriter",
    rule: "bucket-forbid-access-lists",
    says: 'rule.objectOwnership is "ObjectWriter", expected BucketOwnerEnforced',
  },
];
