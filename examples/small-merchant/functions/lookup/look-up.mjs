/** Answers are as old as the class `stock` of the distribution lets them be; a browser keeps none. */
const CACHE_CONTROL = "public, max-age=0, s-maxage=5, stale-while-revalidate=10, stale-if-error=55";

/**
 * Answers how much of an article can be sold, for `GET /availability/{sku}`.
 *
 * An article that no event has named yet is unknown, which is not the same as sold out.
 */
export function lookUp({ client, table }) {
  return async ({ pathParameters }) => {
    const sku = pathParameters.sku;
    const { Item: item } = await client.getItem({ TableName: table, Key: { sku: { S: sku } } });
    return item?.available === undefined
      ? answer(404, { error: "unknown article", sku })
      : answer(200, { sku, available: Number(item.available.N) });
  };
}

function answer(statusCode, body) {
  return {
    statusCode,
    headers: { "content-type": "application/json", "cache-control": CACHE_CONTROL },
    body: JSON.stringify(body),
  };
}
