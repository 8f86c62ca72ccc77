/**
 * Writes facts/generated/force-new.json: which input of which AWS resource type forces a replacement, and who says so.
 *
 * Nobody publishes that for the provider as it is today, so four sources are laid over one another:
 *
 * - `provider`: the provider's present source, read by hand for one type after the other (force-new/readings.json).
 *   Where a reading exists it is right, and the others are not asked.
 * - `provider-1.60`: the last version of the provider that is a Go module, read by this script.
 * - `cloudformation`: `createOnlyProperties` of CloudFormation's resource schemas, which PyPI `cfn-lint` ships.
 * - `documentation`: the sentence "changing this forces a new resource" in the type files of @pulumi/aws.
 *
 * A reading may be `partial` and then lists `updates` too; it may name `unread` inputs that its version of the source did not have yet, `unproven` ones
 * that nobody is to be believed about, and `changesOfKind`, of which one replaces another only by a replacement.
 * A property that any of the last three calls creation-only replaces; one that none of them knows is left out, and
 * whoever reads the table takes it for replacing. Needs Python 3, Go and a network.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.join(HERE, "..", "facts", "generated", "force-new.json");
const CFN_LINT = "1.58.0";
const TERRAFORM = "1.60.0";
const TERRAFORM_MODULE = "github.com/hashicorp/terraform-provider-aws";
const FORCES = new RegExp(
  [
    "chang(?:es|ing) (?:this|it|the|these)[^.]{0,60} (?:will )?(?:forces?|recreates?)\\b",
    "forces? (?:a )?new (?:resource|cluster)",
    "forces? (?:a )?(?:replacement|recreation) of the (?:resource|cluster|instance)",
  ].join("|"),
  "i",
);

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const readings = readJson(path.join(HERE, "force-new", "readings.json"));
const spelling = readJson(path.join(HERE, "force-new", "cloudformation-names.json"));

/** The argument types of @pulumi/aws: token → input → its comment. */
function readInputs(directory) {
  const files = readdirSync(directory, { recursive: true }).filter(
    (file) => file.endsWith(".js") && !file.includes("node_modules"),
  );
  return new Map(files.flatMap((file) => readInputsOf(path.join(directory, file))));
}

function readInputsOf(file) {
  const token = /static __pulumiType = '(aws:[^']+)'/.exec(readFileSync(file, "utf8"))?.[1];
  if (token === undefined) {
    return [];
  }
  const declaration = readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8");
  const start = declaration.indexOf(`export interface ${token.split(":")[2]}Args {`);
  const body = start < 0 ? "" : declaration.slice(start, declaration.indexOf("\n}", start));
  const members = [...body.matchAll(/(?: {4}\/\*\*\n((?: {5}\*.*\n)*?) {5}\*\/\n)? {4}(\w+)\??: /g)];
  return [[token, new Map(members.map(([, comment = "", name]) => [name, comment.replace(/\s+\*\s+/g, " ")]))]];
}

/** Schemas of CloudFormation by lowercase type name. */
function readCloudFormation(directory) {
  const venv = path.join(directory, "venv");
  execFileSync("python3", ["-m", "venv", venv]);
  execFileSync(path.join(venv, "bin", "pip"), ["install", "--quiet", `cfn-lint==${CFN_LINT}`]);
  const [python] = readdirSync(path.join(venv, "lib"));
  const schemas = path.join(venv, "lib", python, "site-packages", "cfnlint", "data", "schemas", "resources");
  const parsed = readdirSync(schemas)
    .filter((file) => file.endsWith(".json"))
    .map((file) => readJson(path.join(schemas, file)));
  return new Map(parsed.map((schema) => [schema.typeName.toLowerCase(), schema]));
}

/** Resources of the old provider: Terraform name → body of the function that returns its schema. */
function readTerraform() {
  const options = { cwd: os.tmpdir(), encoding: "utf8" };
  const said = execFileSync("go", ["mod", "download", "-json", `${TERRAFORM_MODULE}@v${TERRAFORM}`], options);
  const directory = path.join(JSON.parse(said).Dir, "aws");
  const files = readdirSync(directory).filter((file) => file.endsWith(".go") && !file.endsWith("_test.go"));
  const functions = files.flatMap((file) => [
    ...readFileSync(path.join(directory, file), "utf8").matchAll(
      /^func (\w+)\(\) \*schema\.Resource \{\n([\s\S]*?)^\}/gm,
    ),
  ]);
  const bodies = new Map(functions.map(([, name, body]) => [name, body]));
  const provider = readFileSync(path.join(directory, "provider.go"), "utf8");
  const resources = provider.slice(provider.indexOf("ResourcesMap:")).matchAll(/"(aws_\w+)":\s+(\w+)\(\)/g);
  return new Map([...resources].flatMap(([, name, fn]) => (bodies.has(fn) ? [[name, bodies.get(fn)]] : [])));
}

