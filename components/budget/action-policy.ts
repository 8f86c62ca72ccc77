/** An IAM policy document of one statement. */
export interface ActionPolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is allowed. */
  readonly Statement: readonly [Readonly<Record<string, unknown>>];
}

/** What an action's role may be asked to do. */
export interface ActionRights {
  /** Account of the budget and of the roles. */
  readonly accountId: string;
  /** Policy that the action gives to the roles. */
  readonly policyArn: string;
  /** Names of the roles. */
  readonly roleNames: readonly string[];
}

/** Lets AWS Budgets, on behalf of this account's budgets, take the role of an action. */
export function actionTrust(accountId: string): ActionPolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "budgets.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:aws:budgets::${accountId}:budget/*` },
        },
      },
    ],
  };
}

/** Lets an action give one policy to its roles, and take it away when it is reversed; nothing else. */
export function actionPolicy({ accountId, policyArn, roleNames }: ActionRights): ActionPolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        Resource: roleNames.map((name) => `arn:aws:iam::${accountId}:role/${name}`),
        Condition: { ArnEquals: { "iam:PolicyARN": policyArn } },
      },
    ],
  };
}
