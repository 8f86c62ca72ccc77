import {
  InvalidationRole,
  invalidationRoleRefusals,
  planInvalidationRole,
  type InvalidationRoleArgs,
} from "../../../components/cdn";
import {
  ACCOUNT,
  failureOf,
  identities,
  inputsOf,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const valid: InvalidationRoleArgs = {
  distributionArn: DISTRIBUTION,
  callerAccountId: "222222222222",
  callerName: "shop-invalidation",
  externalId: "prod/eu/shop",
  tags: TAGS,
};

describe("planInvalidationRole", () => {
  it("trusts roles of one name in one account, under the external id, and nobody else", () => {
    expect(planInvalidationRole(valid)).toStrictEqual({
      trust: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::222222222222:root" },
            Action: "sts:AssumeRole",
            Condition: {
              ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/shop-invalidation-handler-role-*" },
              StringEquals: { "sts:ExternalId": "prod/eu/shop" },
            },
          },
        ],
      },
    });
  });
});

describe("InvalidationRole", () => {
  it("creates a role that may invalidate the distribution, and nothing else", async () => {
    const plan = await planInFrankfurt(() => new InvalidationRole("shop-eu", valid));

    expect(identities(plan)).toEqual([
      "aws:iam/role:Role shop-eu-role shop-eu",
      "aws:iam/rolePolicy:RolePolicy shop-eu-rights shop-eu",
      "inventory:cdn:InvalidationRole shop-eu test-dev",
    ]);
    expect(inputsOf(plan, "shop-eu-role")).toStrictEqual({
      description: "Invalidates a distribution for shop-invalidation in 222222222222",
      assumeRolePolicy: JSON.stringify(planInvalidationRole(valid).trust),
      tags: { ...TAGS, Name: "shop-eu-role" },
    });
    expect(JSON.parse(String(inputsOf(plan, "shop-eu-rights")["policy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "cloudfront:CreateInvalidation", Resource: DISTRIBUTION }],
    });
    expect(resourceNamed(plan, "shop-eu").outputs["roleArn"]).toBe(resourceNamed(plan, "shop-eu-role").outputs["arn"]);
  });
});

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<InvalidationRoleArgs>, string])[] = [
  [
    "an account that is none",
    { callerAccountId: "eu" },
    'callerAccountId is "eu", expected 12 digits; give the account of the handlers',
  ],
  [
    "handlers of any name",
    { callerName: "*" },
    "callerName is \"*\", expected 1 to 43 characters of a role's name, and no wildcard; give the logical name of the handlers, which their roles' names begin with",
  ],
  [
    "an external id that STS does not take",
    { externalId: "prod eu" },
    'externalId is "prod eu", expected 2 to 1224 letters, digits or any of _+=,.@:/-; name the environment, the partition and the distribution',
  ],
];

describe("refusals of roles that invalidate", () => {
  const label = 'invalidation role "shop-eu"';

  it("has a case per rule, and lets valid arguments pass", () => {
    expect(refusalOf(label, valid, invalidationRoleRefusals)).toBe("not refused");
    expect(rows.map(([, change], row) => invalidationRoleRefusals[row]?.when({ ...valid, ...change }))).toEqual(
      invalidationRoleRefusals.map(() => true),
    );
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf(label, { ...valid, ...change }, invalidationRoleRefusals)).toBe(`${label}: ${message}`);
  });

  it("refuses before anything is registered", async () => {
    const { registered } = await failureOf(() => new InvalidationRole("shop-eu", { ...valid, externalId: "" }));
    expect(registered).toEqual([]);
  });
});
