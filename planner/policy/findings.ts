import type { AnalyzeDiagnostic, AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import { readExemptionNotice } from "../../facts/exemption-notice";
import type { Finding } from "../finding";
import { isSecret, type Plan, type Properties, type PropertyValue } from "../plan";
import { levelOf } from "./configuration";
import { MEND, PackLost, PolicyFailure } from "./error";
import { policiesOf, SEVERITIES } from "./policies";

/** Shorter secrets are left in messages: hiding every `eu` would only make a message unreadable. */
const SHORTEST_HIDDEN = 4;

/** What a finding needs that a diagnostic does not carry. */
export interface FindingContext {
  readonly info: AnalyzerInfo;
  /** URN that a diagnostic without one concerns. */
  readonly urn: string;
  /** Properties whose secrets must not show. */
  readonly properties: readonly Properties[];
}

/** The findings in a pack's answer. */
export function findingsOf(diagnostics: readonly AnalyzeDiagnostic[], context: FindingContext): Finding[] {
  const counted = diagnostics.filter((diagnostic) => levelOf(diagnostic.getEnforcementlevel()) !== "disabled");
  const secrets = counted.length === 0 ? [] : context.properties.flatMap(secretTexts);
  return counted.map((diagnostic) => toFinding(diagnostic, { ...context, secrets }));
}

/** What goes wrong in a pack, as findings beside those of others: what it would have said, nobody knows. */
export class PackFailures {
  readonly #info: AnalyzerInfo;
  #lost: PackLost | undefined;

  constructor(info: AnalyzerInfo) {
    this.#info = info;
  }

  /**
   * Takes the failure of a policy: a finding of its own kind.
   * @throws every other error but that of a pack that is lost, of which {@link PackFailures.ofPack} speaks
   */
  readonly of = (error: unknown, { urn, properties }: Omit<FindingContext, "info">): Finding[] => {
    if (error instanceof PackLost) {
      this.#lost = error;
      return [];
    }
    if (!(error instanceof PolicyFailure)) {
      throw error;
    }
    const failure = { policy: error.policy ?? UNNAMED, urn, change: MEND, properties };
    return [this.#finding({ ...failure, said: `the policy itself failed: ${error.details}` })];
  };

  /** Says once for a plan that its pack was lost. */
  ofPack(plan: Plan): Finding[] {
    if (this.#lost === undefined) {
      return [];
    }
    const { happened, change } = this.#lost;
    const properties = plan.resources.map(({ inputs }) => inputs);
    const said = `the pack itself failed: ${happened}`;
    return [this.#finding({ policy: UNNAMED, urn: stackUrn(plan), said, change, properties })];
  }

  #finding({ policy, urn, said, change, properties }: Failure): Finding {
    const pack = this.#info.getName();
    const message = withoutSecrets(said, properties.flatMap(secretTexts));
    const remediation = `In pack ${pack}, ${change}.`;
    return { pack, policy, isFailure: true, level: "mandatory", urn, message, remediation };
  }
}

interface Failure extends Omit<FindingContext, "info"> {
  readonly policy: string;
  readonly said: string;
  readonly change: string;
}

/** Policy of a failure that names none. */
const UNNAMED = "unknown-policy";

/** URN of the stack a plan is of. */
export function stackUrn(plan: Plan): string {
  return `urn:pulumi:${plan.stack}::${plan.project}::pulumi:pulumi:Stack::${plan.project}-${plan.stack}`;
}

function toFinding(diagnostic: AnalyzeDiagnostic, context: FindingContext & { secrets: readonly string[] }): Finding {
  const policy = policiesOf(context.info).find(({ name }) => name === diagnostic.getPolicyname());
  const severity = SEVERITIES[diagnostic.getSeverity()] ?? policy?.severity;
  const remediation = policy?.remediation;
  const { message, exemption } = saidIn(diagnostic);
  return {
    pack: context.info.getName(),
    policy: diagnostic.getPolicyname(),
    level: levelOf(diagnostic.getEnforcementlevel()) === "advisory" ? "advisory" : "mandatory",
    ...(severity === undefined ? {} : { severity }),
    urn: diagnostic.getUrn() === "" ? context.urn : diagnostic.getUrn(),
    message: withoutSecrets(message, context.secrets),
    ...(remediation === undefined ? {} : { remediation }),
    ...exemption,
  };
}

/** What the policy said, and the exemption that it said it under. */
function saidIn(diagnostic: AnalyzeDiagnostic): {
  readonly message: string;
  readonly exemption: Pick<Finding, "exemption">;
} {
  const [said, description] = [diagnostic.getMessage(), diagnostic.getDescription()];
  const exempted = readExemptionNotice(said);
  return exempted === undefined
    ? { message: withoutDescription(said, description), exemption: {} }
    : { message: withoutDescription(exempted.message, description), exemption: { exemption: exempted.notice } };
}

/** What the policy said. The SDK puts the policy's description before it, on a line of its own. */
function withoutDescription(message: string, description: string): string {
  const prefix = `${description}\n`;
  return message.startsWith(prefix) && message.length > prefix.length ? message.slice(prefix.length) : message;
}

function withoutSecrets(message: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), message);
}

/** Every text under a secret mark, longest first, so that no part of one is left when another is taken out. */
function secretTexts(properties: Properties): string[] {
  const texts = Object.values(properties).flatMap((value) => textsIn(value, false));
  return texts.filter((text) => text.length >= SHORTEST_HIDDEN).sort((a, b) => b.length - a.length);
}

function textsIn(value: PropertyValue, hidden: boolean): string[] {
  if (typeof value === "string") {
    return hidden ? [value] : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  if (isSecret(value)) {
    return textsIn(value["value"] ?? null, true);
  }
  const inner: PropertyValue[] = Array.isArray(value) ? value : Object.values(value);
  return inner.flatMap((each) => textsIn(each, hidden));
}