/** Properties of a Go schema, as paths with dots; gofmt's indentation tells what lies in what. */
function terraformProperties(body) {
  const [all, forced, open] = [[], [], []];
  const close = (indent) => {
    while (open.length > 0 && open.at(-1).indent >= indent) {
      open.pop();
    }
  };
  for (const line of body.split("\n")) {
    const key = /^(\t+)"(\w+)":\s+(.*)$/.exec(line);
    const force = /^(\t+)ForceNew:\s+true/.exec(line);
    if (key !== null) {
      close(key[1].length);
      open.push({ indent: key[1].length, name: key[2] });
      all.push(open.map(({ name }) => name).join("."));
    }
    if (force !== null) {
      close(force[1].length);
    }
    if (force !== null || /ForceNew: true/.test(key?.[3] ?? "")) {
      forced.push(open.map(({ name }) => name).join("."));
    }
  }
  return { all, forced };
}

const snake = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
const decapitalized = (name) =>
  name
    .replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (head) => head.toLowerCase())
    .replace(/([A-Z])([A-Z]+)(?=$|[A-Z][a-z])/g, (_, a, b) => a + b.toLowerCase());

const TERRAFORM_NAMES = {
  "aws:cfg/deliveryChannel:DeliveryChannel": "aws_config_delivery_channel",
  "aws:cfg/recorder:Recorder": "aws_config_configuration_recorder",
  "aws:cfg/recorderStatus:RecorderStatus": "aws_config_configuration_recorder_status",
  "aws:cloudtrail/trail:Trail": "aws_cloudtrail",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "aws_iam_openid_connect_provider",
  "aws:rds/instance:Instance": "aws_db_instance",
  "aws:rds/parameterGroup:ParameterGroup": "aws_db_parameter_group",
  "aws:rds/subnetGroup:SubnetGroup": "aws_db_subnet_group",
};

function terraformOf(token, resources) {
  const [, place, name] = token.split(":");
  const candidates = [TERRAFORM_NAMES[token], `aws_${place.split("/")[0]}_${snake(name)}`, `aws_${snake(name)}`];
  const found = candidates.find((candidate) => candidate !== undefined && resources.has(candidate));
  return found === undefined ? undefined : terraformProperties(resources.get(found));
}

/** The input that a name from elsewhere means; the provider's bridge puts lists in the plural. */
function inputOf(inputs, names) {
  const byLower = new Map([...inputs.keys()].map((name) => [name.toLowerCase(), name]));
  const tries = names.flatMap((name) => [name, `${name}s`, `${name}es`, name.replace(/y$/, "ies")]);
  return tries.map((name) => byLower.get(name.toLowerCase())).find((name) => name !== undefined);
}

/** Calls `say(kind, path, source)` for what the old provider says of a type. */
function sayTerraform(token, inputs, resources, say) {
  const found = terraformOf(token, resources);
  for (const property of found?.all ?? []) {
    const [head, ...rest] = property.split(".").map(camel);
    const input = inputOf(inputs, [head]);
    const kind = found.forced.includes(property) ? "replaces" : "updates";
    if (input !== undefined && (kind === "replaces" || rest.length === 0)) {
      say(kind, [input, ...rest].join("."), `provider-${TERRAFORM.replace(/\.0$/, "")}`);
    }
  }
}

/** Calls `say(kind, path, source)` for what CloudFormation says of a type. */
function sayCloudFormation(token, inputs, schemas, say) {
  const [, place, name] = token.split(":");
  const typeName = spelling.types[token] ?? `aws::${place.split("/")[0]}::${name}`;
  const schema = schemas.get(typeName.toLowerCase());
  const paths = (schema?.createOnlyProperties ?? []).map((pointer) => pointer.split("/").slice(2));
  const forced = new Set(paths.filter((steps) => steps.length === 1).map(([head]) => head));
  const meant = (property) => {
    const own = spelling.properties[token]?.[property];
    const last = typeName.split("::").at(-1);
    const short = property.toLowerCase() === `${last}Name`.toLowerCase() ? ["name"] : [];
    const input = inputOf(inputs, [decapitalized(property), ...short]);
    return own?.split(",").filter((name) => inputs.has(name)) ?? (input === undefined ? [] : [input]);
  };
  for (const property of Object.keys(schema?.properties ?? {})) {
    const kind = forced.has(property) ? "replaces" : "updates";
    meant(property).forEach((input) => say(kind, input, "cloudformation"));
  }
  for (const [head, ...rest] of paths.filter((steps) => steps.length > 1)) {
    const tail = rest.filter((step) => step !== "*").map(decapitalized);
    meant(head).forEach((input) => say("replaces", [input, ...tail].join("."), "cloudformation"));
  }
}

