import { grantOf } from "./answer";
import { commandRoute, requestRoute, type AddRoute } from "./command-route";
import type { App, HttpOptions } from "./context";
import { presentLinked } from "./present";
import { asProblem, problem } from "./problem";
import { reading } from "./route-schemas";
import { linkedReservation, noBody, noPath, reservationPath, reserveBody, returnBody, shipBody } from "./schemas";

const scope = "reservations:write";
const one = "/v1/reservations/:reservation";

/** What ends or moves on a reservation, and says nothing but which. */
const PLAIN = {
  confirm: "reservation: the order is paid, the hold no longer expires",
  release: "reservation: the order was not placed, the hold ends",
  cancel: "reservation: a confirmed order ends before all of it shipped",
} as const;

const COMMANDS: readonly AddRoute[] = [
  requestRoute(
    {
      ...{ url: "/v1/reservations", scope, text: "reservation: units are held for an order" },
      ...{ params: noPath, body: reserveBody },
    },
    async ({ tenant, body }, { splitFor }) => {
      const split = body.split ?? (await splitFor({ tenant, channel: body.channel }));
      const command = { kind: "reserve", tenant, ...body, split } as const;
      return { command, asked: { ...command, split: body.split ?? "listed" } };
    },
  ),
  ...(["confirm", "release", "cancel"] as const).map((kind) =>
    commandRoute(
      { url: `${one}/${kind}`, scope, text: PLAIN[kind], params: reservationPath, body: noBody },
      ({ tenant, params }) => ({ kind, tenant, ...params }),
    ),
  ),
  commandRoute(
    { url: `${one}/ship`, scope, text: "reservation: units left", params: reservationPath, body: shipBody },
    ({ tenant, params, body }) => ({ kind: "ship", tenant, ...params, ...body }),
  ),
  commandRoute(
    { url: `${one}/return`, scope, text: "reservation: units came back", params: reservationPath, body: returnBody },
    ({ tenant, params, body }) => ({ kind: "return", tenant, ...params, ...body }),
  ),
];

/** Routes about reservations. */
export function reservationRoutes(app: App, options: HttpOptions): void {
  app.get(
    one,
    {
      config: { scope: "read" },
      schema: { ...reading("reservation: as it is now", linkedReservation), params: reservationPath },
    },
    async (request, reply) => {
      const found = await options.findReservation({ tenant: grantOf(request).tenant, ...request.params });
      return found === undefined ? asProblem(reply, problem("not-found")) : presentLinked(found);
    },
  );
  COMMANDS.forEach((add) => add(app, options));
}
