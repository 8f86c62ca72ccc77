import { once } from "node:events";
import net from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Client } from "pg";
import type { Service } from "../../src/service";
import { TestServer } from "../storage/database";
import { uuidV7 } from "../storage/requests";
import { callerOf, issueKey, serviceOn } from "./caller";

type Line = Readonly<Record<string, unknown>>;

const RECEIVE = "/v1/stock/mug/berlin/receive";
const ROUTE = "/v1/stock/:sku/:location/receive";

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
const lines: Line[] = [];
beforeAll(async () => {
  server = await TestServer.start();
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
  ({ service, owner, url } = await serviceOn(server, { log }));
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});
afterEach(() => void lines.splice(0));

/** Lines about requests, once there is one. */
async function requestLines(): Promise<readonly Line[]> {
  for (;;) {
    const found = lines.filter(({ req }) => req !== undefined);
    if (found.length > 0) {
      return found;
    }
    await setTimeout(5);
  }
}

it("says of a request in one line what was asked and what became of it", async () => {
  const key = await issueKey(owner);
  await callerOf(url, key)("POST", RECEIVE, { quantity: 5 });
  await requestLines();
  await callerOf(url, key)("POST", RECEIVE, { quantity: -5 }, { "x-request-id": "order 7" });
  await setTimeout(50);

  const completed = {
    level: 30,
    msg: "request completed",
    responseTime: expect.any(Number),
    reqId: expect.any(String),
  };
  expect(await requestLines()).toEqual([
    expect.objectContaining({ ...completed, req: { method: "POST", route: ROUTE }, res: { statusCode: 200 } }),
    expect.objectContaining({
      ...completed,
      req: { method: "POST", route: ROUTE, correlation: expect.stringMatching(/^[0-9a-f]{32}$/) },
      res: { statusCode: 400 },
    }),
  ]);
});

it("says of a request whose caller leaves before the answer that it was aborted", async () => {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, "connect");
  const headers = [
    `POST ${RECEIVE} HTTP/1.1`,
    `host: ${hostname}`,
    `authorization: Bearer ${await issueKey(owner)}`,
    `idempotency-key: ${uuidV7()}`,
    "content-type: application/json",
    "content-length: 100",
  ];
  socket.write(`${headers.join("\r\n")}\r\n\r\n{"quantity":`);
  await setTimeout(100);
  socket.destroy();

  expect(await requestLines()).toEqual([
    expect.objectContaining({ level: 30, msg: "request aborted", req: { method: "POST", route: ROUTE } }),
  ]);
});
