import { createServer, type Server } from "node:http";
import { runProbe, USER_AGENT, type Probe } from "../../../components/observability/canary/probe";
import { probeFrom, variablesOf } from "../../../components/observability/canary/settings";

/** What the server was asked, as `method path user-agent`. */
const asked: string[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(({ method = "", url = "", headers }, response) => {
    asked.push(`${method} ${url} ${headers["user-agent"] ?? ""}`);
    if (url === "/silent") {
      return;
    }
    response.writeHead(url === "/moved" ? 301 : url === "/broken" ? 503 : 200, {
      location: "/elsewhere",
      "set-cookie": "session=of-somebody",
    });
    response.end("somebody's name");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function run(path: string, probe: Partial<Probe> = {}): Promise<readonly string[]> {
  const told: string[] = [];
  const clock = [1_000, 1_042.4];
  await runProbe(
    { url: `${origin}${path}`, method: "GET", status: 200, withinSeconds: 1, ...probe },
    { send: fetch, now: () => clock.shift() ?? 0, tell: (line) => told.push(line) },
  );
  return told;
}

describe("a probe", () => {
  it("tells the address, the status and the time, and nothing of headers or body", async () => {
    expect(await run("/health")).toEqual([`GET ${origin}/health answered 200 after 42 ms`]);
    expect(asked).toEqual([`GET /health ${USER_AGENT}`]);
  });

  it("asks with HEAD where it is to", async () => {
    expect(await run("/health", { method: "HEAD" })).toEqual([`HEAD ${origin}/health answered 200 after 42 ms`]);
  });

  it("fails at another status", async () => {
    await expect(run("/broken")).rejects.toThrow(new Error(`GET ${origin}/broken answered 503, expected 200`));
  });

  it("follows no redirection, which may be what is right", async () => {
    await expect(run("/moved")).rejects.toThrow(new Error(`GET ${origin}/moved answered 301, expected 200`));
    expect(await run("/moved", { status: 301 })).toHaveLength(1);
    expect(asked.filter((line) => line.includes("/elsewhere"))).toEqual([]);
  });

  it("fails where nothing comes in time", async () => {
    await expect(run("/silent")).rejects.toThrow(new Error(`GET ${origin}/silent was not answered within 1 s`));
  });

  it("fails where nobody listens, and says why", async () => {
    await expect(run("/", { url: "http://127.0.0.1:1/" })).rejects.toThrow(/^GET http:\/\/127\.0\.0\.1:1\/ failed: /);
  });
});

describe("the settings of a canary", () => {
  const probe: Probe = { url: "https://shop.example.com/health", method: "HEAD", status: 204, withinSeconds: 3 };

  it("come out as they went in", () => {
    expect(probeFrom(variablesOf(probe))).toStrictEqual(probe);
  });

  it.each([
    ["PROBE_URL", "http://shop.example.com", `PROBE_URL is "http://shop.example.com", expected an https address`],
    ["PROBE_URL", undefined, `PROBE_URL is "", expected an https address`],
    ["PROBE_METHOD", "POST", `PROBE_METHOD is "POST", expected GET or HEAD: a canary only reads`],
    ["PROBE_METHOD", undefined, `PROBE_METHOD is "", expected GET or HEAD: a canary only reads`],
    ["PROBE_STATUS", "ok", `PROBE_STATUS is "ok", expected a whole number above 0`],
    ["PROBE_WITHIN_SECONDS", "0", `PROBE_WITHIN_SECONDS is "0", expected a whole number above 0`],
  ])("are refused where %s is %s", (name, value, message) => {
    expect(() => probeFrom({ ...variablesOf(probe), [name]: value })).toThrow(new Error(message));
  });
});
