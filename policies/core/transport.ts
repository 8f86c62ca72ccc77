import { someStatement } from "./document";
import { selects } from "./permission";
import { isAnyone } from "./public";
import type { Statement } from "./statement";

/**
 * A check of a resource's policy that denies everybody everything without TLS. A further condition would let some of it
 * through, and so would a list of actions.
 * @param service prefix of the service's actions, such as `s3`
 */
export function deniesWithoutTls(service: string) {
  return someStatement(
    `a statement that denies ${service}:* to everybody where aws:SecureTransport is false`,
    (statement) =>
      !statement.allows && reachesEverybody(statement) && coversAll(statement, service) && isWithoutTls(statement),
  );
}

function reachesEverybody({ exceptsPrincipals, principals }: Statement): boolean {
  return !exceptsPrincipals && principals.some(isAnyone);
}

function coversAll({ actions, resources }: Statement, service: string): boolean {
  const everything = resources === undefined || (!resources.inverted && resources.patterns.length > 0);
  return everything && !actions.inverted && selects(actions, `${service}:*`);
}

function isWithoutTls({ conditions }: Statement): boolean {
  const [only, ...others] = conditions;
  return (
    others.length === 0 &&
    only?.operator === "bool" &&
    only.key === "aws:securetransport" &&
    only.values.every((value) => value.toLowerCase() === "false")
  );
}
