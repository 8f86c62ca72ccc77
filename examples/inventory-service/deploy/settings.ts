import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { FEEDS } from "../src/feed/contracts";
import { contractId } from "../src/feed/schema";

/** What Kubernetes calls something. */
function kubernetesName(what: string): z.ZodString {
  return z.string(`the name of ${what}`).regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, `the name of ${what}`);
}

const CONTRACTS: readonly string[] = FEEDS.map(contractId);

const shape = z.object({
  platform: z.string().regex(/^[\w.-]+$/, "the name of the project that the region's stack belongs to"),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-central-1"),
  partition: z.string().regex(/^[a-z][a-z0-9-]*$/, "the name of the region's partition"),
  cidr: z.string().regex(/^\d+(\.\d+){3}\/\d+$/, "the addresses of the region's VPC, such as 10.20.0.0/16"),
  account: z.string().regex(/^\d{12}$/, "an account of 12 digits"),
  deployRole: z.string().regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, "the ARN of a role"),
  image: z.string().min(1, "a repository, without tag or digest"),
  tag: z.string().min(1, "the tag of one build"),
  owner: z.string().min(1, "a team"),
  costCenter: z.string().min(1, "a cost centre"),
  callers: z.array(z.string(), "a list of namespaces"),
  hosts: z.record(z.string(), z.string(), "a map of partitions and their hosts"),
  stream: z
    .object(
      { kind: z.enum(["kafka", "kinesis"]), name: z.string().regex(/^[A-Za-z0-9._-]{1,128}$/) },
      "kind and name of a stream",
    )
    .optional(),
  feeds: z
    .record(z.string(), z.string().regex(/^[A-Za-z0-9._-]{1,128}$/), "a map of feeds and streams of the environment")
    .refine(
      (named) => Object.keys(named).every((name) => CONTRACTS.includes(name)),
      `feeds out of ${CONTRACTS.join(" and ")}`,
    )
    .optional(),
  cacheUser: z.string().min(1, "a service of the environment that has the cache").optional(),
  archive: z.string().min(1, "an archive of the environment").optional(),
  metricsNamespace: z.string().min(1, "the namespace that the platform's objectives read"),
  channels: kubernetesName("a Secret of the service's namespace").optional(),
  flags: kubernetesName("a ConfigMap of the service's namespace").optional(),
  tls: z
    .object(
      {
        secret: kubernetesName("a Secret of the service's namespace"),
        clientCa: z.boolean("true or false").optional(),
      },
      "the secret of a certificate, and whether clients need one",
    )
    .optional(),
  traces: z
    .object(
      {
        namespace: kubernetesName("the namespace of a collector"),
        service: kubernetesName("the Service of a collector"),
        port: z.number("a port").int().min(1).max(65_535).default(4_318),
        ratio: z.number("from 0 to 1").min(0).max(1).optional(),
      },
      "namespace and Service of a collector of traces",
    )
    .optional(),
  writeEpoch: z.number("a whole number").int().min(1),
  minReplicas: z.number("a whole number").int().min(1),
  maxReplicas: z.number("a whole number").int().max(200),
});

const checked = shape
  .refine(({ feeds, stream }) => feeds === undefined || stream !== undefined, {
    path: ["feeds"],
    message: "stream to be set beside it: feeds go where events go",
  })
  .refine(({ feeds, stream }) => feeds === undefined || areApart(Object.values(feeds), stream?.name), {
    path: ["feeds"],
    message: "a stream of its own for each feed, and some feed",
  });

function areApart(names: readonly string[], own: string | undefined): boolean {
  return names.length > 0 && new Set([...names, own]).size === names.length + 1;
}

/** What a stack's own file says about the deployment, and what it leaves out. */
export type Settings = z.output<typeof shape> & {
  /** Name of the stack, and of the region's stack in the platform's project. */
  readonly stack: string;
  /** Name of the environment: what comes before the region. */
  readonly environment: string;
};

const DEFAULTS = {
  platform: "inventory-platform",
  tag: "1.0.0",
  owner: "inventory",
  costCenter: "c100",
  callers: [],
  hosts: {},
  metricsNamespace: "Inventory/Service",
  writeEpoch: 1,
  minReplicas: 2,
  maxReplicas: 20,
};

/**
 * Reads the settings of the stack that is being run. This file alone reads configuration.
 * @throws Error that names every setting that is missing or wrong
 */
export function readSettings(): Settings {
  const stack = pulumi.getStack();
  const config = new pulumi.Config();
  const given = Object.fromEntries(
    Object.entries(shape.shape).map(([key, type]) => [key, valueOf(config, key, type) ?? defaultOf(key, config)]),
  );
  const { success, data, error } = checked.safeParse(given);
  if (!success) {
    const problems = error.issues.map(({ path, message }) => problemIn(config, path, { message, given }));
    throw new Error(problems.join("\n"));
  }
  return { ...data, stack, environment: stack.slice(0, Math.max(0, stack.length - data.region.length - 1)) };
}

function valueOf(config: pulumi.Config, key: string, type: z.ZodType): unknown {
  const given = type instanceof z.ZodOptional ? type.unwrap() : type;
  return given instanceof z.ZodString ? config.get(key) : config.getObject<unknown>(key);
}

/** A value that follows from others, or the same for all. */
function defaultOf(key: string, config: pulumi.Config): unknown {
  const account = config.get("account") ?? "";
  const derived: Readonly<Record<string, unknown>> = {
    ...DEFAULTS,
    deployRole: `arn:aws:iam::${account}:role/inventory-platform-deploy`,
    image: `${account}.dkr.ecr.${config.get("region") ?? ""}.amazonaws.com/inventory-service`,
  };
  return derived[key];
}

function problemIn(
  config: pulumi.Config,
  path: readonly PropertyKey[],
  { message, given }: { readonly message: string; readonly given: Readonly<Record<string, unknown>> },
): string {
  const key = String(path[0]);
  const got = given[key] === undefined ? "missing" : JSON.stringify(given[key]);
  return `${config.name}:${path.join(".")} is ${got}, expected ${message}; set it in Pulumi.${pulumi.getStack()}.yaml`;
}
