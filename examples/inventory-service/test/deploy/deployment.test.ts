import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planProgram, type Plan, type Properties } from "inventory-platform/planner";
import { CONFIG_VARIABLES } from "../../src/service/config";
import { deployInventoryService } from "../../deploy/inventory-service";
import { readSettings } from "../../deploy/settings";

const DEPLOYMENT = path.join(__dirname, "..", "..", "deploy");
const PLANNER = path.join(__dirname, "..", "..", "..", "..", "planner", "bin.js");
const REGION = "organization/inventory-platform/prod-eu-central-1";
const CONNECT = "arn:aws:rds-db:eu-central-1:222222222222:dbuser:prx-0123456789abcdef0/dbowner";
const SETTINGS = {
  "inventory-service:region": "eu-central-1",
  "inventory-service:partition": "eu",
  "inventory-service:account": "222222222222",
  "inventory-service:cidr": "10.0.0.0/16",
};
/** What the service reads of a region's stack. */
const OUTPUTS: Properties = {
  partition: "eu",
  region: "eu-central-1",
  role: "primary",
  cidr: "10.0.0.0/16",
  clusterName: "prod-eu-central-1",
  kubeconfig: "{}",
  metrics: { prometheusUrl: "http://prometheus.metrics:80", keda: true },
  streams: {},
  flags: {},
  archives: {},
  database: {
    endpoint: "db.proxy.internal",
    readerEndpoint: "db.reader.internal",
    name: "inventory",
    username: "dbowner",
    connectArns: [CONNECT],
  },
};

const NO_FILES = "a workload of the kit has no files of its own yet";
const NO_SERVER = "the service runs without one, and the deployment names none yet";

/** Variables that the deployment does not set, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  DATA_FOLDER: "it is for a database of the service's own, and the deployment has the region's",
  FLAGS_FILE: NO_FILES,
  TLS_CERT_FILE: NO_FILES,
  TLS_KEY_FILE: NO_FILES,
  TLS_CLIENT_CA_FILE: NO_FILES,
  OPERATIONS_PORT:
    "health and metrics are asked at the workload's one port, by probes and Prometheus of the cluster alone",
  OTEL_EXPORTER_OTLP_ENDPOINT: "a region's stack names no collector of traces",
  OTEL_TRACES_SAMPLER_ARG: "it goes with OTEL_EXPORTER_OTLP_ENDPOINT",
  ARCHIVE_URL: NO_SERVER,
  S3_ENDPOINT: "it is for servers that stand in for AWS",
  KAFKA_BROKERS: NO_SERVER,
  KAFKA_TOPIC: NO_SERVER,
  KAFKA_AUTH: NO_SERVER,
  KINESIS_STREAM: NO_SERVER,
  KINESIS_ENDPOINT: "it is for servers that stand in for AWS",
  REDIS_URL: NO_SERVER,
  REDIS_CLUSTER: NO_SERVER,
};

function planOf(outputs: Properties, settings: Readonly<Record<string, string>> = {}): Promise<Plan> {
  return planProgram({
    project: "inventory-service",
    stack: "prod-eu-central-1",
    config: { ...SETTINGS, ...settings },
    program: () => deployInventoryService(readSettings()),
    stackOutputs: { [REGION]: outputs },
  });
}

function inputsOf(plan: Plan, name: string): Properties {
  const found = plan.resources.find((resource) => resource.name === `inventory-service-${name}`);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found.inputs;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** Variables of the container, without those that it gets from the pod it is in. */
function variablesOf(plan: Plan): Map<string, string | undefined> {
  const { template } = JSON.parse(JSON.stringify(inputsOf(plan, "deployment")["spec"])) as {
    readonly template: { readonly spec: { readonly containers: readonly { readonly env: readonly Variable[] }[] } };
  };
  return new Map(template.spec.containers.flatMap(({ env }) => env.map(({ name, value }) => [name, value] as const)));
}

