/** One denial of a vault's policy. A vault's policy takes no wildcard in its actions. */
export interface VaultPolicyStatement {
  /** Name of the statement. */
  readonly Sid: string;
  /** A vault's policy only denies: rights are given by the policies of the roles. */
  readonly Effect: "Deny";
  /** Whom it denies. */
  readonly Principal: "*";
  /** What it denies. */
  readonly Action: readonly string[];
  /** What the actions are about: the vault and the recovery points in it. */
  readonly Resource: "*";
  /**
   * When it denies.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The policy of a vault. */
export interface VaultPolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is denied. */
  readonly Statement: readonly VaultPolicyStatement[];
}

/** Actions that make a recovery point go away before its time, or the vault with it. */
export const DELETION_ACTIONS = [
  "backup:DeleteBackupVault",
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
] as const;

/**
 * The policy of a vault: nobody deletes from it, copies go to the given vaults alone, and no other account copies
 * into it. Changing the policy itself stays possible, or the vault could never be taken down again; the lock is what
 * holds against administrators.
 */
export function vaultPolicy(accountId: string, copyVaultArns: readonly string[]): VaultPolicyDocument {
  const denied = { Effect: "Deny", Principal: "*", Resource: "*" } as const;
  const elsewhere = { Condition: { "ForAnyValue:ArnNotLike": { "backup:CopyTargets": copyVaultArns } } } as const;
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "DenyDeletion", ...denied, Action: DELETION_ACTIONS },
      {
        Sid: "DenyCopiesElsewhere",
        ...denied,
        Action: ["backup:CopyFromBackupVault"],
        ...(copyVaultArns.length === 0 ? {} : elsewhere),
      },
      {
        Sid: "DenyCopiesFromOtherAccounts",
        ...denied,
        Action: ["backup:CopyIntoBackupVault"],
        Condition: {
          StringNotEquals: { "aws:PrincipalAccount": accountId },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
  };
}
