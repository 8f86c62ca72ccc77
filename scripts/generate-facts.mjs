/**
 * Writes facts/generated from the type files of the installed @pulumi/aws, or with --check compares the two.
 *
 * The classes say what no other published table does: which types take tags and in which shape, which take a region
 * of their own, and which outputs only the provider knows.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@pulumi/aws";
const OUT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "facts", "generated");
const MEMBER = /^ {4}(?:readonly )?(\w+)(\?)?: (.*);$/gm;
const MAP = /\{\s*\[key: string\]: ([^;]+);\s*\}/g;

/** The facts of every resource class of the package, by type token, sorted. */
function readTypes(directory) {
  const types = readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith(".js") && !file.includes("node_modules"))
    .flatMap((file) => readType(path.join(directory, file)));
  return types.sort(([a], [b]) => (a < b ? -1 : 1));
}

function readType(file) {
  const code = readFileSync(file, "utf8");
  const token = /static __pulumiType = '(aws:[^']+)'/.exec(code)?.[1];
  if (token === undefined) {
    return [];
  }
  const declaration = readFileSync(file.replace(/\.js$/, ".d.ts"), "utf8");
  const name = token.split(":")[2];
  const inputs = members(declaration, `export interface ${name}Args {`);
  const outputs = members(declaration, `export declare class ${name} extends pulumi.CustomResource {`);
  const onlyComputed = new Set(
    [...code.matchAll(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g)].map(([, x]) => x),
  );
  const filled = (output) => inputs.get(output.name)?.optional === true && !output.type.includes("undefined");
  return [
    [
      token,
      compact({
        tags: tagShape(inputs.get("tags")?.type),
        tagSpecifications: inputs.has("tagSpecifications"),
        region: inputs.has("region"),
        computed: byKind([...outputs.values()].filter((output) => onlyComputed.has(output.name))),
        filled: byKind([...outputs.values()].filter(filled)),
      }),
    ],
  ];
}

/** The members of a declaration that starts with a line and ends with a closing brace in the first column. */
function members(declaration, firstLine) {
  const start = declaration.indexOf(firstLine);
  const body = start < 0 ? "" : declaration.slice(start, declaration.indexOf("\n}", start));
  const code = body.replace(/\/\*\*[\s\S]*?\*\//g, "").replace(MAP, "{ [key: string]: $1 }");
  return new Map(
    [...code.matchAll(MEMBER)].map(([, name, mark, type]) => [name, { name, type, optional: mark === "?" }]),
  );
}

function tagShape(type = "") {
  if (type.includes("[key: string]")) {
    return "map";
  }
  return type.includes("[]") ? "list" : undefined;
}

function kindOf(type) {
  const inner = /^pulumi\.Output<([\s\S]*?)(?: \| undefined)?>$/.exec(type)?.[1] ?? type;
  if (inner.endsWith("[]")) {
    return "list";
  }
  if (inner === "string" || inner === "number" || inner === "boolean") {
    return inner;
  }
  return inner.startsWith("enums.") ? "string" : "object";
}

function byKind(outputs) {
  const kinds = {};
  for (const { name, type } of outputs) {
    (kinds[kindOf(type)] ??= []).push(name);
  }
  return kinds;
}

/** Leaves out what is false or empty: most types say little. */
function compact(facts) {
  const said = (value) => (typeof value === "object" ? Object.keys(value).length > 0 : Boolean(value));
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => said(value)));
}

function render(version, types) {
  const head = `{"package":"${PACKAGE}","version":"${version}"`;
  const lines = types.map(([token, facts]) => `${JSON.stringify(token)}:${JSON.stringify(facts)}`);
  const where = (test) => types.filter(([, facts]) => test(facts)).map(([token]) => token);
  const list = (name, tokens) => `"${name}":[\n${tokens.map((token) => JSON.stringify(token)).join(",\n")}\n]`;
  return {
    "aws-types.json": `${head},"types":{\n${lines.join(",\n")}\n}}\n`,
    "aws-type-lists.json": `${[
      `${head},"count":${types.length}`,
      list(
        "tagMap",
        where((facts) => facts.tags === "map"),
      ),
      list(
        "tagList",
        where((facts) => facts.tags === "list"),
      ),
      list(
        "tagSpecifications",
        where((facts) => facts.tagSpecifications === true),
      ),
      list(
        "withoutRegion",
        where((facts) => facts.region !== true),
      ),
    ].join(",")}}\n`,
  };
}

const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
const { version } = JSON.parse(readFileSync(manifest, "utf8"));
const files = render(version, readTypes(path.dirname(manifest)));
if (process.argv.includes("--check")) {
  const stale = Object.keys(files).filter((name) => readFileSync(path.join(OUT, name), "utf8") !== files[name]);
  console.log(stale.length === 0 ? `in step with ${PACKAGE} ${version}` : `out of step: ${stale.join(", ")}`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(OUT, name), text);
    console.log(`${name}: ${text.length} characters`);
  }
}
