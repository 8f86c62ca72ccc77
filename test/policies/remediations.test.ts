import { execFileSync } from "node:child_process";
import path from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { replacementSource } from "../../facts";
import type { MendedLeaves } from "../../policies/core/remediation";
import { registrations, type Rule } from "../../policies/core/registrations";
import { RULES } from "../../policies/pack";
import { analyze, remediate, secret, UNKNOWN, withValue, type Props } from "./harness";

const ROOT = path.join(__dirname, "..", "..");
const SECRET_KEY = "4dabf18193072939515e22adb298388d";
const CANARY = /canary/;

interface Mending {
  readonly rule: ResourceValidationPolicy;
  readonly type: string;
  readonly leaves: MendedLeaves;
}

/** Types with an asset or an archive among their inputs: the SDK writes an archive of assets back as a list. */
const WITH_ASSETS = ["aws:lambda/", "aws:s3/bucketObject", "aws:s3/bucketObjectv2", "aws:synthetics/", "aws:appsync/"];

const all: readonly Rule[] = RULES;
const MENDING: readonly Mending[] = all.flatMap((rule) => {
  const remediation: unknown = "remediateResource" in rule ? rule.remediateResource : undefined;
  const { leaves, __pulumiType: type }: { leaves?: MendedLeaves; __pulumiType?: string } = Object(remediation);
  return leaves === undefined || type === undefined || !("remediateResource" in rule) ? [] : [{ rule, type, leaves }];
});
const ROWS = MENDING.map((mending) => [mending.rule.name, mending] as const);

/** What a leaf may be set to so that its rule finds fault with it. */
const WRONG = [false, true, 0, 99, "canary-wrong"];

/** A path as `withValue` takes it, into the props of a resource. */
const at = (props: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    props,
  );

/** Inputs in which every leaf of a rule is wrong, and lies among others that are none of the rule's business. */
async function brokenProps({ rule, type, leaves }: Mending): Promise<Props> {
  let props: Props = { name: "canary-name", tags: { owner: "canary-owner" }, parts: [{ text: "canary-part" }] };
  for (const [property, mend] of Object.entries(leaves)) {
    const keys = property.split(".");
    keys.slice(0, -1).forEach((_key, index) => {
      const holder = keys.slice(0, index + 1);
      props = withValue(props, holder.join("."), at(props, holder) ?? { beside: `canary-beside-${holder.join("-")}` });
    });
    for (const value of Array.isArray(mend) ? [["canary-entry"]] : WRONG) {
      const wrong = withValue(props, property, value);
      const found = await analyze(registrations([rule]), { type, props: wrong });
      if (found.some(({ message }) => message.includes(`\n${property} is ${JSON.stringify(value)}, `))) {
        props = wrong;
        break;
      }
    }
  }
  return props;
}

/** Paths of everything in a value: leaves and objects. */
function pathsIn(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = Array.isArray(value) ? `${prefix}[${key}]` : prefix === "" ? key : `${prefix}.${key}`;
    return [place, ...pathsIn(inner, place)];
  });
}

/** What mending makes of inputs. */
function expected(props: Props, leaves: MendedLeaves): Props {
  return Object.entries(leaves).reduce((mended, [property, value]) => {
    const before: unknown = at(mended, property.split("."));
    return withValue(mended, property, Array.isArray(value) ? [...Object(before), ...value] : value);
  }, props);
}

const wrapped = (props: Props, place: string): Props => withValue(props, place, secret(valueAt(props, place)));
const valueAt = (props: Props, place: string) =>
  at(
    props,
    [...place.matchAll(/[^.[\]]+/g)].map(([key]) => key),
  );

/** A copy without what lies under marks of secrets. */
function legible(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Object.hasOwn(value, SECRET_KEY)) {
    return "[secret]";
  }
  return Array.isArray(value)
    ? value.map(legible)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, legible(inner)]));
}

