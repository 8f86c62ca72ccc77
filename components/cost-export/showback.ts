/** A table of orders that costs are spread over, in the same catalogue. */
export interface OrdersTable {
  /** Database of the table. */
  readonly database: string;
  /** Name of the table. */
  readonly table: string;
  /** Column that tells orders apart; an order of several rows counts once. */
  readonly orderId: string;
  /** Column with the day or the time at which an order was placed. */
  readonly placedAt: string;
  /**
   * Column with the channel of an order, spelled as the tag `channel`.
   *
   * @default - none: cost per order is told for all channels together
   */
  readonly channel?: string;
}

/** A query that people find under a name. */
export interface ShowbackQuery {
  /** What it answers. */
  readonly description: string;
  /** The query, in SQL that Athena and PostgreSQL both take. */
  readonly sql: string;
}

/** What a view is of. */
export interface ShowbackScope {
  /** Environment whose costs are shown. */
  readonly environment: string;
  /**
   * Orders that costs are spread over.
   *
   * @default - none: there is no cost per order
   */
  readonly orders?: OrdersTable;
}

/** Table that the queries read, in the database of the export. */
export const COSTS_TABLE = "costs";
/** What a cost without a tag is shown under. */
const UNTAGGED = "untagged";

/** The queries by name: what an environment costs in each billing period, the newest first. */
export function showbackQueries({ environment, orders }: ShowbackScope): Readonly<Record<string, ShowbackQuery>> {
  return {
    cost_by_channel: {
      description: `Cost of ${environment} by sales channel, a month a group`,
      sql: costBy("channel", environment),
    },
    cost_by_cost_center: {
      description: `Cost of ${environment} by cost centre, a month a group`,
      sql: costBy("cost_center", environment),
    },
    cost_by_feature: {
      description: `Cost of ${environment} by product feature, a month a group`,
      sql: costBy("feature", environment),
    },
    cost_by_marketplace: {
      description: `Cost of ${environment} by the adapter of each marketplace, a month a group`,
      sql: costByMarketplace(environment),
    },
    cost_untagged: {
      description: "Cost that carries no environment, by account and AWS service: what nobody can be shown",
      sql: COST_UNTAGGED,
    },
    ...(orders === undefined
      ? {}
      : {
          cost_per_order: {
            description: `Cost of ${environment} for each order, a month a group`,
            sql: costPerOrder(environment, orders),
          },
        }),
  };
}

function costBy(column: string, environment: string): string {
  return `SELECT
  billing_period,
  COALESCE(NULLIF(${column}, ''), '${UNTAGGED}') AS ${column},
  line_item_currency_code AS currency,
  CAST(SUM(line_item_unblended_cost) AS DECIMAL(18, 2)) AS cost
FROM ${COSTS_TABLE}
WHERE environment = '${environment}'
GROUP BY 1, 2, 3
ORDER BY 1 DESC, 4 DESC, 2
`;
}

/** Each marketplace has an adapter of its own, which is a service in the channel of marketplaces. */
function costByMarketplace(environment: string): string {
  return `SELECT
  billing_period,
  COALESCE(NULLIF(service, ''), '${UNTAGGED}') AS adapter,
  line_item_currency_code AS currency,
  CAST(SUM(line_item_unblended_cost) AS DECIMAL(18, 2)) AS cost
FROM ${COSTS_TABLE}
WHERE environment = '${environment}' AND channel = 'marketplace'
GROUP BY 1, 2, 3
ORDER BY 1 DESC, 4 DESC, 2
`;
}

const COST_UNTAGGED = `SELECT
  billing_period,
  line_item_usage_account_id AS account,
  line_item_product_code AS product,
  line_item_currency_code AS currency,
  CAST(SUM(line_item_unblended_cost) AS DECIMAL(18, 2)) AS cost
FROM ${COSTS_TABLE}
WHERE COALESCE(environment, '') = ''
GROUP BY 1, 2, 3, 4
ORDER BY 1 DESC, 5 DESC, 2, 3
`;

function costPerOrder(environment: string, orders: OrdersTable): string {
  return orders.channel === undefined
    ? costPerOrderOfAll(environment, orders)
    : costPerOrderByChannel(environment, { ...orders, channel: orders.channel });
}

function costPerOrderOfAll(environment: string, { database, table, orderId, placedAt }: OrdersTable): string {
  return `WITH placed AS (
  SELECT ${monthOf(placedAt)} AS billing_period, COUNT(DISTINCT "${orderId}") AS orders
  FROM "${database}"."${table}"
  GROUP BY 1
),
spent AS (
  SELECT billing_period, line_item_currency_code AS currency, SUM(line_item_unblended_cost) AS cost
  FROM ${COSTS_TABLE}
  WHERE environment = '${environment}'
  GROUP BY 1, 2
)
SELECT
  spent.billing_period,
  spent.currency,
  placed.orders,
  CAST(spent.cost / placed.orders AS DECIMAL(18, 4)) AS cost_per_order
FROM spent
JOIN placed ON placed.billing_period = spent.billing_period
ORDER BY 1 DESC
`;
}

/** What a channel with orders costs is its own; all else is shared, and falls on every order alike. */
function costPerOrderByChannel(
  environment: string,
  { database, table, orderId, placedAt, channel }: Required<OrdersTable>,
): string {
  return `WITH placed AS (
  SELECT ${monthOf(placedAt)} AS billing_period, "${channel}" AS channel, COUNT(DISTINCT "${orderId}") AS orders
  FROM "${database}"."${table}"
  GROUP BY 1, 2
),
months AS (
  SELECT billing_period, SUM(orders) AS orders FROM placed GROUP BY 1
),
spent AS (
  SELECT
    costs.billing_period,
    placed.channel,
    costs.line_item_currency_code AS currency,
    SUM(costs.line_item_unblended_cost) AS cost
  FROM ${COSTS_TABLE} AS costs
  LEFT JOIN placed ON placed.billing_period = costs.billing_period AND placed.channel = costs.channel
  WHERE costs.environment = '${environment}'
  GROUP BY 1, 2, 3
),
bills AS (
  SELECT billing_period, currency, SUM(CASE WHEN channel IS NULL THEN cost ELSE 0 END) AS shared
  FROM spent
  GROUP BY 1, 2
)
SELECT
  placed.billing_period,
  placed.channel,
  bills.currency,
  placed.orders,
  CAST(COALESCE(spent.cost, 0) / placed.orders AS DECIMAL(18, 4)) AS own_cost_per_order,
  CAST(bills.shared / months.orders AS DECIMAL(18, 4)) AS shared_cost_per_order
FROM placed
JOIN months ON months.billing_period = placed.billing_period
JOIN bills ON bills.billing_period = placed.billing_period
LEFT JOIN spent
  ON spent.billing_period = placed.billing_period
  AND spent.channel = placed.channel
  AND spent.currency = bills.currency
ORDER BY 1 DESC, 2
`;
}

/** The month of a day or a time, as billing periods are written. */
function monthOf(column: string): string {
  return `SUBSTR(CAST("${column}" AS VARCHAR), 1, 7)`;
}
