import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import {
  ORGANIZATION_POLICIES,
  ORGANIZATION_POLICY_DESCRIPTIONS,
  organizationPolicies,
  type OrganizationPoliciesPlanArgs,
} from "./organization-policies.plan";
import { organizationPoliciesRefusals } from "./organization-policies.refusals";

/** Arguments of {@link OrganizationPolicies}. */
export interface OrganizationPoliciesArgs extends ComponentArgs, OrganizationPoliciesPlanArgs {
  /** Ids of the accounts or units that the policies bind, by a name of each. */
  readonly targets: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * What an organisation forbids the accounts of a residency partition, whoever acts in them.
 *
 * Creates:
 * - `deny-other-regions`: calls outside the partition's regions, but to services that have none
 * - `deny-crossing`: multi-region keys, and copies, replicas and exports that would leave the regions; where AWS has no
 *   condition for the destination, such calls are left to the deploying and exporting roles
 * - `protect-guards`: switching off trails, recorders, detectors, locks and log buckets; leaving the organisation
 * - an attachment of each to each account or unit
 *
 * Costs at defaults: 0 USD: service control policies are free (2026-11-24).
 *
 * Does not: bind service-linked roles or the management account; allow anything; make the organisation or its units.
 *
 * @example
 * new OrganizationPolicies("eu", {
 *   environment: "prod",
 *   partition: "eu",
 *   regions: ["eu-central-1", "eu-west-1"],
 *   breakGlassRoles: ["arn:aws:iam::*:role/break-glass"],
 *   deployRoles: ["arn:aws:iam::111122223333:role/prod-eu-deploy"],
 *   targets: { eu: "111122223333" },
 *   tags,
 * });
 */
export class OrganizationPolicies extends Component {
  /** Id of each policy, by its name. */
  readonly policyIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OrganizationPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`organization policies "${name}"`, args, organizationPoliciesRefusals);
    super("inventory:partition:OrganizationPolicies", name, checked, opts);
    const policies = this.createPolicies(args);
    this.attachPolicies(args, policies);

    this.policyIds = Object.fromEntries(Object.entries(policies).map(([policy, { id }]) => [policy, id]));
    this.registerOutputs({ policyIds: this.policyIds });
  }

  private createPolicies(args: OrganizationPoliciesArgs): Readonly<Record<string, aws.organizations.Policy>> {
    const documents = organizationPolicies(args);
    return Object.fromEntries(
      ORGANIZATION_POLICIES.map((policy) => [
        policy,
        new aws.organizations.Policy(
          this.childName(policy),
          {
            type: "SERVICE_CONTROL_POLICY",
            description: `${ORGANIZATION_POLICY_DESCRIPTIONS[policy]} (${args.environment}-${args.partition})`,
            content: JSON.stringify(documents[policy]),
            tags: this.childTags(policy),
          },
          this.childOptions(),
        ),
      ]),
    );
  }

  private attachPolicies(
    { targets }: OrganizationPoliciesArgs,
    policies: Readonly<Record<string, aws.organizations.Policy>>,
  ): void {
    for (const [policy, { id: policyId }] of Object.entries(policies)) {
      for (const [target, targetId] of Object.entries(targets)) {
        new aws.organizations.PolicyAttachment(
          this.childName(`${policy}-${target}`),
          { policyId, targetId },
          this.childOptions(),
        );
      }
    }
  }
}
