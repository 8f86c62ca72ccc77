import {
  areaActions,
  areaPolicy,
  boundary,
  DEPLOY_ROLE_DEFAULTS,
  DeployRoles,
  deployRolesRefusals,
  planDeployRoles,
  statePolicy,
  trustPolicy,
  type DeployPolicy,
  type DeployRolesArgs,
  type DeployRoleSettings,
  type DeployStatement,
  type PlannedDeployRole,
} from "../../../components/identity";
import { DATA_ACTIONS, LONG_LIVED_CREDENTIAL_ACTIONS } from "../../../facts/denied-actions";
import { DEPLOY_AREAS, type DeployAreaKey } from "../../../facts/deploy-actions";
import type { Plan } from "../../../planner/plan";
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

const STATE_KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
const EU: DeployRoleSettings = {
  regions: ["eu-west-1", "eu-central-1"],
  trusts: [{ repository: "example/platform", environment: "test-eu" }],
  stateBucket: "test-eu-state",
  stateKeyArn: STATE_KEY,
};
const ARGS: DeployRolesArgs = {
  environment: "test",
  accountId: ACCOUNT,
  issuer: "github",
  roles: { eu: EU },
  tags: TAGS,
};
const AREAS = Object.keys(DEPLOY_AREAS) as DeployAreaKey[];
/** Most characters of a managed policy, whitespace not counted. */
const MAX_POLICY = 6_144;

function planOf(args: Partial<DeployRolesArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => {
    const { roleArns, providerArn } = new DeployRoles("deploy", { ...ARGS, ...args });
    return { roleArns, providerArn };
  });
}

function roleOf(settings: Partial<DeployRoleSettings> = {}, args: Partial<DeployRolesArgs> = {}): PlannedDeployRole {
  const [role] = planDeployRoles({ ...ARGS, roles: { eu: { ...EU, ...settings } }, ...args }).roles;
  if (role === undefined) {
    throw new Error("no role is planned");
  }
  return role;
}

function statement(policy: DeployPolicy, sid: string): DeployStatement | undefined {
  return policy.Statement.find(({ Sid }) => Sid === sid);
}

