import { LeaseLostError, type IdempotencyStore } from "./idempotency";

/** A value as DynamoDB writes it: a text, or a number as text. */
export type AttributeValue = { S: string } | { N: string };

interface Conditional {
  TableName: string;
  ConditionExpression: string;
  ExpressionAttributeNames: { [name: string]: string };
  ExpressionAttributeValues: { [name: string]: AttributeValue };
}

/** A write that replaces an item. */
export interface PutItem extends Conditional {
  Item: { [name: string]: AttributeValue };
  ReturnValuesOnConditionCheckFailure: "ALL_OLD";
}

/** A write that changes an item. */
export interface UpdateItem extends Conditional {
  Key: { [name: string]: AttributeValue };
  UpdateExpression: string;
}

/** A write that removes an item. */
export interface DeleteItem extends Conditional {
  Key: { [name: string]: AttributeValue };
}

/** The part of the AWS SDK's `DynamoDB` (v3, which the Node runtimes of Lambda carry) that the store calls. */
export interface TableClient {
  putItem(input: PutItem): Promise<unknown>;
  updateItem(input: UpdateItem): Promise<unknown>;
  deleteItem(input: DeleteItem): Promise<unknown>;
}

const NAMES = { "#state": "state", "#lease": "leaseUntil" } as const;
const IN_PROGRESS: AttributeValue = { S: "in-progress" };
const COMPLETED: AttributeValue = { S: "completed" };

/** An {@link IdempotencyStore} in a table of the shape `IDEMPOTENCY_TABLE`: hash key `key`, expiry in `expiresAt`. */
export function dynamodbStore(client: TableClient, tableName: string): IdempotencyStore {
  return {
    claim: async ({ key, now, leaseUntil, expiresAt }) => {
      try {
        await client.putItem({
          TableName: tableName,
          Item: {
            key: { S: key },
            state: IN_PROGRESS,
            leaseUntil: { N: String(leaseUntil) },
            expiresAt: { N: String(expiresAt) },
          },
          ConditionExpression:
            "attribute_not_exists(#key) OR (#state = :inProgress AND #lease <= :now) OR (#state = :completed AND #expires <= :nowSeconds)",
          ExpressionAttributeNames: { ...NAMES, "#key": "key", "#expires": "expiresAt" },
          ExpressionAttributeValues: {
            ":inProgress": IN_PROGRESS,
            ":completed": COMPLETED,
            ":now": { N: String(now) },
            ":nowSeconds": { N: String(Math.floor(now / 1_000)) },
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        });
        return "claimed";
      } catch (error) {
        if (!isConflict(error)) {
          throw error;
        }
        return stateOf(error) === "completed" ? "completed" : "in-progress";
      }
    },
    complete: async ({ key, leaseUntil }) => {
      const held = heldBy(leaseUntil);
      const values = { ...held.ExpressionAttributeValues, ":completed": COMPLETED };
      const written = await unlessConflict(
        client.updateItem({
          TableName: tableName,
          Key: { key: { S: key } },
          UpdateExpression: "SET #state = :completed",
          ...held,
          ExpressionAttributeValues: values,
        }),
      );
      if (!written) {
        throw new LeaseLostError(key);
      }
    },
    release: async ({ key, leaseUntil }) => {
      await unlessConflict(
        client.deleteItem({ TableName: tableName, Key: { key: { S: key } }, ...heldBy(leaseUntil) }),
      );
    },
  };
}

function heldBy(leaseUntil: number): Omit<Conditional, "TableName"> {
  return {
    ConditionExpression: "#state = :inProgress AND #lease = :lease",
    ExpressionAttributeNames: NAMES,
    ExpressionAttributeValues: { ":inProgress": IN_PROGRESS, ":lease": { N: String(leaseUntil) } },
  };
}

async function unlessConflict(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (isConflict(error)) {
      return false;
    }
    throw error;
  }
}

/** DynamoDB's refusal of a conditional write. */
interface Conflict extends Error {
  /**
   * The item that stood in the way.
   *
   * @default - the write did not ask for it
   */
  readonly Item?: { readonly [name: string]: AttributeValue };
}

function isConflict(error: unknown): error is Conflict {
  return error instanceof Error && error.name === "ConditionalCheckFailedException";
}

/** The state of the item that stood in the way, which DynamoDB sends along with its refusal. */
function stateOf({ Item: item }: Conflict): string | undefined {
  const state = item?.["state"];
  return state !== undefined && "S" in state ? state.S : undefined;
}
