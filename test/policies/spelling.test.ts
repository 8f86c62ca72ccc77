import { labels } from "../../components/core";
import { BATCH_TAINT } from "../../components/node-pools/node-pools.plan";
import { BATCH_KEY, WORKER_ROLE } from "../../facts";
import type { WorkloadRole } from "../../components/workload/workload.plan";
import { resourceRequireTags } from "../../policies/rules/resource/require-tags";
import { judgeResource } from "./harness";
import { TAGS } from "./tags";

describe("what components write and policies read", () => {
  test("is spelt alike", () => {
    const role: WorkloadRole = WORKER_ROLE;
    expect([BATCH_TAINT.key, role]).toEqual([BATCH_KEY, "worker"]);
  });

  test("satisfies the tag rule as labels", async () => {
    const metadata = { labels: labels({ ...TAGS, "data-class": "personal" }) };
    const props = { metadata, spec: { template: { metadata } } };
    expect(await judgeResource(resourceRequireTags, { type: "kubernetes:apps/v1:Deployment", props })).toEqual([]);
  });
});
