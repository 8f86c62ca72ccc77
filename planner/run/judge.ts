import { createRequire } from "node:module";
import path from "node:path";
import { EXEMPTION_POLICIES } from "../../facts/exemption-notice";
import type { EnvironmentStack } from "../environment";
import type { Finding } from "../finding";
import { InputError } from "../input-error";
import { mergeConfigurations, startPolicyPacks } from "../policy";
import type { PackInfo, PolicyConfiguration, PolicyPacks } from "../policy";
import { exemptionsFor } from "./exemptions";
import type { SuccessfulStack } from "./plan-environment";

/** By what stacks are judged. */
export interface JudgeOptions {
  /** Folders of the policy packs; none judges nothing. */
  readonly packs: readonly string[];
  /** Configuration of their policies. */
  readonly configuration: PolicyConfiguration;
  /** Day that exemptions are held against: `2026-11-27`. */
  readonly asOf: string;
}

/** Where a stack comes from. */
export interface JudgedProject {
  /** Folder of its project, which may have exemptions. */
  readonly directory: string;
  /** Stacks of its environment; none where it belongs to none. */
  readonly environment: readonly EnvironmentStack[];
}

/** A plan, and what its environment says of the stack, where there is one. */
export type Judged = Pick<SuccessfulStack, "plan" | "described">;

/**
 * Which packs are asked. A pack of the kit knows that a plan as applied has stand-ins for what AWS will answer; a foreign
 * one would take them for the ids of things that exist, so it judges a preview.
 */
export type Audience = "all" | "kit" | "foreign";

const KIT_PACK = "inventory-platform-policies";
/** Policies that are told which regions the environment allows: by residency, and the one about places by stack as well. */
const REGION_POLICIES = { place: "resource-limit-region", copy: "backup-plan-require-copy" } as const;

/** Judges stacks as they are planned. The packs start while the first stack is still being planned. */
export class Judge {
  readonly #packs: Promise<PolicyPacks | undefined>;
  readonly #options: JudgeOptions;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#packs = options.packs.length === 0 ? Promise.resolve(undefined) : startPolicyPacks(options.packs);
    // Looked at again with the first stack; until then a pack that does not start is nobody's unhandled error.
    this.#packs.catch(() => undefined);
  }

  /**
   * Findings of packs about a stack, by URN and policy.
   * @throws PolicyPackError where a pack does not start, or the configuration does not fit it
   */
  async judge(
    { plan, described }: Judged,
    { directory, environment }: JudgedProject,
    audience: Audience = "all",
  ): Promise<Finding[]> {
    const packs = await this.#packs;
    if (packs === undefined) {
      return [];
    }
    const regions = regionsFor(described, environment, packs.policies);
    const configuration = mergeConfigurations(regions, this.#exemptions(packs, directory), this.#options.configuration);
    return (await packs.judge(plan, configuration, (info) => isIn(audience, info))).sort(byPlace);
  }

  /**
   * Names of the packs that are not the kit's.
   * @throws PolicyPackError where a pack does not start
   */
  async foreign(): Promise<string[]> {
    return (await this.packs()).filter((info) => isIn("foreign", info)).map(({ name }) => name);
  }

  /** Exemptions are the kit's pack's: others know of none. */
  #exemptions({ infos }: PolicyPacks, directory: string): PolicyConfiguration {
    const index = infos.findIndex(isOfKit);
    const pack = this.#options.packs[index];
    if (pack === undefined) {
      return {};
    }
    return exemptionsFor({ directory, pack, asOf: this.#options.asOf });
  }

  /**
   * What the packs say of themselves.
   * @throws PolicyPackError where a pack does not start
   */
  async packs(): Promise<readonly PackInfo[]> {
    return (await this.#packs)?.infos ?? [];
  }

  /** Ends the packs. */
  async close(): Promise<void> {
    const packs = await this.#packs.catch(() => undefined);
    await packs?.close();
  }
}

/**
 * Folder of the kit's policy pack, as it is installed for a project.
 * @throws InputError where it is not installed
 */
export function kitPack(directory: string): string {
  for (const from of [`${directory}/`, __filename]) {
    try {
      return path.dirname(createRequire(from).resolve(`${KIT_PACK}/package.json`));
    } catch {
      // Not installed beside this one; the next place may have it.
    }
  }
  const fix = `install it with npm install ${KIT_PACK}, name a pack with --policy-pack DIR, or judge nothing with --no-policy`;
  throw new InputError([{ where: directory, message: `has no policy pack ${KIT_PACK} installed`, fix }]);
}

/** What the environment allows: every stack its own regions, every residency those of its partition. */
function regionsFor(
  stack: EnvironmentStack | undefined,
  environment: readonly EnvironmentStack[],
  policies: ReadonlySet<string>,
): PolicyConfiguration {
  if (stack === undefined) {
    return {};
  }
  const partitions = environment.filter(({ kind }) => kind === "partition");
  const allowedRegions = Object.fromEntries(
    partitions.map(({ partition = "", allowedRegions: regions }) => [partition, regions]),
  );
  const { place, copy } = REGION_POLICIES;
  return {
    ...(policies.has(place) && { [place]: { allowedRegions, stackRegions: stack.allowedRegions } }),
    ...(policies.has(copy) && { [copy]: { allowedRegions } }),
  };
}

/** A pack of the kit, or one that was made from it, reads exemptions. */
function isOfKit({ policies }: PackInfo): boolean {
  return policies.some(({ name }) => name === EXEMPTION_POLICIES.form);
}

function isIn(audience: Audience, info: PackInfo): boolean {
  return audience === "all" || isOfKit(info) === (audience === "kit");
}

/** Orders findings by URN, policy and message. */
export function byPlace(left: Finding, right: Finding): number {
  const [first, second] = [left, right].map(({ urn, policy, message }) => `${urn}\n${policy}\n${message}`);
  return (first ?? "") < (second ?? "") ? -1 : 1;
}
