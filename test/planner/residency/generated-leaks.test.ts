import { DATA_HANDOVERS } from "../../../facts/data-handovers";
import {
  classifiedTypes,
  type DataInput,
  dataInputsOf,
  dataInputsOfShape,
  type DataPath,
} from "../../../facts/data-paths";
import { type Properties, UNKNOWN } from "../../../planner/plan";
import type { Processor } from "../../../planner/residency/zone";
import { found, prove } from "./fixture";
import type { Planted } from "./leaks/program";

/** A way of a resource type: the names that lead to it. */
interface Way {
  readonly type: string;
  readonly names: readonly string[];
  readonly path: DataPath;
}

function waysIn(inputs: ReadonlyMap<string, DataInput>, within: readonly string[]): Omit<Way, "type">[] {
  return [...inputs].flatMap(([name, input]) => {
    if ("rule" in input) {
      return input.verdict === "path" ? [{ names: [name], path: input }] : [];
    }
    return within.includes(input.shape)
      ? []
      : waysIn(dataInputsOfShape(input.shape), [...within, input.shape]).map((way) => ({
          ...way,
          names: [name, ...way.names],
        }));
  });
}

const WAYS: readonly Way[] = classifiedTypes().flatMap((type) =>
  waysIn(dataInputsOf(type), []).map((way) => ({ type, ...way })),
);

const policyOf = (account: string): string =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Principal: { AWS: `arn:aws:iam::${account}:root` } }] });

/** What a path holds when it leads out of the Union, and when it stays. */
const ABROAD = {
  region: "ap-southeast-1",
  account: "404040404040",
  resource: "arn:aws:service:us-east-1:222222222222:thing/name",
  address: "https://collector.example.org/in",
  model: "global.anthropic.claude-sonnet-4-20250514-v1:0",
} as const;
const AT_HOME = {
  region: "eu-west-1",
  account: "222222222222",
  resource: "arn:aws:service:eu-west-1:222222222222:thing/name",
  address: "https://10.0.0.1/in",
  model: "anthropic.claude-3-haiku-20240307-v1:0",
} as const;

function documentOf({ rule, kind }: DataPath, isAbroad: boolean): string {
  if (rule === "canned-acl") {
    return isAbroad ? "public-read" : "private";
  }
  const { account, address, resource } = isAbroad ? ABROAD : AT_HOME;
  if (kind === "rights") {
    return JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: resource }] });
  }
  return kind === "trust" ? policyOf(account) : JSON.stringify({ endpoint: address });
}

function valueOf(path: DataPath, isAbroad: boolean): string {
  const { names = "resource" } = path;
  return names === "document" ? documentOf(path, isAbroad) : (isAbroad ? ABROAD : AT_HOME)[names];
}

/** A distribution of pages of persons serves its own markets alone; other types have no such input. */
const AT_EDGES: Properties = {
  restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE"] } },
};

/** Whoever services of AWS hand data to without an input that names them is declared: nothing else of a plan leads there. */
const HANDED: readonly Processor[] = Object.values(DATA_HANDOVERS)
  .flat()
  .map(({ host }) => ({ host, name: host, jurisdiction: "DE", dataClass: "payment", basis: "on record" }));

/** A resource of the Union with one text at one place. */
function planted({ type, names }: Way, index: number, text: string): Planted {
  const [last = "", ...outer] = [...names].reverse();
  const inputs = outer.reduce<Properties>((inner, name) => ({ [name]: inner }), { [last]: text });
  return { in: "eu", type, name: `r${index}`, inputs: { ...AT_EDGES, ...inputs } };
}

const places = WAYS.map(({ names }, index) => `r${index} ${names.join(".")}`);

describe("each way that data can take, on a plan where nothing else leaves", () => {
  test("there are thousands of them", () => {
    expect(WAYS.length).toBeGreaterThan(2500);
  });

  test("is found where it leads out", () => {
    const proof = prove(WAYS.map((way, index) => planted(way, index, valueOf(way.path, true))));
    const findings = new Set(found(proof));
    expect(places.filter((place) => !findings.has(place))).toEqual([]);
  });

  test("is silent where it stays", () => {
    const planned = WAYS.map((way, index) => planted(way, index, valueOf(way.path, false)));
    expect(found(prove(planned, { processors: { eu: HANDED } }))).toEqual([]);
  });

  test("is found where nobody can say where it leads", () => {
    const findings = new Set(found(prove(WAYS.map((way, index) => planted(way, index, UNKNOWN)))));
    expect(places.filter((place) => !findings.has(place))).toEqual([]);
  });
});
