/** The clients of the AWS SDK (v3) that the function takes from the Node runtime of Lambda, as far as it calls them. */
declare module "@aws-sdk/client-cloudfront" {
  /** Client of CloudFront. */
  export class CloudFront {
    constructor(settings: {
      readonly region: string;
      readonly credentials?: () => Promise<{
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken: string;
        readonly expiration: Date;
      }>;
    });
    createInvalidation(input: {
      DistributionId: string;
      InvalidationBatch: { CallerReference: string; Paths: { Quantity: number; Items: string[] } };
    }): Promise<unknown>;
  }
}

declare module "@aws-sdk/client-sts" {
  /** Client of the Security Token Service. */
  export class STS {
    constructor(settings: { readonly region: string });
    assumeRole(input: {
      RoleArn: string;
      RoleSessionName: string;
      ExternalId: string;
      DurationSeconds: number;
    }): Promise<{
      readonly Credentials?: {
        readonly AccessKeyId?: string;
        readonly SecretAccessKey?: string;
        readonly SessionToken?: string;
        readonly Expiration?: Date;
      };
    }>;
  }
}

declare module "@aws-sdk/client-dynamodb" {
  type AttributeValue = { S: string } | { N: string };
  /** Client of DynamoDB. */
  export class DynamoDB {
    constructor();
    getItem(input: {
      TableName: string;
      Key: { [name: string]: AttributeValue };
      ConsistentRead: true;
    }): Promise<{ readonly Item?: { readonly [name: string]: AttributeValue } }>;
    putItem(input: {
      TableName: string;
      Item: { [name: string]: AttributeValue };
      ConditionExpression: string;
    }): Promise<unknown>;
  }
}