describe("the deployment of the service", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(OUTPUTS);
  });

  it("sets every variable that the service reads, but those that are left out for a reason, and no other", () => {
    const accounted = [...variablesOf(plan).keys(), ...Object.keys(LEFT_OUT)];

    expect(accounted.toSorted()).toEqual(CONFIG_VARIABLES.toSorted());
  });

  it("logs in by IAM, where the certificate is checked, and may do nothing else in AWS", () => {
    expect(variablesOf(plan).get("DATABASE_URL")).toBe(
      "postgres://dbowner@db.proxy.internal:5432/inventory?sslmode=verify-full",
    );
    expect(JSON.parse(String(inputsOf(plan, "role-rights")["policy"]))).toMatchObject({
      Statement: [{ Sid: "LogInToDatabase", Action: ["rds-db:connect"], Resource: [CONNECT] }],
    });
  });

  it("migrates in the primary alone: the database of a secondary takes no migration", async () => {
    const secondary = await planOf({ ...OUTPUTS, role: "secondary" });

    expect(variablesOf(plan).get("DATABASE_MIGRATE")).toBe("true");
    expect(variablesOf(secondary).get("DATABASE_MIGRATE")).toBe("false");
  });

  it("scales by the commands that wait, between bounds", () => {
    expect(inputsOf(plan, "scaled-object")["spec"]).toMatchObject({
      minReplicaCount: 2,
      maxReplicaCount: 20,
      triggers: [{ type: "prometheus", metadata: { query: "sum(inventory_waiting_commands)", threshold: "500" } }],
    });
  });

  it("lets in the namespaces that call it, and nobody else", async () => {
    const policy = (of: Plan) => JSON.stringify(inputsOf(of, "network-policy"));
    const called = await planOf(OUTPUTS, { "inventory-service:callers": '["gateway"]' });

    expect(policy(called)).toContain('"kubernetes.io/metadata.name":"gateway"');
    expect(policy(plan)).not.toContain("gateway");
  });

  it("refuses settings that are missing or wrong, all at once", async () => {
    const { outputs } = await planProgram({
      project: "inventory-service",
      stack: "prod-eu-central-1",
      config: { ...SETTINGS, "inventory-service:account": "22", "inventory-service:minReplicas": "0" },
      program: () => ({ refused: refusalOf(readSettings) }),
    });

    expect(String(outputs["refused"]).split("\n")).toEqual([
      'inventory-service:account is "22", expected an account of 12 digits; set it in Pulumi.prod-eu-central-1.yaml',
      expect.stringMatching(/^inventory-service:deployRole is "arn:aws:iam::22:role.*, expected the ARN of a role; /),
      expect.stringMatching(/^inventory-service:minReplicas is 0, expected /),
    ]);
  });
});

function refusalOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "not refused";
}

describe("a region that lacks what the service needs", () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-deploy-"));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** What the planner says of the deployment into a region that gives these outputs. */
  function refused(outputs: Properties): string {
    const file = path.join(folder, "outputs.json");
    fs.writeFileSync(file, JSON.stringify({ [REGION]: outputs }));
    const stack = ["--cwd", DEPLOYMENT, "--stack", "prod-eu-central-1", "--outputs", file, "--no-policy"];
    const { status, stderr } = spawnSync(process.execPath, [PLANNER, "preview", ...stack], { encoding: "utf8" });
    expect(status).toBe(2);
    return stderr;
  }

  it.each([
    [
      "a relational database",
      "database",
      "the service keeps its reservations in PostgreSQL: choose a region of an environment whose pattern has a relational database, such as microservices-relational",
    ],
    [
      "a cluster",
      "clusterName",
      "the service runs on Kubernetes: choose a region of an environment whose pattern does, such as microservices-relational",
    ],
    [
      "what measures",
      "metrics",
      "its autoscaler needs KEDA, which runs where a service of the environment scales by kind keda",
    ],
  ])("is refused by its name: %s", (_what, output, why) => {
    const { [output]: _absent, ...rest } = OUTPUTS;

    expect(refused(rest)).toContain(`${REGION} gives no ${output}: ${why}`);
  });

  it("is refused where it is another than the settings say, with all that differs", () => {
    const lines = refused({ ...OUTPUTS, partition: "us", cidr: "10.9.0.0/16" }).split("\n");

    expect(lines.map((line) => line.replace(/^.*(?=inventory-service:)/, "").trim())).toEqual(
      expect.arrayContaining([
        `inventory-service:partition is "eu", expected "us" as ${REGION} gives; set it in Pulumi.prod-eu-central-1.yaml`,
        `inventory-service:cidr is "10.0.0.0/16", expected "10.9.0.0/16" as ${REGION} gives; set it in Pulumi.prod-eu-central-1.yaml`,
      ]),
    );
  });
});
