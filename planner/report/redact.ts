import type { Finding } from "../finding";
import { isSecret, type Plan, type PropertyValue } from "../plan";

// As Pulumi's own log: shorter secrets are part of too many words.
const SHORTEST = 3;

/** Findings without the secrets of their stack: policies read plain values, and quote what is wrong. */
export function withoutSecrets(findings: readonly Finding[], plan: Plan): Finding[] {
  const values = [plan.outputs, ...plan.resources.flatMap(({ inputs, outputs }) => [inputs, outputs])];
  const secrets = [...new Set(values.flatMap((value) => secretsIn(value, false)))]
    .filter(({ length }) => length >= SHORTEST)
    .sort((left, right) => right.length - left.length);
  const redact = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  return findings.map((finding) => ({
    ...finding,
    message: redact(finding.message),
    ...(finding.remediation !== undefined && { remediation: redact(finding.remediation) }),
  }));
}

/** The texts under secrets, as they are and as they stand inside JSON. */
function secretsIn(value: PropertyValue, within: boolean): string[] {
  if (typeof value !== "object" || value === null) {
    return within && (typeof value === "string" || typeof value === "number") ? spellings(String(value)) : [];
  }
  if (isSecret(value)) {
    return secretsIn(value["value"] ?? null, true);
  }
  return Object.values(value).flatMap((inner) => secretsIn(inner, within));
}

function spellings(text: string): string[] {
  return [text, JSON.stringify(text).slice(1, -1)];
}
