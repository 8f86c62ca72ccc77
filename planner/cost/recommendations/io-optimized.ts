import type { ResourceCost } from "../estimate";
import type { PriceBook } from "../price-book";
import { valueAt } from "../../resource/reader";
import { type Advice, type Estimate, type Recommendation } from "./recommendation";

const CLUSTER = "aws:rds/cluster:Cluster";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

/** Which way of paying for Aurora's storage is cheaper under the stated requests. */
export const ioOptimized: Recommendation = {
  id: "io-optimized",
  title: "Pay for Aurora's requests the cheaper way",
  risk: "It follows the stated I/O requests; a cluster may change to I/O-optimised once in 30 days, and back at any time.",
  advice: (estimate) =>
    estimate.costs
      .filter(({ resource }) => resource.type === CLUSTER)
      .flatMap((cluster) => adviceOf(cluster, estimate)),
};

function adviceOf(cluster: ResourceCost, { costs, book }: Estimate): readonly Advice[] {
  const isOptimized = valueAt(cluster.resource.inputs, "storageType") === "aurora-iopt1";
  const names = [valueAt(cluster.resource.inputs, "clusterIdentifier"), cluster.resource.id];
  const own = costs.filter(
    ({ stack, resource }) =>
      stack === cluster.stack &&
      resource.type === INSTANCE &&
      names.some((name) => name !== undefined && name === valueAt(resource.inputs, "clusterIdentifier")),
  );
  const lines = [cluster, ...own].flatMap((cost) => cost.lines.map((line) => ({ line, region: cost.region })));
  // Without its requests nobody can say which is cheaper; I/O-optimised storage states none.
  const changes = lines.flatMap(({ line, region }) => {
    const to = isOptimized ? undefined : optimizedMeter(line.meter);
    return to === undefined ? [] : [savingOf(book, { line, region, to })];
  });
  const saving = changes.some((change) => change === undefined)
    ? undefined
    : changes.reduce<number>((sum, change) => sum + (change ?? 0), 0);
  return saving === undefined || saving < 0.01
    ? []
    : [{ urn: cluster.resource.urn, stack: cluster.stack, change: "storageType → aurora-iopt1", savingUsd: saving }];
}

type LineAt = { readonly line: ResourceCost["lines"][number]; readonly region: string; readonly to: string };

function savingOf(book: PriceBook, { line, region, to }: LineAt): number | undefined {
  const { usd, quantity, meter } = line;
  if (meter === "aurora:io-request") {
    return usd;
  }
  const price = book.find(region, to);
  return usd === undefined || quantity === undefined || price === undefined ? undefined : usd - price.usd(quantity);
}

/** The meter that is paid instead; the request's own where it is paid no more. */
function optimizedMeter(meter: string): string | undefined {
  if (meter === "aurora:storage" || meter === "aurora:acu-hour" || /^aurora:db\./.test(meter)) {
    return meter.replace("aurora:", "aurora:io-optimized-");
  }
  return meter === "aurora:io-request" ? meter : undefined;
}
