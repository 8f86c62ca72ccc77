/** Credentials as clients of the AWS SDK (v3) take them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A role of another account, and what its trust policy asks for beside the caller. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId: string;
  /** Whom the trail of the other account names. */
  readonly sessionName: string;
}

/** The part of the AWS SDK's `STS` (v3) that takes a role. */
export interface TokenClient {
  assumeRole(input: {
    RoleArn: string;
    RoleSessionName: string;
    ExternalId: string;
    DurationSeconds: number;
  }): Promise<{
    readonly Credentials?:
      | {
          readonly AccessKeyId?: string | undefined;
          readonly SecretAccessKey?: string | undefined;
          readonly SessionToken?: string | undefined;
          readonly Expiration?: Date | undefined;
        }
      | undefined;
  }>;
}

/** How long a session lasts: the shortest that STS gives, since a new one costs one call. */
export const SESSION_SECONDS = 900;

/** How long before its end a session is used no more: longer than an invocation runs and clocks differ. */
export const RENEW_BEFORE_SECONDS = 300;

const SESSION_NAME_CHARACTERS = 64;

/** STS gave no session; what needs it is tried again by a later invocation. */
export class NoSessionError extends Error {
  constructor(roleArn: string) {
    super(`STS gave no complete credentials for ${roleArn}`);
    this.name = "NoSessionError";
  }
}

/** Credentials of a role, taken when they are first needed, and again shortly before they end. */
export function assumedCredentials(
  client: TokenClient,
  { roleArn, externalId, sessionName }: AssumedRole,
  now: () => number,
): () => Promise<Credentials> {
  let session: Credentials | undefined;
  return async () => {
    if (session !== undefined && now() < session.expiration.getTime() - RENEW_BEFORE_SECONDS * 1_000) {
      return session;
    }
    const { Credentials: given } = await client.assumeRole({
      RoleArn: roleArn,
      RoleSessionName: sessionName.slice(0, SESSION_NAME_CHARACTERS),
      ExternalId: externalId,
      DurationSeconds: SESSION_SECONDS,
    });
    session = completeOf(given, roleArn);
    return session;
  };
}

type Given = Awaited<ReturnType<TokenClient["assumeRole"]>>["Credentials"];

function completeOf(given: Given, roleArn: string): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
  if (
    AccessKeyId === undefined ||
    SecretAccessKey === undefined ||
    SessionToken === undefined ||
    Expiration === undefined
  ) {
    throw new NoSessionError(roleArn);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
