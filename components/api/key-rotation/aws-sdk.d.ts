/** The two clients of the AWS SDK (v3) that the function takes from the Node runtime of Lambda, as far as it calls them. */
declare module "@aws-sdk/client-api-gateway" {
  interface Listed<Item> {
    readonly items?: readonly Item[];
    readonly position?: string;
  }
  /** Client of API Gateway. */
  export class APIGateway {
    constructor();
    getApiKeys(input: { nameQuery: string; includeValues: false; limit: number; position?: string }): Promise<
      Listed<{
        readonly id?: string;
        readonly name?: string;
        readonly description?: string;
        readonly createdDate?: Date;
      }>
    >;
    getUsagePlanKeys(input: {
      usagePlanId: string;
      limit: number;
      position?: string;
    }): Promise<Listed<{ readonly id?: string }>>;
    getUsage(input: { usagePlanId: string; keyId: string; startDate: string; endDate: string }): Promise<{
      readonly items?: { readonly [keyId: string]: readonly (readonly number[])[] };
    }>;
    createApiKey(input: { name: string; description: string; enabled: true; value: string }): Promise<unknown>;
    createUsagePlanKey(input: { usagePlanId: string; keyId: string; keyType: "API_KEY" }): Promise<unknown>;
    updateApiKey(input: {
      apiKey: string;
      patchOperations: { op: "replace"; path: "/description"; value: string }[];
    }): Promise<unknown>;
    deleteApiKey(input: { apiKey: string }): Promise<unknown>;
  }
}

declare module "@aws-sdk/client-secrets-manager" {
  /** Client of Secrets Manager. */
  export class SecretsManager {
    constructor();
    describeSecret(input: {
      SecretId: string;
    }): Promise<{ readonly VersionIdsToStages?: { readonly [version: string]: readonly string[] } }>;
    getSecretValue(input: { SecretId: string; VersionId: string }): Promise<{ readonly SecretString?: string }>;
    putSecretValue(input: {
      SecretId: string;
      ClientRequestToken: string;
      SecretString: string;
      VersionStages: string[];
    }): Promise<unknown>;
    updateSecretVersionStage(input: {
      SecretId: string;
      VersionStage: string;
      MoveToVersionId?: string;
      RemoveFromVersionId?: string;
    }): Promise<unknown>;
  }
}
