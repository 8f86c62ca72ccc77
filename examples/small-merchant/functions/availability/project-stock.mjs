/**
 * Applies an event of stock to the table of availability, each event once.
 *
 * `received` and `reserved` change the number by `quantity`, the one up, the other down; `counted` says what it is.
 * An event that this code does not know fails, and waits in the failure queue for code that does.
 */
export function projectStock({ client, table, once }) {
  return async (event) => {
    const change = changeOf(event);
    await once(`availability/${event.id}`, () =>
      client.updateItem({
        TableName: table,
        Key: { sku: { S: event.sku } },
        UpdateExpression: change.expression,
        ExpressionAttributeValues: { ":quantity": { N: String(change.quantity) } },
      }),
    );
  };
}

function changeOf({ id, type, sku, quantity }) {
  if (typeof id !== "string" || typeof sku !== "string" || !Number.isSafeInteger(quantity)) {
    throw new Error("the event has no id, no sku or no whole quantity");
  }
  switch (type) {
    case "received":
      return { expression: "ADD available :quantity", quantity };
    case "reserved":
      return { expression: "ADD available :quantity", quantity: -quantity };
    case "counted":
      return { expression: "SET available = :quantity", quantity };
    default:
      throw new Error(`"${type}" is no event of stock`);
  }
}