describe("DeployRoles", () => {
  it("creates these children at defaults, all its own", async () => {
    const areas = ["compute", "data", "events", "guards", "identity", "names", "network", "operations", "state"];
    expect(identities(await planOf())).toStrictEqual([
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider deploy-issuer deploy",
      "aws:iam/policy:Policy deploy-boundary-eu deploy",
      ...areas.map((area) => `aws:iam/policy:Policy deploy-rights-eu-${area} deploy`),
      "aws:iam/role:Role deploy-role-eu deploy",
      ...areas.map((area) => `aws:iam/rolePolicyAttachment:RolePolicyAttachment deploy-grant-eu-${area} deploy`),
      "inventory:identity:DeployRoles deploy test-dev",
    ]);
  });

  it("gives the role to jobs of one environment of one repository, for an hour, within its boundary", async () => {
    const plan = await planOf();
    const providerArn = resourceNamed(plan, "deploy-issuer").outputs.arn;
    expect(inputsOf(plan, "deploy-issuer")).toStrictEqual({
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
      tags: { ...TAGS, Name: "deploy-issuer" },
    });
    expect(inputsOf(plan, "deploy-role-eu")).toStrictEqual({
      name: "test-eu-deploy",
      path: "/deploy/",
      description: "Deploys eu from CI",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: providerArn },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: {
                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                "token.actions.githubusercontent.com:sub": ["repo:example/platform:environment:test-eu"],
              },
            },
          },
        ],
      }),
      permissionsBoundary: resourceNamed(plan, "deploy-boundary-eu").outputs.arn,
      maxSessionDuration: 3_600,
      tags: { ...TAGS, Name: "deploy-role-eu" },
    });
    expect(resourceNamed(plan, "deploy-role-eu").options).toMatchObject({ deleteBeforeReplace: true });
  });

  it("grants each area by a policy that the role cannot change", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "deploy-rights-eu-data")).toStrictEqual({
      path: "/deploy/",
      description: "Rights of a deploy role: eu-data",
      policy: JSON.stringify(areaPolicy("data", roleOf())),
      tags: { ...TAGS, Name: "deploy-rights-eu-data" },
    });
    expect(inputsOf(plan, "deploy-grant-eu-data")).toStrictEqual({
      role: "test-eu-deploy",
      policyArn: resourceNamed(plan, "deploy-rights-eu-data").outputs.arn,
    });
    expect(inputsOf(plan, "deploy-boundary-eu").policy).toBe(JSON.stringify(boundary(roleOf())));
    expect(inputsOf(plan, "deploy-rights-eu-state").policy).toBe(JSON.stringify(statePolicy(roleOf())));
  });

  it("makes no user and no key", async () => {
    const types = (await planOf()).resources.map(({ type }) => type);
    expect(types.filter((type) => /iam\/(user|accessKey|group)/.test(type))).toStrictEqual([]);
  });

  it("uses the account's identity provider, and GitLab's branches (custom)", async () => {
    const providerArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com`;
    const plan = await planOf({
      issuer: "gitlab",
      providerArn,
      sessionDuration: "2 hours",
      roles: {
        global: {
          ...EU,
          areas: ["edge"],
          trusts: [
            { repository: "example/shop/platform", branch: "main" },
            { repository: "example/shop/edge", branch: "release" },
          ],
        },
      },
    });
    expect(identities(plan).map((line) => line.split(" ")[1])).toStrictEqual([
      "deploy-boundary-global",
      "deploy-rights-global-edge",
      "deploy-rights-global-state",
      "deploy-role-global",
      "deploy-grant-global-edge",
      "deploy-grant-global-state",
      "deploy",
    ]);
    expect(inputsOf(plan, "deploy-role-global")).toMatchObject({
      name: "test-global-deploy",
      maxSessionDuration: 7_200,
    });
    expect(inputsOf(plan, "deploy-role-global").assumeRolePolicy).toBe(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: providerArn },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: {
                "gitlab.com:aud": "https://gitlab.com",
                "gitlab.com:sub": [
                  "project_path:example/shop/edge:ref_type:branch:ref:release",
                  "project_path:example/shop/platform:ref_type:branch:ref:main",
                ],
              },
            },
          },
        ],
      }),
    );
    expect(plan.outputs.providerArn).toBe(providerArn);
  });
});

describe("the rights of a deploy role", () => {
  it("end at the partition's regions, but for services without one", () => {
    const inRegions = { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } };
    const conditions = AREAS.map((area) => [area, areaPolicy(area, roleOf()).Statement[0]?.Condition]);
    expect(conditions).toStrictEqual(
      AREAS.map((area) => [area, ["identity", "names", "edge"].includes(area) ? undefined : inRegions]),
    );
  });

  it("name verbs, never a whole regional service", () => {
    const whole = AREAS.filter((area) => DEPLOY_AREAS[area].regional)
      .flatMap((area) => areaActions(area))
      .filter((action) => /:\*$/.test(action) || action === "*");
    expect(whole).toStrictEqual([]);
  });

  it("use keys of stores through the stores alone", () => {
    expect(statement(areaPolicy("guards", roleOf()), "UseKeysThroughServices")).toStrictEqual({
      Sid: "UseKeysThroughServices",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: "*",
      Condition: {
        StringLike: { "kms:ViaService": ["*.eu-central-1.amazonaws.com", "*.eu-west-1.amazonaws.com"] },
      },
    });
    expect(
      areaActions("guards").filter((action) => /^kms:(Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/.test(action)),
    ).toStrictEqual([]);
  });

  it("reach the state's objects and key", () => {
    expect(statePolicy(roleOf()).Statement).toStrictEqual([
      {
        Sid: "ReadAndWriteState",
        Effect: "Allow",
        Action: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
        Resource: ["arn:aws:s3:::test-eu-state", "arn:aws:s3:::test-eu-state/*"],
      },
      {
        Sid: "EncryptState",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"],
        Resource: [STATE_KEY],
      },
    ]);
  });

  it("fit into IAM's policies, for a role of every area and many regions", () => {
    const regions = ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"];
    const role = roleOf({ regions, areas: AREAS });
    const policies = [boundary(role), statePolicy(role), ...AREAS.map((area) => areaPolicy(area, role))];
    expect(policies.filter((policy) => JSON.stringify(policy).length > MAX_POLICY)).toStrictEqual([]);
    // A role carries ten policies at most: its state's and one per area.
    expect(AREAS.length + 1).toBeLessThanOrEqual(10);
  });

  it("cover every area but the edge by default", () => {
    expect([...DEPLOY_ROLE_DEFAULTS.areas].toSorted()).toStrictEqual(
      AREAS.filter((area) => area !== "edge").toSorted(),
    );
  });
});

describe("the boundary of a deploy role", () => {
  const policy = boundary(roleOf());

  it("allows the partition's regions, and nothing of identity, organisation or account that is not named", () => {
    expect(policy.Statement.slice(0, 2)).toStrictEqual([
      {
        Sid: "AllowInRegions",
        Effect: "Allow",
        NotAction: ["account:*", "iam:*", "organizations:*", "sts:*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": ["eu-central-1", "eu-west-1"] } },
      },
      {
        Sid: "AllowWithoutRegion",
        Effect: "Allow",
        Action: [...areaActions("identity"), ...areaActions("names")],
        Resource: "*",
      },
    ]);
  });

  it("denies credentials that do not expire", () => {
    expect(statement(policy, "DenyLongLivedCredentials")).toStrictEqual({
      Sid: "DenyLongLivedCredentials",
      Effect: "Deny",
      Action: LONG_LIVED_CREDENTIAL_ACTIONS,
      Resource: "*",
    });
    expect(LONG_LIVED_CREDENTIAL_ACTIONS).toEqual(
      expect.arrayContaining(["iam:CreateAccessKey", "iam:CreateUser", "iam:CreateOpenIDConnectProvider"]),
    );
  });

  it("denies changing or passing any deploy role and its rights", () => {
    expect(statement(policy, "DenyOwnRights")).toStrictEqual({
      Sid: "DenyOwnRights",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*"],
      Resource: [`arn:aws:iam::${ACCOUNT}:role/deploy/*`, `arn:aws:iam::${ACCOUNT}:policy/deploy/*`],
    });
    expect(statement(policy, "DenyAdministrators")?.Condition).toStrictEqual({
      ArnLike: {
        "iam:PolicyARN": [
          "arn:*:iam::aws:policy/AdministratorAccess",
          "arn:*:iam::aws:policy/IAMFullAccess",
          "arn:*:iam::aws:policy/PowerUserAccess",
        ],
      },
    });
  });

  it("denies reading what stores hold, and objects outside the state", () => {
    expect(statement(policy, "DenyData")).toStrictEqual({
      Sid: "DenyData",
      Effect: "Deny",
      Action: DATA_ACTIONS,
      Resource: "*",
    });
    expect(statement(policy, "DenyObjects")).toStrictEqual({
      Sid: "DenyObjects",
      Effect: "Deny",
      Action: ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"],
      NotResource: ["arn:aws:s3:::test-eu-state/*"],
    });
  });

  it("denies freeing a role of its boundary, and, where one is asked for, making roles without it", () => {
    const workload = `arn:aws:iam::${ACCOUNT}:policy/workload`;
    const bounded = boundary(roleOf({}, { workloadBoundaryArn: workload }));
    expect(statement(policy, "DenyUnbinding")?.Action).toStrictEqual(["iam:DeleteRolePermissionsBoundary"]);
    expect(statement(policy, "DenyUnboundRoles")).toBeUndefined();
    expect(statement(bounded, "DenyUnboundRoles")).toStrictEqual({
      Sid: "DenyUnboundRoles",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": workload } },
    });
  });

  it("denies nothing that the areas allow by its whole name", () => {
    const allowed = AREAS.flatMap((area) => areaActions(area));
    const denied: readonly string[] = [...DATA_ACTIONS, ...LONG_LIVED_CREDENTIAL_ACTIONS];
    expect(allowed.filter((action) => denied.includes(action))).toStrictEqual([]);
  });
});

describe("the trust of a deploy role", () => {
  it("compares whole subjects, never patterns", () => {
    const role = roleOf({ trusts: [{ repository: "example/platform", branch: "main" }] });
    const [trust] = trustPolicy(role, "arn").Statement;
    expect(Object.keys(trust?.Condition ?? {})).toStrictEqual(["StringEquals"]);
    expect(role.subjects).toStrictEqual(["repo:example/platform:ref:refs/heads/main"]);
  });

  it("spells ARNs as each AWS partition does", () => {
    const role = roleOf({ regions: ["cn-north-1"] });
    expect(role.arnPrefix).toBe(`arn:aws-cn:iam::${ACCOUNT}:`);
    expect(role.stateBucketArn).toBe("arn:aws-cn:s3:::test-eu-state");
  });
});

describe("refusals", () => {
  function withTrust(trust: DeployRoleSettings["trusts"][number]): Partial<DeployRolesArgs> {
    return { roles: { eu: { ...EU, trusts: [trust] } } };
  }
  const rows: readonly (readonly [string, Partial<DeployRolesArgs>, string])[] = [
    [
      "a role whose name cannot be part of names",
      { roles: { EU } },
      'roles is ["EU"], expected an environment and at least one role, of 2 to 20 lower-case letters, digits or single dashes; ' +
        "name each role after the partition it deploys",
    ],
    [
      "an account that is no number of one",
      { accountId: "1234" },
      'accountId is "1234", expected 12 digits; write the number of the account as text',
    ],
    [
      "a CI system that it does not know",
      JSON.parse('{"issuer":"jenkins"}'),
      'issuer is "jenkins", expected one of github, gitlab; name the CI system whose jobs deploy',
    ],
    [
      "a role without regions",
      { roles: { eu: { ...EU, regions: [] } } },
      "roles.eu.regions is [], expected at least one known region, all of one AWS partition; " +
        "list the regions that the role deploys to: it can act in no other",
    ],
    [
      "a role that no job may take",
      { roles: { eu: { ...EU, trusts: [] } } },
      "roles.eu.trusts is [], expected at least one repository, with an environment or a branch; " +
        "name the jobs that may take the role",
    ],
    [
      "a wildcard in a subject",
      withTrust({ repository: "example/*", environment: "test-eu" }),
      'roles.eu.trusts is [{"repository":"example/*","environment":"test-eu"}], expected no wildcard; ' +
        "write repository and environment or branch out: any other job could take the role",
    ],
    [
      "a repository without its owner",
      withTrust({ repository: "platform", environment: "test-eu" }),
      'roles.eu.trusts is [{"repository":"platform","environment":"test-eu"}], expected a repository with its owner, such as example/platform; ' +
        "write the repository as the CI system names it",
    ],
    [
      "every branch of a repository",
      withTrust({ repository: "example/platform" }),
      'roles.eu.trusts is [{"repository":"example/platform"}], expected an environment or a branch; ' +
        "name one: a repository alone lets every branch and every pull request of it deploy",
    ],
    [
      "a branch and an environment at once",
      withTrust({ repository: "example/platform", environment: "test-eu", branch: "main" }),
      'roles.eu.trusts is [{"repository":"example/platform","environment":"test-eu","branch":"main"}], ' +
        "expected an environment or a branch, not both; " +
        "leave the branch out and protect the environment: the token of such a job names the environment alone",
    ],
    [
      "an environment that the CI system's subject does not name",
      { issuer: "gitlab" },
      'roles.eu.trusts is {"repository":"example/platform","environment":"test-eu"}, ' +
        "expected a branch, as tokens of gitlab do not name the environment in their subject; name a protected branch instead",
    ],
    [
      "a state that is nowhere",
      { roles: { eu: { ...EU, stateKeyArn: "alias/state" } } },
      'roles.eu.stateBucket is ["test-eu-state","alias/state"], expected the name of a bucket, and in stateKeyArn the ARN of a key; ' +
        "name where the state lies, and the key that encrypts secrets in it",
    ],
    [
      "a role that deploys nothing",
      { roles: { eu: { ...EU, areas: [] } } },
      "roles.eu.areas is [], expected at least one area, each once; name what the role deploys",
    ],
    [
      "a boundary that is no policy",
      { workloadBoundaryArn: "workload" },
      'workloadBoundaryArn is "workload", expected the ARN of a policy of the account; name the boundary that roles of workloads carry',
    ],
    [
      "a session of a day",
      { sessionDuration: "24 hours" },
      'sessionDuration is "24 hours", expected 1 hour to 12 hours; choose the longest that a deployment takes',
    ],
  ];
  const edges: readonly (readonly [string, Partial<DeployRolesArgs>, string])[] = [
    ["no role", { roles: {} }, "roles"],
    ["an environment with a dot", { environment: "v1.2" }, "roles"],
    [
      "a wildcard for one character",
      withTrust({ repository: "example/platform", branch: "release-?" }),
      "roles.eu.trusts",
    ],
    ["a wildcard as environment", withTrust({ repository: "example/platform", environment: "*" }), "roles.eu.trusts"],
    ["an empty branch", withTrust({ repository: "example/platform", branch: "" }), "roles.eu.trusts"],
    [
      "regions of two AWS partitions",
      { roles: { eu: { ...EU, regions: ["eu-west-1", "cn-north-1"] } } },
      "roles.eu.regions",
    ],
    ["an area twice", { roles: { eu: { ...EU, areas: ["data", "data"] } } }, "roles.eu.areas"],
    ["a session of a minute", { sessionDuration: "1 minute" }, "sessionDuration"],
  ];

  it("has a case per rule", () => {
    const fired = rows.map(([, change]) => deployRolesRefusals.findIndex(({ when }) => when({ ...ARGS, ...change })));
    expect(fired).toStrictEqual([...deployRolesRefusals.keys()]);
    expect(deployRolesRefusals.filter(({ when }) => when(ARGS))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('deploy roles "deploy"', { ...ARGS, ...change }, deployRolesRefusals)).toBe(
      `deploy roles "deploy": ${message}`,
    );
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const problems = deployRolesRefusals.filter(({ when }) => when({ ...ARGS, ...change }));
    expect(problems.map(({ say }) => say({ ...ARGS, ...change }).arg)).toStrictEqual([arg]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const bad = { ...ARGS, accountId: "", ...withTrust({ repository: "example/platform" }) };
    expect(await failureOf(() => new DeployRoles("deploy", bad))).toStrictEqual({
      message:
        'deploy roles "deploy": accountId is "", expected 12 digits; write the number of the account as text\n' +
        'deploy roles "deploy": roles.eu.trusts is [{"repository":"example/platform"}], expected an environment or a branch; ' +
        "name one: a repository alone lets every branch and every pull request of it deploy",
      registered: [],
    });
  });
});
