import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { areaPolicy, boundary, DEPLOY_PATH, statePolicy, trustPolicy, type DeployPolicy } from "./deploy-policies";
import {
  planDeployRoles,
  type DeployRolesPlan,
  type DeployRolesPlanArgs,
  type PlannedDeployRole,
} from "./deploy-roles.plan";
import { deployRolesRefusals } from "./deploy-roles.refusals";

/** Arguments of {@link DeployRoles}. */
export interface DeployRolesArgs extends ComponentArgs, DeployRolesPlanArgs {
  /**
   * ARN of the account's identity provider for the CI system, where it has one: an account has one per issuer.
   *
   * @default - the component creates it
   */
  readonly providerArn?: pulumi.Input<string>;
}

/**
 * Roles by which CI deploys, one per partition, taken with a token that the CI system signs for one job: no keys.
 *
 * Creates:
 * - the identity provider of the CI system, unless the account has it
 * - per partition: the role, which jobs of given repositories in a given environment or on a given branch can take;
 *   its boundary; a policy for its state and one per area, bound to the partition's regions
 *
 * Costs at defaults: 0 USD: IAM is free (2026-11-24).
 *
 * Does not: make the state's bucket or key; let CI read what stores hold, but for items of DynamoDB, which asks whoever
 * adds a replica for that; bound the roles that a deployment makes, unless a boundary for them is given.
 *
 * @example
 * new DeployRoles("deploy", {
 *   environment: "prod",
 *   accountId: "111122223333",
 *   issuer: "github",
 *   roles: {
 *     eu: {
 *       regions: ["eu-central-1", "eu-west-1"],
 *       trusts: [{ repository: "example/platform", environment: "prod-eu" }],
 *       stateBucket: "prod-eu-state-111122223333",
 *       stateKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555",
 *     },
 *   },
 *   tags,
 * });
 */
export class DeployRoles extends Component {
  /** ARN of each role, by its key. */
  readonly roleArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of the identity provider. */
  readonly providerArn: pulumi.Output<string>;

  constructor(name: string, args: DeployRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:identity:DeployRoles", name, checkArgs(`deploy roles "${name}"`, args, deployRolesRefusals), opts);
    const plan = planDeployRoles(args);
    const providerArn = this.createProvider(plan, args);
    const roles = this.createRoles(plan, providerArn);

    this.providerArn = pulumi.output(providerArn);
    this.roleArns = Object.fromEntries(Object.entries(roles).map(([key, { arn }]) => [key, arn]));
    this.registerOutputs({ roleArns: this.roleArns, providerArn: this.providerArn });
  }

  private createProvider({ issuerUrl, audience }: DeployRolesPlan, args: DeployRolesArgs): pulumi.Input<string> {
    if (args.providerArn !== undefined) {
      return args.providerArn;
    }
    const provider = new aws.iam.OpenIdConnectProvider(
      this.childName("issuer"),
      { url: issuerUrl, clientIdLists: [audience], tags: this.childTags("issuer") },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    return provider.arn;
  }

  private createRoles(
    plan: DeployRolesPlan,
    providerArn: pulumi.Input<string>,
  ): Readonly<Record<string, aws.iam.Role>> {
    return Object.fromEntries(
      plan.roles.map((planned) => {
        const role = this.createRole(plan, planned, providerArn);
        this.grantRights(planned, role);
        return [planned.key, role];
      }),
    );
  }

  private createRole(
    { sessionSeconds }: DeployRolesPlan,
    planned: PlannedDeployRole,
    providerArn: pulumi.Input<string>,
  ): aws.iam.Role {
    const bounds = this.createPolicy(
      `boundary-${planned.key}`,
      boundary(planned),
      `The most that ${planned.name} can do`,
    );
    return new aws.iam.Role(
      this.childName(`role-${planned.key}`),
      {
        name: planned.name,
        path: DEPLOY_PATH,
        description: `Deploys ${planned.key} from CI`,
        assumeRolePolicy: pulumi.jsonStringify(trustPolicy(planned, providerArn)),
        permissionsBoundary: bounds.arn,
        maxSessionDuration: sessionSeconds,
        tags: this.childTags(`role-${planned.key}`),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private grantRights(planned: PlannedDeployRole, role: aws.iam.Role): void {
    this.grant(`${planned.key}-state`, role, statePolicy(planned));
    for (const area of planned.areas) {
      this.grant(`${planned.key}-${area}`, role, areaPolicy(area, planned));
    }
  }

  private grant(what: string, role: aws.iam.Role, rights: DeployPolicy): void {
    const policy = this.createPolicy(`rights-${what}`, rights, `Rights of a deploy role: ${what}`);
    new aws.iam.RolePolicyAttachment(
      this.childName(`grant-${what}`),
      { role: role.name, policyArn: policy.arn },
      this.childOptions(),
    );
  }

  private createPolicy(role: string, document: DeployPolicy, description: string): aws.iam.Policy {
    return new aws.iam.Policy(
      this.childName(role),
      { path: DEPLOY_PATH, description, policy: JSON.stringify(document), tags: this.childTags(role) },
      this.childOptions(),
    );
  }
}
