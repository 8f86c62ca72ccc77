import { clusterWarnVersion } from "../../../../policies/rules/cluster/warn-version";
import { describeRule, judgeResource } from "../../harness";

const type = "aws:eks/cluster:Cluster";

describeRule(clusterWarnVersion, {
  good: { type, props: { version: "1.34" } },
  config: { day: "2026-08-01" },
  broken: [
    {
      path: "version",
      to: "1.33",
      message: 'version is "1.33", expected one of 1.34, 1.35; on 2026-08-01 its support is extended',
    },
    {
      path: "version",
      to: "1.29",
      message: 'version is "1.29", expected one of 1.34, 1.35; on 2026-08-01 its support is unlisted',
    },
    {
      path: "version",
      to: undefined,
      message: "version is missing, expected one of 1.34, 1.35; on 2026-08-01 its support is unlisted",
    },
  ],
  unknown: ["version"],
  secret: ["version"],
});

test("cluster-warn-version judges by the day of its table where none is configured", async () => {
  expect(await judgeResource(clusterWarnVersion, { type, props: { version: "1.33" } })).toEqual([
    {
      level: "advisory",
      message: 'version is "1.33", expected one of 1.34, 1.35; on 2026-11-24 its support is extended',
      urn: "",
    },
  ]);
});
