/**
 * Writes an event `counted` for a difference between the shop's stock and the warehouse's.
 *
 * A message that comes twice writes the same event twice, with one id: whoever reads the stream passes over the second.
 */
export function correctStock({ client, stream }) {
  return async ({ id, sku, counted }) => {
    if (typeof sku !== "string" || !Number.isSafeInteger(counted) || counted < 0) {
      throw new Error("the difference has no sku, or no count that stock can have");
    }
    const event = { id: `correction-${id}`, type: "counted", sku, quantity: counted };
    await client.putRecord({
      StreamName: stream,
      // One article's events stay in their order.
      PartitionKey: sku,
      Data: Buffer.from(JSON.stringify(event)),
    });
  };
}
