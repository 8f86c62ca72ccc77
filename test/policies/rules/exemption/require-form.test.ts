import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { exempting } from "../../../../policies/core/exempting";
import { LEDGER } from "../../../../policies/core/exemption-ledger";
import { RULES } from "../../../../policies/pack";
import { exemptionRequireForm } from "../../../../policies/rules/exemption/require-form";
import { judgeResource, UNKNOWN } from "../../harness";

const STACK = { type: "pulumi:pulumi:Stack", name: "shop-dev", props: { anything: UNKNOWN } };

describe("exemption-require-form", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "form-"));
  const file = path.join(folder, "exemptions.yaml");
  const entry = (rule: string, expires: string) =>
    `  - rule: ${rule}
    select: { urn: "*::legacy" }
    maxMatches: 1
    reason: The old ones go with the old shop.
    owner: shop
    ticket: SHOP-1
    expires: ${expires}
`;
  const judge = (config: object) => judgeResource(exemptionRequireForm, STACK, config);

  beforeAll(() => exempting(RULES, LEDGER));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("says nothing where there are no exemptions", async () => {
    expect(await judge({})).toEqual([]);
  });

  it("opens the exemptions of the files that the configuration names", async () => {
    fs.writeFileSync(file, `exemptions:\n${entry("queue-require-tls", "2027-01-01")}`);

    expect(await judge({ files: [file], asOf: "2026-11-27" })).toEqual([]);
    expect(LEDGER.of("queue-require-tls").map(({ place }) => place)).toEqual(["exemptions.yaml:2"]);
  });

  it("holds them against today where the configuration names no day", async () => {
    const today = new Date().toISOString().slice(0, 10);
    fs.writeFileSync(
      file,
      `exemptions:\n${entry("queue-require-tls", today)}${entry("queue-require-key", "2020-01-01")}`,
    );
    const found = await judge({ files: [file] });

    // Of the two, the past day is well-formed; the rule that does not exist is not.
    expect(found.map(({ level, message }) => [level, message])).toEqual([
      [
        "mandatory",
        'exemptions.yaml:9: rule is "queue-require-key", expected the id of a rule whose exemptions need no approval',
      ],
    ]);
  });

  it("refuses a file with a rule about public exposure or residency, or about exemptions themselves", async () => {
    const rules = ["queue-forbid-public-policy", "resource-limit-region", "exemption-warn-stale"];
    fs.writeFileSync(file, `exemptions:\n${rules.map((rule) => entry(rule, "2027-01-01")).join("")}`);
    const found = await judge({ files: [file], asOf: "2026-11-27" });

    expect(found.map(({ message }) => /^\S+ rule is "([^"]+)"/.exec(message)?.[1])).toEqual(rules);
    expect(rules.flatMap((rule) => LEDGER.of(rule))).toEqual([]);
  });

  it("says what is wrong once, at the first resource", async () => {
    const config = { files: [path.join(folder, "absent.yaml")], asOf: "2026-11-27" };
    const args = { ...STACK, urn: "urn:pulumi:dev::shop::pulumi:providers:aws::default", getConfig: () => config };
    const said: [string, string][] = [];
    const validate = exemptionRequireForm.validateResource;
    [args, args].forEach((each) =>
      Reflect.apply(Object(validate), undefined, [each, (...violation: [string, string]) => said.push(violation)]),
    );

    expect(said).toEqual([
      [
        "absent.yaml cannot be read, expected a file of exemptions",
        "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
      ],
    ]);
  });
});
