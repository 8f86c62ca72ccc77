import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TagKey } from "../../facts/tag-schema";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { COST_ALLOCATION_DEFAULTS, costAllocationRefusals, planCostAllocation } from "./cost-allocation.plan";
import type { CostAllocationPlanArgs } from "./cost-allocation.plan";

/** Arguments of {@link CostAllocation}. */
export interface CostAllocationArgs extends ComponentArgs, CostAllocationPlanArgs {
  /**
   * Whether a key that leaves the stack stays active, as reports for the whole organisation may rest on it.
   *
   * @default true
   */
  readonly keepActive?: boolean;
}

/**
 * The platform's tags as cost allocation tags, so that the bill can be read by environment, service, owner, cost
 * centre, channel, feature, class of data and residency.
 *
 * Creates:
 * - per key of the tag schema its activation as cost allocation tag, in the account that pays
 *
 * Costs at defaults: 0 USD: cost allocation tags are free (2026-11-24).
 *
 * Does not: tag anything; work in an account whose bill another account pays; activate a key that no resource has
 * carried yet; reach back to costs from before the activation; report or alarm.
 *
 * @example
 * new CostAllocation("costs", { tags });
 */
export class CostAllocation extends Component {
  /** Tag keys that are active, sorted. */
  readonly tagKeys: readonly TagKey[];

  constructor(name: string, args: CostAllocationArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`cost allocation "${name}"`, args, costAllocationRefusals);
    super("inventory:cost-allocation:CostAllocation", name, checked, opts);
    const plan = planCostAllocation(args);
    this.activate(plan.tagKeys, args.keepActive ?? COST_ALLOCATION_DEFAULTS.keepActive);

    this.tagKeys = plan.tagKeys;
    this.registerOutputs({ tagKeys: this.tagKeys });
  }

  private activate(tagKeys: readonly TagKey[], keepActive: boolean): void {
    for (const tagKey of tagKeys) {
      new aws.costexplorer.CostAllocationTag(
        this.childName(tagKey),
        { tagKey, status: "Active" },
        this.childOptions({ retainOnDelete: keepActive }),
      );
    }
  }
}
