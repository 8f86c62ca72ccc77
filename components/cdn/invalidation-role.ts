import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import {
  invalidationRoleRefusals,
  planInvalidationRole,
  type InvalidationRolePlanArgs,
} from "./invalidation-role.plan";

/** Arguments of {@link InvalidationRole}. */
export interface InvalidationRoleArgs extends ComponentArgs, InvalidationRolePlanArgs {
  /** ARN of the distribution: `distributionArn` of a `Cdn`. */
  readonly distributionArn: pulumi.Input<string>;
}

/**
 * A role by which handlers of another account invalidate one distribution: CloudFront lets its own account alone do that.
 *
 * Creates:
 * - the role, in the distribution's account, which handlers of one name in one other account take, under an external id
 * - its right: to invalidate this distribution, and nothing else
 *
 * Costs at defaults: 0 USD (2026-11-27): roles and sessions are free.
 *
 * Does not: bound what is invalidated, which the ledger of each `InvalidationHandler` does; create the handlers, which
 * take it as their `role`.
 *
 * @example
 * new InvalidationRole("shop-eu-invalidation", {
 *   distributionArn: cdn.distributionArn,
 *   callerAccountId: "222222222222",
 *   callerName: "shop-invalidation",
 *   externalId: "prod/eu/shop",
 *   tags,
 * });
 */
export class InvalidationRole extends Component {
  /** ARN of the role. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: InvalidationRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const label = `invalidation role "${name}"`;
    super("inventory:cdn:InvalidationRole", name, checkArgs(label, args, invalidationRoleRefusals), opts);
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        description: `Invalidates a distribution for ${args.callerName} in ${args.callerAccountId}`,
        assumeRolePolicy: JSON.stringify(planInvalidationRole(args).trust),
        tags: this.childTags("role"),
      },
      this.childOptions(),
    );
    this.grantRights(args, role);

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }

  private grantRights({ distributionArn }: InvalidationRoleArgs, role: aws.iam.Role): void {
    new aws.iam.RolePolicy(
      this.childName("rights"),
      {
        role: role.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "cloudfront:CreateInvalidation", Resource: distributionArn }],
        }),
      },
      this.childOptions(),
    );
  }
}
