import { TestServer } from "./database";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

describe("a connection that is lost while somebody has it", () => {
  it("fails his next statement, and not the process", async () => {
    const { name, owner } = await server.database();
    const pool = server.pool(name, 1);
    const connection = await pool.connect();
    const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
    const lost = new Promise((resolve) => connection.once("end", resolve));
    await owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await lost;

    await expect(connection.query("select")).rejects.toThrow("not queryable");
    connection.release(true);
    await expect(pool.query("select 1 as one")).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });
});
