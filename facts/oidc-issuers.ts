/** A CI system that signs tokens which AWS can check. */
export interface OidcIssuer {
  /** Address of the issuer. */
  readonly url: string;
  /** Audience that the token names. */
  readonly audience: string;
  /** Subject of a job on a branch, `{repository}` and `{branch}` standing for their values. */
  readonly branchSubject: string;
  /** Subject of a job in a protected environment; absent where the subject does not name it. */
  readonly environmentSubject?: string;
  /** Where the shape of the subject is documented. */
  readonly source: string;
}

/** When the table below was last compared with its sources. */
export const OIDC_ISSUERS_COMPARED_ON = "2026-11-24";

/** CI systems by the key that an environment file names. */
export const OIDC_ISSUERS = {
  github: {
    url: "https://token.actions.githubusercontent.com",
    audience: "sts.amazonaws.com",
    branchSubject: "repo:{repository}:ref:refs/heads/{branch}",
    environmentSubject: "repo:{repository}:environment:{environment}",
    source: "https://docs.github.com/en/actions/reference/openid-connect-reference",
  },
  gitlab: {
    url: "https://gitlab.com",
    audience: "https://gitlab.com",
    branchSubject: "project_path:{repository}:ref_type:branch:ref:{branch}",
    source: "https://docs.gitlab.com/ci/cloud_services/aws/",
  },
} as const satisfies Readonly<Record<string, OidcIssuer>>;

/** A key of {@link OIDC_ISSUERS}. */
export type OidcIssuerKey = keyof typeof OIDC_ISSUERS;

/** What is true of a CI system. */
export function oidcIssuer(key: OidcIssuerKey): OidcIssuer {
  return OIDC_ISSUERS[key];
}
