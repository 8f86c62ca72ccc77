/** The part of the AWS SDK's `SecretsManager` (v3) that the rotation calls. */
export interface SecretsClient {
  describeSecret(input: {
    SecretId: string;
  }): Promise<{ readonly VersionIdsToStages?: { readonly [version: string]: readonly string[] } }>;
  getSecretValue(input: { SecretId: string; VersionId: string }): Promise<{ readonly SecretString?: string }>;
  putSecretValue(input: {
    SecretId: string;
    ClientRequestToken: string;
    SecretString: string;
    VersionStages: string[];
  }): Promise<unknown>;
  updateSecretVersionStage(input: {
    SecretId: string;
    VersionStage: string;
    MoveToVersionId?: string;
    RemoveFromVersionId?: string;
  }): Promise<unknown>;
}

/** Versions of a secret that labels are on. */
export interface LabelledVersions {
  /**
   * What the partner fetches.
   *
   * @default - nothing: the secret is empty
   */
  readonly current?: string;
  /**
   * What is to take over.
   *
   * @default - nothing is
   */
  readonly pending?: string;
}

/** The secret of one partner. */
export interface StoredKeys {
  /** What its labels are on. */
  readonly versions: () => Promise<LabelledVersions>;
  /** The key that a version holds. */
  readonly value: (version: string) => Promise<string>;
  /** Puts a key in that is to take over. Secrets Manager makes the first one of a secret current by itself. */
  readonly put: (version: string, value: string) => Promise<void>;
  /** Hands a version out in place of another. */
  readonly promote: (version: string, from: string | undefined) => Promise<void>;
  /** Takes the label of what is to take over away. */
  readonly finish: (version: string) => Promise<void>;
}

const CURRENT = "AWSCURRENT";
const PENDING = "AWSPENDING";

/** {@link StoredKeys} in a secret of Secrets Manager. */
export function storedKeys(client: SecretsClient, secretArn: string): StoredKeys {
  return {
    versions: async () => {
      const { VersionIdsToStages: stages = {} } = await client.describeSecret({ SecretId: secretArn });
      const labelled = (label: string): string | undefined =>
        Object.entries(stages).find(([, labels]) => labels.includes(label))?.[0];
      const current = labelled(CURRENT);
      const pending = labelled(PENDING);
      return { ...(current === undefined ? {} : { current }), ...(pending === undefined ? {} : { pending }) };
    },
    value: async (version) => {
      const { SecretString: value } = await client.getSecretValue({ SecretId: secretArn, VersionId: version });
      if (value === undefined) {
        throw new EmptySecretError();
      }
      return value;
    },
    put: async (version, value) => {
      await client.putSecretValue({
        SecretId: secretArn,
        ClientRequestToken: version,
        SecretString: value,
        VersionStages: [PENDING],
      });
    },
    promote: async (version, from) => {
      await client.updateSecretVersionStage({
        SecretId: secretArn,
        VersionStage: CURRENT,
        MoveToVersionId: version,
        ...(from === undefined ? {} : { RemoveFromVersionId: from }),
      });
    },
    finish: async (version) => {
      await client.updateSecretVersionStage({
        SecretId: secretArn,
        VersionStage: PENDING,
        RemoveFromVersionId: version,
      });
    },
  };
}

/** A version of a secret holds no text. */
class EmptySecretError extends Error {
  override readonly name = "EmptySecretError";
}
