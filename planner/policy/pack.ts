import path from "node:path";
import { PolicyType, type AnalyzerInfo, type Remediation } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Finding } from "../finding";
import type { Plan, PlannedResource, Properties } from "../plan";
import { Analyzer } from "./analyzer";
import { configureRequest, settleConfiguration } from "./configuration";
import type { EffectiveSetting, PolicyConfiguration } from "./configuration";
import { findingsOf, PackFailures, stackUrn } from "./findings";
import { policiesOf, type PolicyInfo } from "./policies";
import type { StartOptions } from "./process";
import { fromStruct, judged, resourceRequest, stackRequest, wholeStackRequest } from "./requests";
import { inParallel } from "./window";

/** What a pack says of itself. */
export interface PackInfo {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
}

/** A plan after a pack has mended it, and what it says about that. */
export interface Remediated {
  readonly plan: Plan;
  readonly findings: readonly Finding[];
}

/**
 * A started policy pack. One process judges any number of plans, one after the other: calls that overlap wait their
 * turn, because the pack holds the configuration of one stack at a time.
 */
export interface PolicyPack {
  readonly info: PackInfo;
  /** Lets the pack mend a plan, then judges the result, as the engine does when it has one pack. */
  judge(plan: Plan, config?: PolicyConfiguration): Promise<Finding[]>;
  /** Lets the pack mend a plan. Only policies at level `remediate` do. */
  remediate(plan: Plan, config?: PolicyConfiguration): Promise<Remediated>;
  /** Judges a plan, resource by resource and then as a whole. */
  analyze(plan: Plan, config?: PolicyConfiguration): Promise<Finding[]>;
  /** Ends the pack's process. */
  close(): Promise<void>;
}

/**
 * Starts a policy pack.
 * @param folder the pack's folder, with its `package.json` and compiled main file
 * @throws PolicyPackError where it does not start
 */
export async function startPolicyPack(folder: string, options: StartOptions = {}): Promise<PolicyPack> {
  const analyzer = await Analyzer.start(path.resolve(folder), options);
  try {
    return new RunningPack(analyzer, await analyzer.info());
  } catch (error) {
    await analyzer.close();
    throw error;
  }
}

