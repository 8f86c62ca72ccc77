import { exemptionWarnStale } from "../../../../policies/rules/exemption/warn-stale";
import { exemption, openPackLedger } from "../../exemptions/ledger";
import { judgeStack } from "../../harness";

const STACK = { type: "pulumi:pulumi:Stack", name: "test-dev", props: {} };
const URN = "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev";
const used = { type: "aws:sqs/queue:Queue", urn: "urn:pulumi:dev::test::aws:sqs/queue:Queue::legacy-a", props: {} };
const UNUSED =
  "exemptions.yaml:2: the exemption from queue-require-tls covers nothing here, expected a finding that needs it";

describe("exemption-warn-stale", () => {
  const judge = async () =>
    (await judgeStack(exemptionWarnStale, [STACK])).map(({ level, message, urn }) => [level, message, urn]);

  it("says nothing of an exemption that is in force and needed", async () => {
    openPackLedger([exemption()]).cover("queue-require-tls", used);

    expect(await judge()).toEqual([]);
  });

  it("tells of one that nothing needed", async () => {
    openPackLedger([exemption()]);

    expect(await judge()).toEqual([["advisory", UNUSED, URN]]);
  });

  it.each([
    ["2027-01-17", []],
    [
      "2027-01-18",
      [
        [
          "advisory",
          "exemptions.yaml:2: the exemption from queue-require-tls expires on 2027-02-01; mend what it covers",
          URN,
        ],
      ],
    ],
    [
      "2027-02-01",
      [
        [
          "advisory",
          "exemptions.yaml:2: the exemption from queue-require-tls expires on 2027-02-01; mend what it covers",
          URN,
        ],
      ],
    ],
  ])("tells two weeks before that one ends: on %s", async (day, expected) => {
    openPackLedger([exemption()], day).cover("queue-require-tls", used);

    expect(await judge()).toEqual(expected);
  });

  it("tells of one that has expired, which nothing can need", async () => {
    openPackLedger([exemption()], "2027-02-02");

    expect(await judge()).toEqual([
      [
        "advisory",
        "exemptions.yaml:2: the exemption from queue-require-tls expired on 2027-02-01, and what it covered counts again; remove it",
        URN,
      ],
    ]);
  });
});
