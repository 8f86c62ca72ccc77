import { eachStatement } from "./document";
import { describeProblem, type Problem } from "./message";
import { demands } from "./permission";
import type { Principal, Statement } from "./statement";

/**
 * Keys by which a condition says who asks, or from where. The list is that by which S3 tells a public policy from
 * another (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html), and beside
 * it the keys of the organisation, of a principal and of KMS that bind a request to an account.
 */
const NARROWING: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

const EXPECTED = "named principals, or a condition on who asks or from where";

/** A check of a policy document that lets nobody in but those whom it names, or whom a condition names. */
export const isNotPublic = eachStatement((statement) => {
  const reached = reachOf(statement);
  return reached === undefined || statement.conditions.some((condition) => demands(condition, NARROWING))
    ? []
    : [describeProblem(reached)];
});

/** By which element a statement lets anybody in; `undefined` where it does not. */
function reachOf(statement: Statement): Problem | undefined {
  const { path } = statement;
  if (!statement.allows) {
    return undefined;
  }
  if (statement.exceptsPrincipals) {
    const got = statement.principals.map(({ id }) => id);
    return { property: `${path}.NotPrincipal`, got, expected: "Principal instead" };
  }
  const everybody = statement.principals.some(isAnyone);
  return everybody ? { property: `${path}.Principal`, got: "*", expected: EXPECTED } : undefined;
}

/** Whether a principal is anybody, in any account. */
export function isAnyone({ id }: Principal): boolean {
  return id === "*";
}