class RunningPack implements PolicyPack {
  readonly info: PackInfo;
  readonly #analyzer: Analyzer;
  readonly #info: AnalyzerInfo;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(analyzer: Analyzer, info: AnalyzerInfo) {
    this.#analyzer = analyzer;
    this.#info = info;
    this.info = packInfo(info);
  }

  judge(plan: Plan, config: PolicyConfiguration = {}): Promise<Finding[]> {
    return this.#asked(plan, config, async (settings, failures) => {
      const mended = await this.#mend(plan, settings, failures);
      return [...mended.findings, ...(await this.#analyze(mended.plan, failures))];
    });
  }

  async remediate(plan: Plan, config: PolicyConfiguration = {}): Promise<Remediated> {
    let mendedPlan = plan;
    const findings = await this.#asked(plan, config, async (settings, failures) => {
      const mended = await this.#mend(plan, settings, failures);
      mendedPlan = mended.plan;
      return mended.findings;
    });
    return { plan: mendedPlan, findings };
  }

  analyze(plan: Plan, config: PolicyConfiguration = {}): Promise<Finding[]> {
    return this.#asked(plan, config, (_settings, failures) => this.#analyze(plan, failures));
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#analyzer.close());
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Configures the pack for a plan and asks it; what fails in it is found beside the rest. */
  #asked(plan: Plan, config: PolicyConfiguration, work: Work): Promise<Finding[]> {
    return this.#inTurn(async () => {
      const settings = settleConfiguration(this.#info, config);
      const failures = new PackFailures(this.#info);
      const asked = this.#configure(plan, settings).then(() => work(settings, failures));
      const found = await asked.catch((error: unknown) => failures.of(error, { urn: stackUrn(plan), properties: [] }));
      return [...found, ...failures.ofPack(plan)];
    });
  }

  async #configure(plan: Plan, settings: Settings): Promise<void> {
    await this.#analyzer.configureStack(stackRequest(plan));
    await this.#analyzer.configure(configureRequest(settings));
  }

  /** The engine always asks; nothing answers unless a policy is at level `remediate`, so then only are packs asked here. */
  async #mend(plan: Plan, settings: Settings, failures: PackFailures): Promise<Remediated> {
    if (![...settings.values()].some(({ level }) => level === "remediate")) {
      return { plan, findings: [] };
    }
    const mended = await inParallel(plan.resources, (resource) => {
      const where = { urn: resource.urn, properties: [resource.inputs] };
      return this.#mendResource(plan, resource).catch((error: unknown) => {
        return { resource, findings: failures.of(error, where) };
      });
    });
    return {
      plan: { ...plan, resources: mended.map(({ resource }) => resource) },
      findings: mended.flatMap(({ findings }) => findings),
    };
  }

  async #mendResource(
    plan: Plan,
    resource: PlannedResource,
  ): Promise<{ resource: PlannedResource; findings: Finding[] }> {
    if (resource.kind === "read") {
      return { resource, findings: [] };
    }
    const response = await this.#analyzer.remediate(resource.urn, resourceRequest(plan, resource));
    let inputs = resource.inputs;
    const findings = response.getRemediationsList().map((remediation): Finding => {
      const before = inputs;
      inputs = changedInputs(remediation) ?? inputs;
      const diagnostic = remediation.getDiagnostic();
      const message = diagnostic === "" ? `changed the inputs ${differing(before, inputs).join(", ")}` : diagnostic;
      const [pack, policy] = [this.info.name, remediation.getPolicyname()];
      return { pack, policy, level: "advisory", urn: resource.urn, message };
    });
    return { resource: { ...resource, inputs }, findings };
  }

  async #analyze(plan: Plan, failures: PackFailures): Promise<Finding[]> {
    const perResource = await inParallel(judged(plan), async (resource) => {
      const where = { urn: resource.urn, properties: [resource.inputs] };
      return this.#analyzer.analyze(resource.urn, resourceRequest(plan, resource)).then(
        (diagnostics) => findingsOf(diagnostics, { info: this.#info, ...where }),
        (error: unknown) => failures.of(error, where),
      );
    });
    return [...perResource.flat(), ...(await this.#analyzeWhole(plan, failures))];
  }

  /** The engine always asks; nothing answers unless a policy judges stacks, so then only are packs asked here. */
  async #analyzeWhole(plan: Plan, failures: PackFailures): Promise<Finding[]> {
    if (this.#info.getPoliciesList().every((policy) => policy.getPolicyType() === PolicyType.POLICY_TYPE_RESOURCE)) {
      return [];
    }
    const properties = judged(plan).flatMap(({ inputs, outputs }) => [inputs, outputs]);
    const where = { urn: stackUrn(plan), properties };
    return this.#analyzer.analyzeStack(wholeStackRequest(plan)).then(
      (diagnostics) => findingsOf(diagnostics, { info: this.#info, ...where }),
      (error: unknown) => failures.of(error, where),
    );
  }
}

type Settings = ReadonlyMap<string, EffectiveSetting>;

/** What a pack is asked once it is configured. */
type Work = (settings: Settings, failures: PackFailures) => Promise<readonly Finding[]>;

function packInfo(info: AnalyzerInfo): PackInfo {
  return { name: info.getName(), version: info.getVersion(), policies: policiesOf(info) };
}

/** The inputs as a policy left them, marks included; `undefined` where it left them alone. */
function changedInputs(remediation: Remediation): Properties | undefined {
  const properties = remediation.getProperties();
  return properties === undefined ? undefined : fromStruct(properties);
}

/** Names of the inputs that differ, sorted. */
function differing(before: Properties, after: Properties): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort();
}
