import type { PolicyEvent } from "@pulumi/pulumi/automation";

import type { Finding } from "../../planner/finding";

/** A finding as a line, in the shape in which the two engines are compared. */
export function linesOf(findings: readonly Finding[]): string[] {
  return findings
    .map(({ pack, policy, level, urn, message }) => [level, pack, policy, urn, message].join(" | "))
    .sort();
}

/** What a policy pack said under the real engine. The SDK puts the policy's description before a violation's message. */
export function linesOfEvents(events: readonly PolicyEvent[]): string[] {
  const lines = events.map((event) => {
    const { enforcementLevel, policyPackName, policyName, resourceUrn, message } = event;
    const said = message.trimEnd().split("\n");
    return [enforcementLevel, policyPackName, policyName, resourceUrn, said.slice(-1).join("\n")].join(" | ");
  });
  return lines.sort();
}
