import { z } from "zod";
import type { Partition } from "../http";

/** What the environment says. Every variable that the service reads is here. */
export interface Config {
  /** The database; without one, the service starts its own. */
  readonly databaseUrl: string | undefined;
  /** How it logs in: with the password of the address, or with tokens of IAM in a region. */
  readonly databaseAuth: { readonly kind: "password" } | { readonly kind: "aws-iam"; readonly region: string };
  /** Whether it applies the migrations that are missing before it starts. */
  readonly migrate: boolean;
  /** Where the data of its own database lie. */
  readonly dataFolder: string | undefined;
  /** The address it listens on. */
  readonly host: string;
  /** The port it listens on; 0 for any that is free. */
  readonly port: number;
  /** Connections to the database. */
  readonly connections: number;
  /** Which partition this is, and where the others are. */
  readonly partition: Partition;
}

const hosts = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("a JSON object of partitions and their hosts is expected");
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string()));

const VARIABLES = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_AUTH: z.enum(["password", "aws-iam"]).default("password"),
  DATABASE_MIGRATE: z.enum(["true", "false"]).default("false"),
  AWS_REGION: z.string().min(1).optional(),
  DATA_FOLDER: z.string().min(1).optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(8),
  PARTITION: z.string().min(1).default("local"),
  PARTITION_HOSTS: hosts.default({}),
});

/** Every variable that the service reads. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(VARIABLES.shape);

const CHECKED = VARIABLES.check(({ value, issues }) => {
  const { DATABASE_AUTH: auth, DATABASE_URL: url, AWS_REGION: region } = value;
  const needed = auth === "password" ? {} : { DATABASE_URL: url, AWS_REGION: region };
  for (const [name, given] of Object.entries(needed)) {
    if (given === undefined) {
      issues.push({
        code: "custom",
        input: value,
        path: [name],
        message: `is missing, which DATABASE_AUTH ${auth} needs`,
      });
    }
  }
});

/**
 * Reads the environment.
 * @throws Error that names every variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const { success, data, error } = CHECKED.safeParse(environment);
  if (!success) {
    throw new Error(error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
  }
  return {
    databaseUrl: data.DATABASE_URL,
    databaseAuth:
      data.DATABASE_AUTH === "aws-iam" && data.AWS_REGION !== undefined
        ? { kind: "aws-iam", region: data.AWS_REGION }
        : { kind: "password" },
    migrate: data.DATABASE_MIGRATE === "true",
    dataFolder: data.DATA_FOLDER,
    host: data.HOST,
    port: data.PORT,
    connections: data.DATABASE_CONNECTIONS,
    partition: { own: data.PARTITION, hosts: data.PARTITION_HOSTS },
  };
}
