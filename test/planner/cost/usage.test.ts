import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PRICERS } from "../../../planner/cost/pricers";
import { readUsage, Usage } from "../../../planner/cost/usage";

const BUCKET = "aws:s3/bucket:Bucket";
let file: string;

beforeAll(() => {
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "usage-")), "prod.yaml");
});
afterAll(() => {
  fs.rmSync(path.dirname(file), { recursive: true });
});

function read(text: string) {
  fs.writeFileSync(file, text);
  return readUsage(file, PRICERS);
}

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    return String(error)
      .replaceAll(path.relative(process.cwd(), file), "prod.yaml")
      .replace(/^Error: /, "")
      .split("\n");
  }
  return [];
}

describe("a usage file", () => {
  const usage = new Usage({
    orders: { monthly: 90_000, because: "last year" },
    usage: [
      { type: BUCKET, because: "all", monthly: { standardGb: 1, monthlyReads: 5 } },
      { type: BUCKET, name: "*-events", because: "events", monthly: { standardGb: 200 } },
      { type: BUCKET, name: "a.c", stack: "prod-eu-*", because: "one", monthly: { standardGb: 7 } },
      { type: BUCKET, name: "gone", because: "of old", monthly: { standardGb: 1 } },
    ],
  });
  const of = (name: string, stack: string, key = "standardGb") => usage.of({ type: BUCKET, name, stack }, key);

  it("says for each key what the last rule that fits and names it says", () => {
    expect([of("logs", "prod-us"), of("archive-events", "prod-us"), of("a.c", "prod-eu-central-1")]).toEqual([
      1, 200, 7,
    ]);
    expect([of("archive-events", "prod-us", "monthlyReads"), of("logs", "prod-us", "monthlyWrites")]).toEqual([
      5,
      undefined,
    ]);
  });

  it("takes a name as it is written, but for its asterisks", () => {
    expect([of("abc", "prod-eu-central-1"), of("a.c", "prod-us"), of("archive-events-2", "x")]).toEqual([1, 1, 1]);
  });

  it("tells the rules that fitted nothing", () => {
    expect(usage.unmatched().map(({ name }) => name)).toEqual(["gone"]);
    expect(usage.orders).toBe(90_000);
  });
});

describe("reading a usage file", () => {
  it("takes one that is whole", () => {
    expect(read(`usage:\n  - type: ${BUCKET}\n    because: measured\n    monthly: { standardGb: 20.5 }\n`)).toEqual({
      usage: [{ type: BUCKET, because: "measured", monthly: { standardGb: 20.5 } }],
    });
  });

  it("tells all problems of its shape with their lines", () => {
    expect(
      problemsOf(`orders: { monthly: -1 }
usage:
  - type: ${BUCKET}
    monthly: { standardGb: many }
    names: x
`),
    ).toEqual([
      "InputError: prod.yaml:1: orders.because: is missing, expected 1 to 200 characters; add it",
      "prod.yaml:1: orders.monthly: is -1, expected a number from 0; correct it",
      "prod.yaml:3: usage[0].because: is missing, expected 1 to 200 characters; add it",
      'prod.yaml:4: usage[0].monthly.standardGb: is "many", expected a number from 0; correct it',
      "prod.yaml:5: usage[0].names: is unknown, expected only type, name, stack, because, monthly; remove it or correct its name",
    ]);
  });

  it("tells types and keys that nothing is billed by", () => {
    const text = `usage:
  - { type: aws:ec2/eip:Eip, because: x, monthly: { hours: 1 } }
  - { type: aws:ec2/natGateway:NatGateway, because: x, monthly: { gb: 1 } }
  - { type: aws:nat, because: x, monthly: {} }
`;
    const [hours, gb, type] = problemsOf(text);

    expect(hours).toBe(
      "InputError: prod.yaml:2: usage[0].monthly.hours: is unknown, expected nothing: the type is not billed by use; remove it or correct its name",
    );
    expect(gb).toBe(
      "prod.yaml:3: usage[1].monthly.gb: is unknown, expected one of processedGb; remove it or correct its name",
    );
    expect(type).toMatch(
      /^prod\.yaml:4: usage\[2\]\.type: is "aws:nat", expected one of .*aws:s3\/bucket:Bucket.*; name a type that is billed by use$/,
    );
  });
});
