import { Runbooks } from "../../components/runbook";
import type { Messaging } from "./messaging";
import type { Site } from "./site";

/**
 * Builds the runbooks that act as automations of a region.
 * @returns nothing where the environment names nobody who approves: then the runbooks are pages alone
 */
export function buildRunbooks({ stack, opts }: Site, { key }: Messaging): Runbooks | undefined {
  const { name: namePrefix, region, account: accountId, approverArns, tags } = stack;
  if (approverArns.length === 0) {
    return undefined;
  }
  const queueKeyArns = key === undefined ? [] : [key.keyArn];
  return new Runbooks("runbooks", { namePrefix, region, accountId, approverArns, queueKeyArns, tags }, opts);
}
