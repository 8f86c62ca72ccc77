import { Signer } from "@aws-sdk/rds-signer";
import type { PasswordSource } from "../storage";
import type { Config } from "./config";

const POSTGRESQL_PORT = 5_432;

/**
 * Where the passwords of connections come from: tokens of IAM, signed by the credentials that are there, each good for the
 * 15 minutes in which a connection may be opened with it.
 * @returns nothing where the database's address has the password
 */
export function databasePassword({ databaseUrl, databaseAuth }: Config): PasswordSource | undefined {
  if (databaseAuth.kind === "password" || databaseUrl === undefined) {
    return undefined;
  }
  const { hostname, port, username } = new URL(databaseUrl);
  const signer = new Signer({
    region: databaseAuth.region,
    hostname,
    port: port === "" ? POSTGRESQL_PORT : Number(port),
    username: decodeURIComponent(username),
  });
  return () => signer.getAuthToken();
}
