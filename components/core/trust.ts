/** When a statement holds: operator, then key, then value. */
export type TrustConditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Trust policy of a role that one AWS service assumes, such as `ec2.amazonaws.com`, and nobody else. */
export function serviceTrust(service: string, conditions: TrustConditions = {}): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** {@link serviceTrust} for resources of one account alone: the service cannot be used by others to take the role. */
export function ownServiceTrust(service: string, accountId: string): string {
  return serviceTrust(service, { StringEquals: { "aws:SourceAccount": accountId } });
}
