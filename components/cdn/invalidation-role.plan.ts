import type { Refusal } from "../core/refusal";

/** What decides who may take the role. */
export interface InvalidationRolePlanArgs {
  /** Account of the {@link InvalidationHandler}s that take the role. */
  readonly callerAccountId: string;
  /** Logical name of these handlers, the same in every region: by it their roles are known. */
  readonly callerName: string;
  /** What the handlers say beside their name; the same for all of them, and for no other role. Not a secret. */
  readonly externalId: string;
}

/** Trust policy of the role, as plain data. */
export interface InvalidationRolePlan {
  readonly trust: object;
}

const ACCOUNT = /^\d{12}$/;
const CALLER = /^[\w+=,.@-]{1,43}$/;
/** As `ExternalId` of `AssumeRole`: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (read 2026-11-27). */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** Reasons to refuse a role. */
export const invalidationRoleRefusals: readonly Refusal<InvalidationRolePlanArgs>[] = [
  {
    when: ({ callerAccountId }) => !ACCOUNT.test(callerAccountId),
    say: ({ callerAccountId }) => ({
      arg: "callerAccountId",
      got: callerAccountId,
      expected: "12 digits",
      change: "give the account of the handlers",
    }),
  },
  {
    when: ({ callerName }) => !CALLER.test(callerName),
    say: ({ callerName }) => ({
      arg: "callerName",
      got: callerName,
      expected: "1 to 43 characters of a role's name, and no wildcard",
      change: "give the logical name of the handlers, which their roles' names begin with",
    }),
  },
  {
    when: ({ externalId }) => !EXTERNAL_ID.test(externalId),
    say: ({ externalId }) => ({
      arg: "externalId",
      got: externalId,
      expected: "2 to 1224 letters, digits or any of _+=,.@:/-",
      change: "name the environment, the partition and the distribution",
    }),
  },
];

/**
 * Turns checked arguments into a plan. The account's root stands for whoever that account lets take the role; the condition on
 * the caller's ARN leaves of them the roles that handlers of this name have, which need not exist yet.
 */
export function planInvalidationRole({
  callerAccountId,
  callerName,
  externalId,
}: InvalidationRolePlanArgs): InvalidationRolePlan {
  return {
    trust: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${callerAccountId}:root` },
          Action: "sts:AssumeRole",
          Condition: {
            ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${callerAccountId}:role/${callerName}-handler-role-*` },
            StringEquals: { "sts:ExternalId": externalId },
          },
        },
      ],
    },
  };
}
