/**
 * Writes facts/generated/data-paths.json: every input of the installed @pulumi/aws that can name a region, an account, an
 * ARN, a key, an endpoint, a replica, a destination or a target, each with the rule of facts/data-paths that decides
 * whether data can take its way. With --check it writes nothing and fails where the file is not in step.
 *
 * An input that no rule decides fails the script, so that a new version of the provider cannot open a way unseen.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });
const { isCandidate } = require("../facts/data-paths/candidates.ts");
const { INPUT_RULES, ruleFor } = require("../facts/data-paths/classify.ts");

const PACKAGE = "@pulumi/aws";
const OUT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "facts", "generated", "data-paths.json");

/** The inputs that an interface declares. */
function readMembers(declaration, source) {
  return declaration.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.text,
    type: member.type.getText(source),
    documentation: ts.getTextOfJSDocComment(member.jsDoc?.[0]?.comment) ?? "",
  }));
}

/** Nested shapes by name: `dynamodb.TableReplica`. */
function readShapes(directory) {
  const source = parse(path.join(directory, "types", "input.d.ts"));
  const shapes = new Map();
  const walk = (statements, namespace) => {
    for (const statement of statements) {
      if (ts.isModuleDeclaration(statement)) {
        walk(statement.body.statements, `${namespace}${statement.name.text}.`);
      } else if (ts.isInterfaceDeclaration(statement)) {
        shapes.set(`${namespace}${statement.name.text}`, readMembers(statement, source));
      }
    }
  };
  walk(source.statements, "");
  return shapes;
}

/** Inputs of every resource class, by type token. */
function readTypes(directory) {
  const files = readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith(".js") && !file.includes("node_modules"))
    .sort();
  return new Map(files.flatMap((file) => readType(path.join(directory, file))));
}

function readType(file) {
  const token = /static __pulumiType = '(aws:[^']+)'/.exec(readFileSync(file, "utf8"))?.[1];
  if (token === undefined) {
    return [];
  }
  const source = parse(file.replace(/\.js$/, ".d.ts"));
  const args = `${token.split(":")[2]}Args`;
  const declaration = source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === args);
  return [[token, readMembers(declaration, source)]];
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
}

/** `dynamodb.Table` of `aws:dynamodb/table:Table`. */
function ownerOf(token) {
  const [, module, name] = token.split(":");
  return `${module.split("/")[0]}.${name}`;
}

/** Shapes that an input nests. What can also be written as text, such as a policy, is judged as that text. */
function shapesIn({ type }) {
  return /\bstring \|/.test(type) ? [] : [...type.matchAll(/\binputs\.([\w.]+)/g)].map(([, shape]) => shape);
}

/** Which shapes hold a candidate, or lead to one. */
function leadingShapes(shapes) {
  const leads = new Set();
  let before = -1;
  while (leads.size > before) {
    before = leads.size;
    for (const [name, members] of shapes) {
      if (members.some((member) => isCandidate(member) || shapesIn(member).some((shape) => leads.has(shape)))) {
        leads.add(name);
      }
    }
  }
  return leads;
}

/** One row: what the candidates of an owner are decided by, and which inputs lead to further shapes. */
function rowOf({ owner, on, members }, leads, problems) {
  const inputs = {};
  for (const member of members) {
    const [shape] = shapesIn(member).filter((name) => leads.has(name));
    if (shape !== undefined) {
      inputs[member.name] = `>${shape}`;
    } else if (isCandidate(member)) {
      const rule = ruleFor({ owner, on, property: member.name });
      inputs[member.name] = rule?.id;
      if (rule === undefined) {
        problems.push(`${owner}.${member.name}`);
      }
    }
  }
  return inputs;
}

function reachable(types, shapes, leads) {
  const found = new Set();
  const waiting = [...types.values()].flat().flatMap(shapesIn);
  for (let shape = waiting.pop(); shape !== undefined; shape = waiting.pop()) {
    if (leads.has(shape) && !found.has(shape)) {
      found.add(shape);
      waiting.push(...shapes.get(shape).flatMap(shapesIn));
    }
  }
  return found;
}

/** What a rule says of its inputs; rules of one id say the same. */
function rulesById() {
  return Object.fromEntries(
    INPUT_RULES.map(({ id, verdict, kind, names, reason }) => [id, { verdict, kind, names, reason }]),
  );
}

function render(version, types, shapes) {
  const leads = leadingShapes(shapes);
  const used = reachable(types, shapes, leads);
  const problems = [];
  const rows = (entries) =>
    entries
      .filter(([, inputs]) => Object.keys(inputs).length > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inputs]) => `${JSON.stringify(name)}:${JSON.stringify(inputs)}`)
      .join(",\n");
  const ofTypes = [...types].map(([token, members]) => [
    token,
    rowOf({ owner: ownerOf(token), on: "resource", members }, leads, problems),
  ]);
  const ofShapes = [...shapes]
    .filter(([name]) => used.has(name))
    .map(([owner, members]) => [owner, rowOf({ owner, on: "shape", members }, leads, problems)]);
  const rules = Object.entries(rulesById()).map(([id, rule]) => `${JSON.stringify(id)}:${JSON.stringify(rule)}`);
  const text = [
    `{"package":"${PACKAGE}","version":"${version}","rules":{\n${rules.join(",\n")}\n}`,
    `"types":{\n${rows(ofTypes)}\n}`,
    `"shapes":{\n${rows(ofShapes)}\n}}\n`,
  ].join(",\n");
  return { text, problems };
}

const manifest = require.resolve(`${PACKAGE}/package.json`);
const { version } = JSON.parse(readFileSync(manifest, "utf8"));
const directory = path.dirname(manifest);
const { text, problems } = render(version, readTypes(directory), readShapes(directory));
if (problems.length > 0) {
  console.error(`no rule of facts/data-paths decides about\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  process.exitCode = 1;
} else if (!process.argv.includes("--check")) {
  writeFileSync(OUT, text);
  console.log(`data-paths.json: ${text.length} characters`);
} else if (readFileSync(OUT, "utf8") === text) {
  console.log(`in step with ${PACKAGE} ${version}`);
} else {
  console.error("facts/generated/data-paths.json is not in step; run node scripts/generate-data-paths.mjs");
  process.exitCode = 1;
}