describe("remediations", () => {
  test("are twenty-five at least, each with its own type", () => {
    expect(MENDING.length).toBeGreaterThanOrEqual(25);
    const remediating = all.filter((rule) => "remediateResource" in rule).map(({ name }) => name);
    expect(remediating.filter((name) => name !== "exemption-require-form")).toEqual(ROWS.map(([name]) => name));
  });

  test("leave every rule mandatory: an environment asks for them", () => {
    expect(MENDING.filter(({ rule }) => rule.enforcementLevel !== "mandatory")).toEqual([]);
  });

  test.each(ROWS)("set only what the service changes in place: %s", (_name, { type, leaves }) => {
    const places = Object.keys(leaves);

    expect(places.map((place) => [place, replacementSource(type, place)])).toEqual(
      places.map((place) => [place, undefined]),
    );
  });

  test("never set the same leaf twice, so that none takes back what another asked for", () => {
    const places = MENDING.flatMap(({ type, leaves }) => Object.keys(leaves).map((leaf) => `${type} ${leaf}`));

    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  test("would be refused an input that replaces the resource", () => {
    expect(replacementSource("aws:rds/cluster:Cluster", "storageEncrypted")).toBeDefined();
  });

  test.each(ROWS)("are of no type with assets: %s", (_name, { type }) => {
    expect(WITH_ASSETS.filter((prefix) => type.startsWith(prefix))).toEqual([]);
  });

  test.each(ROWS)("mend all that is wrong, and then find nothing to do: %s", async (_name, { rule, type, leaves }) => {
    const props = await brokenProps({ rule, type, leaves });
    const once = await remediate([rule], { type, props });

    expect(once).toEqual([{ policy: rule.name, diagnostic: "", props: expected(props, leaves) }]);
    const [{ props: mended = {} } = {}] = once;
    expect(await remediate([rule], { type, props: mended })).toEqual([]);
    expect(await analyze(registrations([rule]), { type, props: mended })).toEqual([]);
  });

  test.each(ROWS)("keep every secret, whatever is one: %s", async (_name, mending) => {
    const { rule, type, leaves } = mending;
    const props = await brokenProps(mending);
    const places = pathsIn(props);
    for (const place of places) {
      const sent = wrapped(props, place);
      const [{ props: mended, diagnostic } = { props: undefined, diagnostic: "nothing was mended" }] = await remediate(
        [rule],
        { type, props: sent },
      );

      const isMended = Object.keys(leaves).includes(place);
      const whole = expected(props, leaves);
      expect([place, diagnostic, mended]).toEqual([place, "", wrapped(whole, place)]);
      const secretText = JSON.stringify(valueAt(whole, place));
      expect(isMended || !JSON.stringify(legible(mended)).includes(secretText) || !CANARY.test(secretText)).toBe(true);
      expect(await analyze(registrations([rule]), { type, props: mended ?? {} })).toEqual([]);
    }
    expect(places.length).toBeGreaterThan(6);
  });

  test.each(ROWS)("leave what is not known yet as it is: %s", async (_name, mending) => {
    const { rule, type, leaves } = mending;
    const props = await brokenProps(mending);
    for (const place of pathsIn(props)) {
      const sent = withValue(props, place, UNKNOWN);
      const known = Object.entries(leaves).filter(([leaf]) => leaf !== place && !leaf.startsWith(`${place}.`));
      const reached = known.filter(([leaf]) => !place.startsWith(`${leaf}[`));
      const whole = expected(sent, Object.fromEntries(reached));
      const found = await remediate([rule], { type, props: sent });

      expect([place, found.map(({ props: mended }) => mended)]).toEqual([place, reached.length === 0 ? [] : [whole]]);
    }
  });
});

describe("lint", () => {
  const script = `
    import { Linter } from "eslint";
    import { REMEDIATION, withoutCopies } from "./eslint.remediations.mjs";
    const rules = { "no-restricted-syntax": ["error", ...withoutCopies(REMEDIATION)] };
    const linted = (code) => new Linter().verify(code, { rules }).length;
    console.log(JSON.stringify(JSON.parse(process.argv[1]).map(linted)));
  `;
  const remediation = (body: string) => `const rule = { remediateResource: ({ props }) => { ${body} } };`;
  const findings = (...codes: readonly string[]): number[] =>
    JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", script, JSON.stringify(codes)], {
        cwd: ROOT,
        encoding: "utf8",
      }),
    );

  test("lets a remediation assign leaves, and no copy at any depth", () => {
    const copies = [
      "props.tags = { ...props.tags, owner: 1 };",
      "return { ...props };",
      "props.list = [...props.list, 1];",
      "props.list = props.list.map((each) => each);",
      "if (props.a) { props.b.c = props.b.c.filter(Boolean); }",
      "props.list = props.list.concat(1);",
      "props.tags = Object.assign({}, props.tags);",
      "props.tags = JSON.parse(JSON.stringify(props.tags));",
      "props.tags = structuredClone(props.tags);",
    ];

    expect(findings(...copies.map(remediation)).filter((count) => count === 0)).toEqual([]);
    expect(findings(remediation("props.tags.owner = 1; props.list[props.list.length] = 2; return props;"))).toEqual([
      0,
    ]);
    expect(findings("const rule = { validateResource: ({ props }) => props.list.map(String) };")).toEqual([0]);
  });
});
