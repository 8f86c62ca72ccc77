import type { RoleArgs } from "@pulumi/aws/iam";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Principal, Statement } from "../../core/statement";
import { eachStatement } from "../../core/document";
import { describeProblem } from "../../core/message";
import { demands } from "../../core/permission";
import { requireSettings } from "../../core/settings";

const OPEN_SUBJECT = /^[^:]*:?\*/;

/** A role that an OIDC provider's tokens open says which audience and which subject: the provider issues tokens to others as well. */
export const roleRequireFederationConditions: ResourceValidationPolicy = {
  name: "role-require-federation-conditions",
  description: "Roles for federated identities bind audience and subject.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity"],
  remediationSteps:
    "Add conditions on the provider's aud and sub keys to the statement, with the audience and the subjects that " +
    "may assume the role.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  validateResource: requireSettings<RoleArgs>("aws:iam/role:Role", [
    {
      property: "assumeRolePolicy",
      read: ({ assumeRolePolicy }) => assumeRolePolicy,
      check: eachStatement(problemsOf),
    },
  ]),
};

function problemsOf(statement: Statement): readonly string[] {
  return statement.allows ? statement.principals.flatMap(issuerOf).flatMap((issuer) => unbound(statement, issuer)) : [];
}

/** Host and path of an OIDC provider, by which its keys begin. */
function issuerOf({ kind, id }: Principal): readonly string[] {
  return kind === "Federated" ? id.split(":oidc-provider/").slice(1) : [];
}

function unbound({ path, conditions }: Statement, issuer: string): readonly string[] {
  return ["aud", "sub"].flatMap((claim) => {
    const key = `${issuer}:${claim}`;
    const binding = conditions.filter((condition) => demands(condition, new Set([key.toLowerCase()])));
    const expected = `a demand on ${key} that names its values`;
    return binding.some(({ values }) => claim === "aud" || !values.some((value) => OPEN_SUBJECT.test(value)))
      ? []
      : [describeProblem({ property: `${path}.Condition`, got: undefined, expected })];
  });
}
