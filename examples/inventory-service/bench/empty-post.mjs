// Fastify with a POST that does nothing, in a process of its own. Sends where it listens to its parent, and ends when that one lets go.
import fastify from "fastify";

const app = fastify();
app.post("/v1/reservations", async () => ({}));
process.once("disconnect", () => app.close());
process.send(await app.listen({ host: "127.0.0.1", port: 0 }));
