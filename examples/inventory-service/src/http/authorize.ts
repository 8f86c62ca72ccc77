import type { FastifyReply, FastifyRequest } from "fastify";
import type { HttpOptions } from "./context";
import { asProblem, problem, type Problem } from "./problem";

type Authorize = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** Lets a request through whose key allows what its route wants, in the partition where the tenant's data lie. */
export function authorize({ keys, partition }: Pick<HttpOptions, "keys" | "partition">): Authorize {
  return async (request, reply) => {
    const { scope } = request.routeOptions.config;
    if (scope === undefined) {
      return undefined;
    }
    const grant = await keys.grantOf(bearer(request.headers.authorization));
    if (grant === undefined) {
      return refuse(reply.header("www-authenticate", "Bearer"), problem("unauthorized"));
    }
    if (grant.partition !== partition.own) {
      return refuse(reply, problem("wrong-partition", { host: partition.hosts[grant.partition] ?? null }));
    }
    if (!grant.scopes.includes(scope)) {
      return refuse(reply, problem("forbidden", { scope }));
    }
    request.grant = grant;
    return undefined;
  };
}

function refuse(reply: FastifyReply, body: Problem): FastifyReply {
  return reply.send(asProblem(reply, body));
}

function bearer(header: string | undefined): string {
  return /^Bearer (\S+)$/.exec(header ?? "")?.[1] ?? "";
}
