import { grantOf } from "./answer";
import type { App, HttpOptions } from "./context";
import {
  lineageQuery,
  reservationLineage,
  reservationStep,
  stockLineage,
  stockLineageQuery,
  stockStep,
} from "./lineage-schemas";
import { asProblem, problem } from "./problem";
import { reading } from "./route-schemas";
import { reservationPath, stockPath } from "./schemas";

type Options = Pick<HttpOptions, "findReservation" | "findStock" | "readHistory">;

/** Routes about what became of something, step by step, for as long as there is a log or an archive of it. */
export function lineageRoutes(app: App, options: Options): void {
  ofReservation(app, options);
  ofStock(app, options);
}

function ofReservation(app: App, { findReservation, readHistory }: Options): void {
  app.get(
    "/v1/lineage/reservations/:reservation",
    {
      config: { scope: "read" },
      schema: {
        ...reading("lineage: a reservation's whole life, one step for each of its versions", reservationLineage),
        ...{ params: reservationPath, querystring: lineageQuery },
      },
    },
    async (request, reply) => {
      const { tenant } = grantOf(request);
      const { reservation } = request.params;
      const found = await findReservation({ tenant, reservation });
      if (found === undefined) {
        return asProblem(reply, problem("not-found"));
      }
      const { from, limit } = request.query;
      const wanted = { subject: [tenant, reservation], from, to: found.version, limit };
      const { steps, next } = await readSteps(readHistory, { tenant, ...wanted });
      return { reservation, version: found.version, steps: steps.map((step) => reservationStep.parse(step)), next };
    },
  );
}

function ofStock(app: App, { findStock, readHistory }: Options): void {
  app.get(
    "/v1/lineage/stock/:sku/:location",
    {
      config: { scope: "read" },
      schema: {
        ...reading("lineage: what became of a stock row between two of its versions", stockLineage),
        ...{ params: stockPath, querystring: stockLineageQuery },
      },
    },
    async (request, reply) => {
      const { tenant } = grantOf(request);
      const { sku, location } = request.params;
      const row = (await findStock({ tenant, sku })).find((each) => each.location === location);
      if (row === undefined) {
        return asProblem(reply, problem("not-found"));
      }
      const { from, to = row.version, limit } = request.query;
      const wanted = { subject: [tenant, sku, location], from, to: Math.min(to, row.version), limit };
      const { steps, next } = await readSteps(readHistory, { tenant, ...wanted });
      return { sku, location, version: row.version, steps: steps.map((step) => stockStep.parse(step)), next };
    },
  );
}

interface Wanted {
  readonly tenant: string;
  readonly subject: readonly string[];
  /** The first version that is wanted, and the last one that there is or that is wanted. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** A step: what the event says, and when and where in the log it was said. */
interface Step {
  readonly version: number;
  readonly at: string;
  readonly event: string;
  readonly data: object;
}

/** Nothing is looked for beyond the versions that there are: the archive would be searched in vain, day by day. */
async function readSteps(
  readHistory: Options["readHistory"],
  { tenant, subject, from, to, limit }: Wanted,
): Promise<{ readonly steps: readonly Step[]; readonly next: number | null }> {
  const most = Math.min(limit, to - from + 1);
  if (most <= 0) {
    return { steps: [], next: null };
  }
  const events = await readHistory({ tenant, subject: JSON.stringify(subject), afterVersion: from - 1, most });
  const steps = events.map(({ version, recordedAt, shard, transaction, sequence, data }) => ({
    ...{ version, at: recordedAt.toISOString(), event: `${shard}-${transaction}-${sequence}`, data },
  }));
  const last = steps.at(-1)?.version ?? to;
  return { steps, next: last < to ? last + 1 : null };
}
