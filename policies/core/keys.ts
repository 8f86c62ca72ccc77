/** Alias by which a service's own key is called, also inside an ARN. */
const AWS_MANAGED = /(^|:)alias\/aws\//;

/** What is expected of a key. */
export const EXPECTED_KEY = "a customer's key, not one that AWS manages";

/** Whether a key's id, alias or ARN names a key of the customer's. */
export function isCustomerKey(key: unknown): boolean {
  return typeof key === "string" && key !== "" && !AWS_MANAGED.test(key);
}
