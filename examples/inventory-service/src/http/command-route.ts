import type { z } from "zod";
import type { Scope } from "../access";
import type { Command } from "../domain";
import type { CommandRequest, Remark } from "../storage";
import { answerCommand } from "./answer";
import type { App, HttpOptions } from "./context";
import { changing } from "./route-schemas";

/** A route that has a command carried out. */
interface CommandRoute<Params extends z.ZodType, Body extends z.ZodType> {
  readonly method?: "POST" | "PUT";
  readonly url: string;
  readonly scope: Scope;
  /** `tag: summary`, for the API's description. */
  readonly text: string;
  readonly params: Params;
  readonly body: Body;
}

/** What a caller asked for. */
interface Asked<Params, Body> {
  readonly tenant: string;
  readonly params: Params;
  readonly body: Body;
}

/** Adds a route to an app. */
export type AddRoute = (app: App, options: HttpOptions) => void;

/** A route, the command that is asked for by it, and what is said about that for the audit. */
export function commandRoute<Params extends z.ZodType, Body extends z.ZodType>(
  route: CommandRoute<Params, Body>,
  commandOf: (asked: Asked<z.output<Params>, z.output<Body>>) => Command,
  remarkOf: (body: z.output<Body>) => Remark | undefined = () => undefined,
): AddRoute {
  return requestRoute(route, async (asked) => ({ command: commandOf(asked), remark: remarkOf(asked.body) }));
}

/** A route, and the request that is made of it. */
export function requestRoute<Params extends z.ZodType, Body extends z.ZodType>(
  { method = "POST", url, scope, text, params, body }: CommandRoute<Params, Body>,
  requestOf: (
    asked: Asked<z.output<Params>, z.output<Body>>,
    options: HttpOptions,
  ) => Promise<Omit<CommandRequest, "key">>,
): AddRoute {
  return (app, options) => {
    app.route({
      ...{ method, url, config: { scope } },
      schema: { ...changing(text), params, body },
      handler: (request, reply) =>
        answerCommand(options, { request, reply }, (tenant) => {
          // The validator has put what the schemas make of a request in the place of what was sent.
          const sent = request as { readonly params: z.output<Params>; readonly body: z.output<Body> };
          return requestOf({ tenant, params: sent.params, body: sent.body }, options);
        }),
    });
  };
}
