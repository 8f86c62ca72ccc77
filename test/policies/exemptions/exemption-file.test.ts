import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readExemptionFile } from "../../../policies/core/exemption-file";

const DAY = "2026-11-27";
const RULES = new Map([
  ["queue-require-tls", { isRestricted: false }],
  ["queue-forbid-public-policy", { isRestricted: true }],
]);
const GOOD = {
  rule: "queue-require-tls",
  select: { urn: "*::legacy-*", tags: { service: "orders" } },
  maxMatches: 2,
  reason: "The old queues go with the old shop.",
  owner: "shop",
  ticket: "SHOP-1",
  expires: "2027-05-26",
};

describe("a file of exemptions", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "exemptions-"));
  const file = path.join(folder, "exemptions.yaml");
  const owners = path.join(folder, "CODEOWNERS");

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const read = (text: string, isRestricted = false) => {
    fs.writeFileSync(file, text);
    return readExemptionFile({ file, day: DAY, rules: RULES, isRestricted });
  };
  /** JSON is YAML. */
  const readEntries = (entries: readonly unknown[], isRestricted = false) =>
    read(`exemptions:\n${entries.map((entry) => `  - ${JSON.stringify(entry)}\n`).join("")}`, isRestricted);
  const changed = (change: object) => readEntries([{ ...GOOD, ...change }]);

  it("holds exemptions, each with its place", () => {
    expect(readEntries([GOOD])).toEqual({ exemptions: [{ ...GOOD, place: "exemptions.yaml:2" }], problems: [] });
  });

  it.each(["", "exemptions:\n", "exemptions: []\n", "# none yet\n"])("may hold none: %j", (text) => {
    expect(read(text)).toEqual({ exemptions: [], problems: [] });
  });

  it("writes a reason of several lines as one", () => {
    const [exemption] = changed({ reason: "The old queues go\n  with the old shop." }).exemptions;

    expect(exemption?.reason).toBe("The old queues go with the old shop.");
  });

  it.each([
    [
      { rule: "queue-require-tlss" },
      'rule is "queue-require-tlss", expected the id of a rule whose exemptions need no approval',
    ],
    [
      { rule: "queue-forbid-public-policy" },
      'rule is "queue-forbid-public-policy", expected the id of a rule whose exemptions need no approval',
    ],
    [
      { select: {} },
      "select is {}, expected urn, type or tags, and nothing else; a urn with more than wildcards, tags with values",
    ],
    [
      { select: { urn: "*::**" } },
      'select is {"urn":"*::**"}, expected urn, type or tags, and nothing else; a urn with more than wildcards, tags with values',
    ],
    [
      { select: { type: "aws:*" } },
      'select is {"type":"aws:*"}, expected urn, type or tags, and nothing else; a urn with more than wildcards, tags with values',
    ],
    [
      { select: { tags: {} } },
      'select is {"tags":{}}, expected urn, type or tags, and nothing else; a urn with more than wildcards, tags with values',
    ],
    [
      { select: { name: "legacy" } },
      'select is {"name":"legacy"}, expected urn, type or tags, and nothing else; a urn with more than wildcards, tags with values',
    ],
    [{ maxMatches: 0 }, "maxMatches is 0, expected a whole number of resources, 1 or more"],
    [{ maxMatches: 1.5 }, "maxMatches is 1.5, expected a whole number of resources, 1 or more"],
    [{ reason: "because" }, 'reason is "because", expected a sentence of at least 15 signs'],
    [{ owner: "the shop" }, 'owner is "the shop", expected the name of a team or a person, without spaces'],
    [{ ticket: "" }, 'ticket is "", expected a key or an address, without spaces and brackets'],
    [{ expires: "2027-05-27" }, 'expires is "2027-05-27", expected a day until 2027-05-26, 180 days after 2026-11-27'],
    [{ expires: "2027-02-30" }, 'expires is "2027-02-30", expected a day until 2027-05-26, 180 days after 2026-11-27'],
    [{ expires: "soon" }, 'expires is "soon", expected a day until 2027-05-26, 180 days after 2026-11-27'],
    [{ approvedBy: "ciso" }, 'approvedBy is "ciso", expected none: approval belongs to restricted exemptions'],
    [
      { until: "2027-01-01" },
      "until is no field, expected one of rule, select, maxMatches, reason, owner, ticket, expires, approvedBy",
    ],
  ])("refuses %j", (change, message) => {
    expect(changed(change)).toEqual({ exemptions: [], problems: [`exemptions.yaml:2: ${message}`] });
  });

  it("tells every problem at once, each with its line, and then exempts from nothing", () => {
    const text = [
      "exemptions:",
      "  - rule: queue-require-tls",
      "    select: { urn: '*::a' }",
      "    maxMatches: 1",
      "    reason: The old queues go with the old shop.",
      "    owner: shop",
      "    ticket: SHOP-1",
      "    expires: 2027-01-01",
      "  - rule: queue-require-tls",
      "    maxMatches: many",
      "    reason: The old queues go with the old shop.",
      "    owner: shop",
      "    ticket: SHOP 2",
      "    expires: 2028-01-01",
      "",
    ].join("\n");

    expect(read(text)).toEqual({
      exemptions: [],
      problems: [
        "exemptions.yaml:9: select is missing, expected urn, type or tags, and nothing else; a urn with more than wildcards, tags with values",
        'exemptions.yaml:10: maxMatches is "many", expected a whole number of resources, 1 or more',
        'exemptions.yaml:13: ticket is "SHOP 2", expected a key or an address, without spaces and brackets',
        'exemptions.yaml:14: expires is "2028-01-01", expected a day until 2027-05-26, 180 days after 2026-11-27',
      ],
    });
  });

  it("refuses an exemption that repeats another", () => {
    expect(readEntries([GOOD, { ...GOOD, ticket: "SHOP-2" }]).problems).toEqual([
      "exemptions.yaml:3: it repeats exemptions.yaml:2, expected one exemption for a rule and selector",
    ]);
  });

  it("refuses what is no YAML, no list of that name, or no entry", () => {
    expect(read("exemptions:\n  - rule: [\n").problems).toEqual([expect.stringMatching(/^exemptions\.yaml:\d: /)]);
    expect(read("- rule: queue-require-tls\n").problems).toEqual([
      "exemptions.yaml:1: it holds no list named exemptions, and nothing else",
    ]);
    expect(read("exemptions: []\nmore: 1\n").problems).toEqual([
      "exemptions.yaml:1: it holds no list named exemptions, and nothing else",
    ]);
    expect(read("exemptions:\n  - all\n").problems).toEqual([
      "exemptions.yaml:2: an entry is no exemption, expected rule, select and the other fields",
    ]);
  });

  it("refuses a file that is not there", () => {
    const absent = path.join(folder, "absent.yaml");

    expect(readExemptionFile({ file: absent, day: DAY, rules: RULES, isRestricted: false }).problems).toEqual([
      "absent.yaml cannot be read, expected a file of exemptions",
    ]);
  });

  describe("that is restricted", () => {
    const approved = { ...GOOD, rule: "queue-forbid-public-policy", approvedBy: "security" };
    const restricted = (change: object = {}) => readEntries([{ ...approved, ...change }], true);

    beforeEach(() => fs.writeFileSync(owners, "exemptions.yaml @security\n"));

    it("holds exemptions that somebody else approved", () => {
      expect(restricted()).toEqual({ exemptions: [{ ...approved, place: "exemptions.yaml:2" }], problems: [] });
    });

    it.each([
      [{ approvedBy: undefined }, "approvedBy is missing"],
      [{ approvedBy: "shop" }, 'approvedBy is "shop"'],
      [{ approvedBy: "Shop" }, 'approvedBy is "Shop"'],
    ])("refuses %j", (change, got) => {
      expect(restricted(change).problems).toEqual([
        `exemptions.yaml:2: ${got}, expected the name of somebody other than the owner`,
      ]);
    });

    it.each([
      ["no line", "# nobody\n", false],
      ["a wildcard alone", "* @everybody\n", false],
      ["a line without owners", "exemptions.yaml\n", false],
      ["a line that a later one takes back", "exemptions.yaml @security\n/exemptions.yaml\n", false],
      ["a line of its own", "* @everybody\n/exemptions.yaml @security # and nobody else\n", true],
    ])("needs owners: %s", (_what, text, isGuarded) => {
      fs.writeFileSync(owners, text);

      expect(restricted().problems).toEqual(
        isGuarded
          ? []
          : [
              "exemptions.yaml has no owners, expected a line for it in CODEOWNERS: its exemptions are about public exposure and residency",
            ],
      );
    });

    it("has the owners of its folder, as the repository above it says", () => {
      fs.mkdirSync(path.join(folder, "policies"), { recursive: true });
      const inFolder = path.join(folder, "policies", "restricted.yaml");
      fs.writeFileSync(inFolder, "exemptions:\n");
      const readIt = () => readExemptionFile({ file: inFolder, day: DAY, rules: RULES, isRestricted: true });

      expect(readIt().problems).toHaveLength(1);
      fs.writeFileSync(owners, "/policies/ @security\n");
      expect(readIt().problems).toEqual([]);
    });
  });
});
