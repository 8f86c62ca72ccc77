import { z } from "zod";
import type { WebhookAnswer } from "../channels";
import type { App, HttpOptions } from "./context";
import { asProblem, problem, type Problem } from "./problem";

/** Headers of Standard Webhooks; who sends none is nobody. */
const headersOf = z.object({
  "webhook-id": z.string().max(128).catch(""),
  "webhook-timestamp": z.string().max(32).catch(""),
  "webhook-signature": z.string().max(1024).catch(""),
});

/**
 * The route on which ERPs tell what happened. Its callers sign what they send, byte by byte, and have no API key; it is described
 * beside them, in `channels/protocol/erp.yaml`.
 */
export async function webhookRoute(app: App, { takeInWebhook }: Pick<HttpOptions, "takeInWebhook">): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body));
    scope.post<{ Params: { channel: string } }>(
      "/v1/webhooks/:channel",
      { schema: { hide: true } },
      async (request, reply) => {
        const headers = headersOf.parse(request.headers);
        const { traceparent } = request.headers;
        const answer = await takeInWebhook({
          channel: request.params.channel,
          id: headers["webhook-id"],
          timestamp: headers["webhook-timestamp"],
          signature: headers["webhook-signature"],
          traceparent: typeof traceparent === "string" ? traceparent : undefined,
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        });
        return answer.kind === "taken"
          ? reply.code(202).send({ taken: answer.messages })
          : reply.send(asProblem(reply, problemOf(answer)));
      },
    );
  });
}

function problemOf(answer: Exclude<WebhookAnswer, { kind: "taken" }>): Problem {
  return answer.kind === "unauthorized"
    ? problem("bad-signature")
    : problem("invalid-request", { problems: answer.problems });
}
