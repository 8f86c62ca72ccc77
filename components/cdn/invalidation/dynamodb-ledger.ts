import type { AttributeValue } from "../../handler/runtime";
import { EMPTY_LEDGER, ledgerSchema } from "./ledger";
import type { LedgerStore } from "./settle";

/** The part of the AWS SDK's `DynamoDB` (v3) that the ledger calls. */
export interface LedgerClient {
  getItem(input: {
    TableName: string;
    Key: { [name: string]: AttributeValue };
    ConsistentRead: true;
  }): Promise<{ readonly Item?: { readonly [name: string]: AttributeValue } | undefined }>;
  putItem(input: {
    TableName: string;
    Item: { [name: string]: AttributeValue };
    ConditionExpression: string;
    ExpressionAttributeNames: { [name: string]: string };
    ExpressionAttributeValues?: { [name: string]: AttributeValue };
  }): Promise<unknown>;
}

/** A {@link LedgerStore} in a table with the hash key `key`: one item for a distribution. */
export function dynamodbLedger(client: LedgerClient, tableName: string, distributionId: string): LedgerStore {
  const key = { S: distributionId };
  return {
    read: async () => {
      const { Item: item } = await client.getItem({ TableName: tableName, Key: { key }, ConsistentRead: true });
      const written = item?.["ledger"];
      return written !== undefined && "S" in written ? ledgerSchema.parse(JSON.parse(written.S)) : EMPTY_LEDGER;
    },
    write: async (ledger, readVersion) => {
      const version = { N: String(ledger.version) };
      try {
        await client.putItem({
          TableName: tableName,
          Item: { key, version, ledger: { S: JSON.stringify(ledger) } },
          ...unchangedSince(readVersion),
        });
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "ConditionalCheckFailedException") {
          return false;
        }
        throw error;
      }
    },
  };
}

function unchangedSince(version: number) {
  return version === EMPTY_LEDGER.version
    ? { ConditionExpression: "attribute_not_exists(#key)", ExpressionAttributeNames: { "#key": "key" } }
    : {
        ConditionExpression: "#version = :read",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":read": { N: String(version) } },
      };
}
