import type { AnalyzerInfo, PolicyInfo as PolicyMessage } from "@pulumi/pulumi/proto/analyzer_pb";
import { z } from "zod";
import type { Severity } from "../finding";
import { levelOf, type PolicyLevel } from "./configuration";

/** One policy of a pack. */
export interface PolicyInfo {
  readonly name: string;
  readonly description: string;
  readonly level: PolicyLevel;
  /** Absent where the policy states none. */
  readonly severity?: Severity;
  /** What to do about a finding; absent where the policy does not say. */
  readonly remediation?: string;
  /** Where to read more; absent where the policy does not say. */
  readonly url?: string;
  /**
   * The policy that runs it and whose settings hold its level; absent where the engine knows it itself.
   */
  readonly host?: string;
}

/** Severity by its number in the protocol. */
export const SEVERITIES: readonly (Severity | undefined)[] = [undefined, "low", "medium", "high", "critical"];

/** Setting of a host that stands for a rule it runs. */
const Hosted = z.object({
  description: z.string(),
  "x-rule": z.object({
    enforcementLevel: z.enum(["advisory", "mandatory"]),
    severity: z.enum(["low", "medium", "high", "critical"]).optional(),
    remediationSteps: z.string().optional(),
    url: z.string().optional(),
  }),
});

const known = new WeakMap<AnalyzerInfo, readonly PolicyInfo[]>();

/**
 * The policies of a pack, and after each host the rules that it runs. A policy over stacks may run many rules, whose
 * findings carry their own names; it describes them in its configuration schema, under `x-rule`.
 */
export function policiesOf(info: AnalyzerInfo): readonly PolicyInfo[] {
  const policies = known.get(info) ?? info.getPoliciesList().flatMap((policy) => [policyOf(policy), ...hosted(policy)]);
  known.set(info, policies);
  return policies;
}

function policyOf(policy: PolicyMessage): PolicyInfo {
  const severity = SEVERITIES[policy.getSeverity()];
  const [remediation, url] = [policy.getRemediationSteps(), policy.getUrl()];
  return {
    name: policy.getName(),
    description: policy.getDescription(),
    level: levelOf(policy.getEnforcementlevel()),
    ...(severity !== undefined && { severity }),
    ...(remediation !== "" && { remediation }),
    ...(url !== "" && { url }),
  };
}

function hosted(policy: PolicyMessage): PolicyInfo[] {
  const properties = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
  return Object.entries(properties).flatMap(([name, schema]): PolicyInfo[] => {
    const { success, data } = Hosted.safeParse(schema);
    return success ? [hostedRule(name, policy.getName(), data)] : [];
  });
}

function hostedRule(name: string, host: string, { description, "x-rule": rule }: z.infer<typeof Hosted>): PolicyInfo {
  const { enforcementLevel: level, severity, remediationSteps: remediation, url } = rule;
  const about = { ...(remediation !== undefined && { remediation }), ...(url !== undefined && { url }) };
  return { name, description, level, ...(severity !== undefined && { severity }), ...about, host };
}