function sayDocumentation(inputs, say) {
  for (const [name, comment] of inputs) {
    if (FORCES.test(comment)) {
      say("replaces", name, "documentation");
    }
  }
}

/** A reading that names an input which does not exist would guard nothing. */
function checkReading(token, inputs) {
  const { replaces = [], updates = [], unread = [], changesOfKind = [], unproven = [] } = readings[token] ?? {};
  const named = [...replaces, ...updates, ...unread, ...changesOfKind, ...unproven].map(
    (property) => property.split(".")[0],
  );
  const wrong = named.filter((name) => !inputs.has(name));
  if (wrong.length > 0) {
    throw new Error(`force-new/readings.json: ${token} has no input ${wrong.join(", ")}`);
  }
}

/** What is known of one type; `undefined` where none of the sources knows it. */
function judge(token, inputs, { schemas, resources }) {
  const [replaces, updates] = [new Map(), new Map()];
  const say = (kind, property, source) => {
    const said = kind === "replaces" ? replaces : updates;
    const sources = said.get(property) ?? [];
    said.set(property, sources.includes(source) ? sources : [...sources, source]);
  };
  const reading = readings[token] ?? {};
  const { replaces: read = [], updates: free = [], unread = [], changesOfKind = [], unproven = [], partial } = reading;
  const isOpen = partial === true || readings[token] === undefined;
  const open = new Map([...inputs].filter(([name]) => isOpen || unread.includes(name)));
  [...read, ...changesOfKind].forEach((property) => say("replaces", property, "provider"));
  free.forEach((property) => say("updates", property, "provider"));
  [...inputs.keys()].filter((name) => !open.has(name)).forEach((name) => say("updates", name, "provider"));
  sayTerraform(token, open, resources, say);
  sayCloudFormation(token, open, schemas, say);
  if (replaces.size + updates.size === 0) {
    return undefined;
  }
  sayDocumentation(open, say);
  // Tags are written by one interceptor for all types, and a region is judged by where it leads, not by its input.
  ["tags", "region"]
    .filter((name) => inputs.has(name))
    .forEach((name) => {
      replaces.delete(name);
      updates.set(name, ["provider"]);
    });
  [...replaces.keys(), ...unproven].forEach((property) => updates.delete(property));
  return { replaces: joined(replaces), updates: grouped(updates) };
}

const sorted = (entries) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
const joined = (said) => Object.fromEntries(sorted(said).map(([name, sources]) => [name, sources.join("+")]));

/** Names by the best source that knows them, comma-separated: there are many. */
function grouped(said) {
  const groups = {};
  for (const [name, [source]] of sorted(said)) {
    groups[source] = groups[source] === undefined ? name : `${groups[source]},${name}`;
  }
  return groups;
}

const directory = mkdtempSync(path.join(os.tmpdir(), "force-new-"));
try {
  const manifest = createRequire(import.meta.url).resolve("@pulumi/aws/package.json");
  const sources = { schemas: readCloudFormation(directory), resources: readTerraform() };
  const inputsOf = readInputs(path.dirname(manifest));
  const strangers = Object.keys(readings).filter((token) => !inputsOf.has(token));
  if (strangers.length > 0) {
    throw new Error(`force-new/readings.json: no class for ${strangers.join(", ")}`);
  }
  const rows = sorted(inputsOf).flatMap(([token, inputs]) => {
    checkReading(token, inputs);
    const row = judge(token, inputs, sources);
    return row === undefined ? [] : [`${JSON.stringify(token)}:${JSON.stringify(row)}`];
  });
  const head = {
    package: "@pulumi/aws",
    version: readJson(manifest).version,
    date: new Date().toISOString().slice(0, 10),
    cfnLint: CFN_LINT,
    terraform: TERRAFORM,
  };
  const text = `${JSON.stringify(head).slice(0, -1)},"types":{\n${rows.join(",\n")}\n}}\n`;
  writeFileSync(OUT, text);
  console.log(`${path.basename(OUT)}: ${rows.length} types, ${text.length} characters`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
