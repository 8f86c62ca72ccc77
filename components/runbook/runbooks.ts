import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsPartitionOf } from "../../facts/regions";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planAutomations, type PlannedAutomation, type RunbooksPlanArgs } from "./runbooks.plan";
import { runbooksRefusals } from "./runbooks.refusals";
import { serviceTrust } from "../core/trust";

/** Arguments of {@link Runbooks}. */
export interface RunbooksArgs extends ComponentArgs, RunbooksPlanArgs<pulumi.Input<string>> {}

type Automation = PlannedAutomation<pulumi.Input<string>>;

/**
 * The runbooks that act, as automations of SSM in one region: they check, ask for approval, act and wait.
 *
 * Creates:
 * - a document for each runbook that acts: the repair of stock, redriving, switchover, failover and failback
 * - a role for each, which SSM alone assumes, for this account's automations, and which may do what its steps call
 *
 * Costs at defaults: unpriced: there is no price row for steps of automations. Documents and roles are free.
 *
 * Does not: start by itself; notify approvers; let anybody start an automation, which takes
 * `ssm:StartAutomationExecution` and `iam:PassRole`; make documents of runbooks that only people act on.
 *
 * @example
 * new Runbooks("runbooks", {
 *   namePrefix: "prod-eu-central-1",
 *   region: "eu-central-1",
 *   accountId: "111122223333",
 *   approverArns: ["arn:aws:iam::111122223333:role/on-call"],
 *   queueKeyArns: [key.keyArn],
 *   tags,
 * });
 */
export class Runbooks extends Component {
  /** Names of the documents, by runbook. */
  readonly documentNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the documents, by runbook. */
  readonly documentArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the roles, by runbook, for whoever lets people pass them. */
  readonly roleArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: RunbooksArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:runbook:Runbooks", name, checkArgs(`runbooks "${name}"`, args, runbooksRefusals), opts);
    const planned = Object.entries(planAutomations<pulumi.Input<string>>(args));
    const roles = planned.map(([id, automation]) => [id, this.createRole(id, automation, args)] as const);
    const documents = planned.map(([id, automation], index) => {
      const role = roles[index]?.[1];
      return [id, this.createDocument(id, automation, { region: args.region, roleArn: role?.arn })] as const;
    });

    this.documentNames = Object.fromEntries(documents.map(([id, document]) => [id, document.name]));
    this.documentArns = Object.fromEntries(documents.map(([id, document]) => [id, document.arn]));
    this.roleArns = Object.fromEntries(roles.map(([id, role]) => [id, role.arn]));
    this.registerOutputs({
      documentNames: this.documentNames,
      documentArns: this.documentArns,
      roleArns: this.roleArns,
    });
  }

  private createRole(id: string, { rights }: Automation, args: RunbooksArgs): aws.iam.Role {
    const role = new aws.iam.Role(
      this.childName(`${id}-role`),
      { assumeRolePolicy: trustPolicy(args), tags: this.childTags(`${id}-role`) },
      this.childOptions(),
    );
    new aws.iam.RolePolicy(
      this.childName(`${id}-rights`),
      { role: role.name, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: rights }) },
      this.childOptions(),
    );
    return role;
  }

  private createDocument(
    id: string,
    { documentName, content }: Automation,
    { region, roleArn }: { readonly region: string; readonly roleArn: pulumi.Output<string> | undefined },
  ): aws.ssm.Document {
    return new aws.ssm.Document(
      this.childName(`${id}-document`),
      {
        region,
        name: documentName,
        documentType: "Automation",
        documentFormat: "JSON",
        content: pulumi.jsonStringify({ ...content, assumeRole: roleArn }),
        tags: this.childTags(`${id}-document`),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }
}

/** Lets SSM assume a role, for automations of the account in the region. */
function trustPolicy({ accountId, region }: Pick<RunbooksArgs, "accountId" | "region">): string {
  return serviceTrust("ssm.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: {
      "aws:SourceArn": `arn:${awsPartitionOf(region)}:ssm:${region}:${accountId}:automation-execution/*`,
    },
  });
}
