import type { Finding } from "../finding";
import type { Plan } from "../plan";
import type { PolicyConfiguration } from "./configuration";
import { PolicyPackError } from "./error";
import { startPolicyPack, type PackInfo, type PolicyPack } from "./pack";
import type { PolicyInfo } from "./policies";

/** What to judge by what. */
export interface PolicyRun {
  /** Folders of the packs; each mends what the one before it left. */
  readonly packs: readonly string[];
  readonly plans: readonly Plan[];
  /**
   * Configuration of the policies, for all plans or for each.
   * @default - every policy as its pack defines it
   */
  readonly config?: PolicyConfiguration | ((plan: Plan) => PolicyConfiguration);
}

/** Started packs that judge plans together, as the engine has them do. */
export interface PolicyPacks {
  /** What the packs say of themselves, in their order. */
  readonly infos: readonly PackInfo[];
  /** Names of the policies of all packs. */
  readonly policies: ReadonlySet<string>;
  /**
   * First every pack mends the plan in turn, then every pack judges it. What fails in a pack is a finding.
   * @param isAsked picks packs; without it all are asked
   * @throws PolicyPackError where the configuration does not fit, or names a policy that no pack knows
   */
  judge(plan: Plan, config: PolicyConfiguration, isAsked?: (info: PackInfo) => boolean): Promise<Finding[]>;
  /** Ends the packs' processes. */
  close(): Promise<void>;
}

/**
 * Starts policy packs side by side.
 * @throws PolicyPackError where one does not start; the others are ended
 */
export async function startPolicyPacks(folders: readonly string[]): Promise<PolicyPacks> {
  const packs = await startAll(folders);
  return {
    infos: packs.map(({ info }) => info),
    policies: new Set(packs.flatMap(({ info }) => info.policies.map(({ name }) => name))),
    judge: async (plan, config, isAsked = () => true) => {
      refuseUnknownPolicies(packs, config);
      const asked = packs.filter(({ info }) => isAsked(info));
      return judgeByAll(asked, plan, config);
    },
    close: async () => void (await Promise.all(packs.map((pack) => pack.close()))),
  };
}

/**
 * Judges plans by policy packs as the engine does.
 * @throws PolicyPackError where a pack does not start, or the configuration does not fit it
 */
export async function runPolicyPacks({ packs, plans, config = {} }: PolicyRun): Promise<Finding[]> {
  const configOf = typeof config === "function" ? config : () => config;
  const started = await startPolicyPacks(packs);
  try {
    const findings: Finding[] = [];
    for (const plan of plans) {
      findings.push(...(await started.judge(plan, configOf(plan))));
    }
    return findings;
  } finally {
    await started.close();
  }
}

async function judgeByAll(packs: readonly PolicyPack[], plan: Plan, config: PolicyConfiguration): Promise<Finding[]> {
  const [only, ...others] = packs;
  if (only !== undefined && others.length === 0) {
    return only.judge(plan, config);
  }
  const findings: Finding[] = [];
  let current = plan;
  for (const pack of packs) {
    const mended = await pack.remediate(current, config);
    findings.push(...mended.findings);
    current = mended.plan;
  }
  const judgements = await Promise.all(packs.map((pack) => pack.analyze(current, config)));
  return withoutRepeatedFailures([...findings, ...judgements.flat()]);
}

/** A pack that is lost while it mends is so again when it is to judge. */
function withoutRepeatedFailures(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>();
  return findings.filter(({ isFailure, pack, policy, urn, message }) => {
    const key = `${pack}\n${policy}\n${urn}\n${message}`;
    const isRepeated = isFailure === true && said.has(key);
    said.add(key);
    return !isRepeated;
  });
}

/** A misspelt name would leave a policy on its defaults, and nobody would notice. */
function refuseUnknownPolicies(packs: readonly PolicyPack[], config: PolicyConfiguration): void {
  const policies = packs.flatMap(({ info }) => info.policies);
  const known = new Set(["all", ...policies.filter(({ host }) => host === undefined).map(({ name }) => name)]);
  const unknown = Object.keys(config).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const names = packs.map(({ info }) => info.name).join(", ");
    throw new PolicyPackError(
      names,
      `the configuration names unknown policies ${unknown.map((name) => withHost(name, policies)).join(", ")}`,
      `use one of ${[...known].join(", ")}`,
    );
  }
}

/** A name, and where it is that of a rule which another policy runs, whose setting it is. */
function withHost(name: string, policies: readonly PolicyInfo[]): string {
  const host = policies.find((policy) => policy.name === name)?.host;
  return host === undefined ? name : `${name} (a setting of ${host})`;
}

async function startAll(folders: readonly string[]): Promise<PolicyPack[]> {
  const outcomes = await Promise.allSettled(folders.map((folder) => startPolicyPack(folder)));
  const packs = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) {
    await Promise.all(packs.map((pack) => pack.close()));
    throw failed.reason;
  }
  return packs;
}
