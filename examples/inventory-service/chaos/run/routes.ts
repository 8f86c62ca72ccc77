import type { Asked } from "../checker/history-format";

/** Where a command goes, and what it carries. */
export interface Route {
  readonly method: "POST" | "PUT";
  readonly path: string;
  readonly body?: object;
}

/** The service's route for a command. */
export function routeOf(asked: Asked): Route {
  return "reservation" in asked ? routeOfReservation(asked) : routeOfStock(asked);
}

function routeOfStock(asked: Exclude<Asked, { reservation: string }>): Route {
  switch (asked.kind) {
    case "receive":
      return row(asked, "receive", { quantity: asked.quantity });
    case "adjust":
      return row(asked, "adjust", { by: asked.by, reason: "correction" });
    case "count":
      return row(asked, "count", { counted: asked.counted, expected: asked.expected });
    case "arrive":
      return row(asked, "arrive", { quantity: asked.quantity, missing: asked.missing });
    case "policy":
      return { ...row(asked, "policy", { ...asked.policy, shipsFrom: null }), method: "PUT" };
    case "transfer":
      return { method: "POST", path: "/v1/transfers", body: without(asked, ["kind", "tenant"]) };
  }
}

function routeOfReservation(asked: Extract<Asked, { reservation: string }>): Route {
  const path = `/v1/reservations/${asked.reservation}/${asked.kind}`;
  switch (asked.kind) {
    case "reserve": {
      const body = { ...without(asked, ["kind", "tenant"]), orderRef: [...asked.reservation].reverse().join("") };
      return { method: "POST", path: "/v1/reservations", body };
    }
    case "confirm":
    case "release":
    case "cancel":
      return { method: "POST", path };
    case "ship":
    case "return":
      return { method: "POST", path, body: without(asked, ["kind", "tenant", "reservation"]) };
  }
}

/** The same command asking for something else, as nobody does who sends one again; `undefined` where there is nothing to change. */
export function forged(asked: Asked): Asked | undefined {
  if (asked.kind === "receive" || asked.kind === "transfer") {
    return { ...asked, quantity: asked.quantity + 1 };
  }
  if (asked.kind === "reserve") {
    return { ...asked, lines: asked.lines.map((line) => ({ ...line, quantity: line.quantity + 1 })) };
  }
  return asked.kind === "ship" ? { ...asked, location: `${asked.location}-2` } : undefined;
}

function row(
  { sku, location }: { readonly sku: string; readonly location: string },
  name: string,
  body: object,
): Route {
  return { method: "POST", path: `/v1/stock/${sku}/${location}/${name}`, body };
}

function without(asked: Asked, left: readonly string[]): object {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => !left.includes(name)));
}
