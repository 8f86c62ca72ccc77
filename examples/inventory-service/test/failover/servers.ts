import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { Client } from "pg";

/** A primary, and a standby that follows it asynchronously, each a PostgreSQL server of its own. */
export interface TwoServers {
  readonly primary: string;
  readonly standby: string;
  /** Has the standby take in all that the primary committed. */
  caughtUp(): Promise<void>;
  /** Ends the replication: what the primary commits from now on is lost with it. */
  cut(): Promise<void>;
  losePrimary(): Promise<void>;
  returnPrimary(): Promise<void>;
  /** A connection of the owner, closed with the servers. */
  owner(url: string): Promise<Client>;
  stop(): Promise<void>;
}

/** Starts both, without data. */
export async function startTwoServers(): Promise<TwoServers> {
  const program = path.join(__dirname, "two-servers.mjs");
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = async (command: string): Promise<Record<string, string>> => {
    child.stdin.write(`${command}\n`);
    const { value } = await answers.next();
    return JSON.parse(String(value)) as Record<string, string>;
  };
  const { primary = "", standby = "" } = await tell("start");
  const open: Client[] = [];
  const owner = async (url: string): Promise<Client> => {
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    open.push(client);
    return client;
  };
  return {
    ...{ primary, standby, owner },
    caughtUp: async () => {
      const [from, to] = [await owner(primary), await owner(standby)];
      const { rows } = await from.query<{ lsn: string }>("select pg_current_wal_lsn() as lsn");
      await untilTrue(to, `select pg_last_wal_replay_lsn() >= '${rows[0]?.lsn}' as holds`);
    },
    cut: async () => {
      const to = await owner(standby);
      await to.query("alter system set primary_conninfo = ''");
      await to.query("select pg_reload_conf()");
      await untilTrue(to, "select not exists (select from pg_stat_wal_receiver) as holds");
    },
    losePrimary: async () => void (await tell("lose primary")),
    returnPrimary: async () => void (await tell("return primary")),
    stop: async () => {
      await Promise.all(open.map((client) => client.end().catch(() => undefined)));
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await gone;
    },
  };
}

async function untilTrue(client: Client, text: string): Promise<void> {
  while (!(await client.query<{ holds: boolean }>(text)).rows[0]?.holds) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
