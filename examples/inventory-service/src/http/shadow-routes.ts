import type { Command } from "../domain";
import { grantOf } from "./answer";
import type { App, HttpOptions } from "./context";
import { reading } from "./route-schemas";
import { shadowBody, shadowTaken, type ShadowCommand } from "./shadow-schemas";

/** The route by which a legacy system repeats its writes. They are compared after it was answered. */
export function shadowRoutes(app: App, { shadow }: Pick<HttpOptions, "shadow">): void {
  app.addHook("onClose", () => shadow.drain());
  app.post(
    "/v1/shadow/writes",
    {
      config: { scope: "shadow:write" },
      schema: {
        ...reading("shadow: writes of a legacy system, to be compared; stock does not change", shadowTaken),
        body: shadowBody,
      },
    },
    (request) => {
      const { tenant } = grantOf(request);
      const writes = request.body.writes.map(({ key, at, command, accepted, rows }) => ({
        ...{ tenant, key, at: Date.parse(at), legacy: { accepted, rows } },
        command: command === null ? null : commandOf(tenant, command),
      }));
      const taken = shadow.offer(writes);
      return { taken, dropped: writes.length - taken };
    },
  );
}

function commandOf(tenant: string, command: ShadowCommand): Command {
  if (command.kind === "reserve") {
    return { ...command, tenant, orderRef: "" };
  }
  if (command.kind === "set-policy") {
    const { kind, sku, location, shipsFrom, ...terms } = command;
    const policy = { ...terms, shipsFrom: shipsFrom === null ? null : Date.parse(shipsFrom) };
    return { kind, tenant, sku, location, policy };
  }
  return { ...command, tenant };
}
