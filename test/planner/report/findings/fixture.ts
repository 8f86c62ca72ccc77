import type { EnvironmentStack } from "../../../../planner/environment";
import type { Finding } from "../../../../planner/finding";
import type { Site } from "../../../../planner/plan";
import { findingsDocument, type FindingsDocument } from "../../../../planner/report/findings/document";
import { plan, resource } from "../../policy/plans";

const QUEUE = "aws:sqs/queue:Queue";

/** A place in a file. */
export function site(file: string, line: number): Site {
  return { file, line, column: 3 };
}

/** URN of a queue of the fixture. */
export function queueUrn(name: string): string {
  return `urn:pulumi:dev::shop::${QUEUE}::${name}`;
}

/** A finding about a queue. */
export function finding(given: Partial<Finding> & { urn: string; message: string }): Finding {
  return { pack: "shop-policies", policy: "queue-require-key", level: "mandatory", severity: "high", ...given };
}

/** What is found about a queue of the program, one of a component, and one that nobody knows the place of. */
export const FINDINGS: readonly Finding[] = [
  finding({
    urn: queueUrn("orders"),
    message: "kmsMasterKeyId is missing, expected a key",
    remediation: "Name a key.",
  }),
  finding({
    urn: queueUrn("returns"),
    message: 'kmsMasterKeyId is "a|b <c>", expected a key',
    remediation: "Name a key.",
  }),
  finding({ urn: queueUrn("lost"), policy: "queue-warn-name", level: "advisory", message: "its name is `odd`" }),
  finding({ urn: queueUrn("orders"), policy: "broken", isFailure: true, message: "the policy itself failed: Error" }),
];

/** What the environment says: of one queue, and of the region that the others lie in. */
const DESCRIBED: EnvironmentStack = {
  name: "dev",
  kind: "region",
  region: "eu-central-1",
  account: "111111111111",
  allowedRegions: ["eu-central-1"],
  references: [],
  config: {},
  file: "environments/dev.yaml",
  sources: { line: 4, entries: [{ component: QUEUE, name: "orders", line: 12 }] },
};

/** The document of {@link FINDINGS}. */
export function document(
  findings: readonly Finding[] = FINDINGS,
  known: ReadonlyMap<string, number> = new Map(),
): FindingsDocument {
  const inComponent = [site("node_modules/kit/queue.js", 9), site("index.ts", 20), site("../planner/session.js", 1)];
  const planned = plan([
    resource({ type: QUEUE, name: "orders", sites: [site("index.ts", 16), site("../planner/session.js", 1)] }),
    resource({ type: QUEUE, name: "returns", sites: inComponent }),
    resource({ type: QUEUE, name: "lost" }),
  ]);
  const policies = [
    {
      name: "queue-require-key",
      description: "A queue has a key.",
      level: "mandatory",
      severity: "high",
      remediation: "Name a key.",
      url: "https://example.com/keys",
    },
    // A policy over two types is registered for each.
    { name: "queue-warn-name", description: "A queue has a plain name.", level: "advisory" },
    { name: "queue-warn-name", description: "A queue has a plain name.", level: "advisory" },
  ] as const;
  const pack = { name: "shop-policies", version: "1.0.0", policies };
  return findingsDocument([{ plan: planned, findings, described: DESCRIBED }], [pack], known);
}
