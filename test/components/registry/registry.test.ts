import {
  creationPolicy,
  MAX_NAMESPACE,
  planRegistry,
  Registry,
  registryRefusals,
  repositoryPolicy,
  type RegistryArgs,
} from "../../../components/registry";
import { UPSTREAM_REGISTRIES } from "../../../facts/upstream-registries";
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

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/images`;
const ARGS: RegistryArgs = {
  namespace: "test",
  accountId: ACCOUNT,
  region: "eu-central-1",
  partitionRegions: ["eu-central-1", "eu-west-1"],
  repositories: { allocation: {} },
  keyArn: KEY,
  tags: TAGS,
};
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "Expire images without a tag after 14 days",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "Keep the newest 50 images",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 50 },
      action: { type: "expire" },
    },
  ],
});

function planOf(args: Partial<RegistryArgs> = {}): Promise<Plan> {
  return planInFrankfurt(() => {
    const { repositoryUrls, repositoryArns, cacheUrls } = new Registry("registry", { ...ARGS, ...args });
    return { repositoryUrls, repositoryArns, cacheUrls };
  });
}

describe("Registry", () => {
  it("creates these children at defaults, all its own", async () => {
    expect(identities(await planOf())).toStrictEqual([
      "aws:ecr/lifecyclePolicy:LifecyclePolicy registry-lifecycle-allocation registry",
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule registry-cache-ecr-public registry",
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule registry-cache-kubernetes registry",
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule registry-cache-quay registry",
      "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration registry-scanning registry",
      "aws:ecr/repository:Repository registry-repository-allocation registry",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate registry-template-ecr-public registry",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate registry-template-kubernetes registry",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate registry-template-quay registry",
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate registry-template-replication registry",
      "aws:ecr/repositoryPolicy:RepositoryPolicy registry-policy-allocation registry",
      "aws:iam/role:Role registry-template-role registry",
      "aws:iam/rolePolicy:RolePolicy registry-template-policy registry",
      "inventory:registry:Registry registry test-dev",
    ]);
  });

  it("creates an immutable, encrypted repository that is closed to other accounts", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "registry-repository-allocation")).toStrictEqual({
      region: "eu-central-1",
      name: "test/allocation",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY }],
      tags: { ...TAGS, Name: "registry-repository-allocation" },
    });
    expect(resourceNamed(plan, "registry-repository-allocation").options).toMatchObject({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
    });
    expect(inputsOf(plan, "registry-lifecycle-allocation")).toStrictEqual({
      region: "eu-central-1",
      repository: "test/allocation",
      policy: LIFECYCLE,
    });
    expect(inputsOf(plan, "registry-policy-allocation")).toStrictEqual({
      region: "eu-central-1",
      repository: "test/allocation",
      policy: JSON.stringify(repositoryPolicy(ACCOUNT)),
    });
  });

  it("caches public registries into repositories like its own", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "registry-cache-quay")).toStrictEqual({
      region: "eu-central-1",
      ecrRepositoryPrefix: "test-quay",
      upstreamRegistryUrl: "quay.io",
    });
    expect(inputsOf(plan, "registry-template-quay")).toMatchObject({
      region: "eu-central-1",
      prefix: "test-quay",
      description: "Cached from quay.io",
      appliedFors: ["PULL_THROUGH_CACHE"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: KEY }],
      lifecyclePolicy: LIFECYCLE,
      repositoryPolicy: JSON.stringify(repositoryPolicy(ACCOUNT)),
      resourceTags: { ...TAGS, Name: "registry-template-quay" },
    });
    expect(inputsOf(plan, "registry-template-quay").customRoleArn).toBe(
      resourceNamed(plan, "registry-template-role").outputs.arn,
    );
    expect(plan.outputs.cacheUrls).toStrictEqual({
      "ecr-public": `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/test-ecr-public`,
      kubernetes: `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/test-kubernetes`,
      quay: `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/test-quay`,
    });
  });

  it("scans on push, prepares for replicas, and replicates nothing by itself", async () => {
    const plan = await planOf();
    expect(inputsOf(plan, "registry-scanning")).toStrictEqual({
      region: "eu-central-1",
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
    });
    expect(inputsOf(plan, "registry-template-replication")).toMatchObject({
      prefix: "test",
      appliedFors: ["REPLICATION"],
      description: "Replicated images of test",
    });
  });

  it("lets ECR create repositories under its own prefixes alone", async () => {
    const plan = await planOf({ upstreams: ["quay"] });
    expect(inputsOf(plan, "registry-template-role").assumeRolePolicy).toBe(
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "ecr.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    );
    const policy = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
          Resource: [
            `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/test/*`,
            `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/test-quay/*`,
          ],
        },
        { Effect: "Allow", Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"], Resource: KEY },
      ],
    };
    expect(creationPolicy(planRegistry({ ...ARGS, upstreams: ["quay"] }), KEY)).toStrictEqual(policy);
    expect(inputsOf(plan, "registry-template-policy").policy).toBe(JSON.stringify(policy));
  });

  it("replicates the namespace inside the partition (custom)", async () => {
    const secret = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:ecr-pullthroughcache/github`;
    const plan = await planOf({
      repositories: { "orders/api": { keepImages: 5, keepUntagged: "1 day" } },
      replicaRegions: ["eu-west-1"],
      upstreams: ["github"],
      upstreamCredentials: { github: secret },
      protect: false,
    });
    expect(inputsOf(plan, "registry-replication")).toStrictEqual({
      region: "eu-central-1",
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: "eu-west-1", registryId: ACCOUNT }],
            repositoryFilters: [{ filter: "test/", filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
    expect(inputsOf(plan, "registry-cache-github")).toMatchObject({
      upstreamRegistryUrl: "ghcr.io",
      credentialArn: secret,
    });
    expect(inputsOf(plan, "registry-repository-orders/api").name).toBe("test/orders/api");
    expect(inputsOf(plan, "registry-lifecycle-orders/api").policy).toContain('"countNumber":5');
    expect(inputsOf(plan, "registry-lifecycle-orders/api").policy).toContain("after 1 day");
    expect(resourceNamed(plan, "registry-repository-orders/api").options).toMatchObject({ protect: false });
  });

  it("leaves the registry's own settings to whoever owns them", async () => {
    const names = identities(await planOf({ ownsRegistrySettings: false, upstreams: [] }));
    expect(names.map((line) => line.split(" ")[1])).toStrictEqual([
      "registry-lifecycle-allocation",
      "registry-repository-allocation",
      "registry-policy-allocation",
      "registry-template-role",
      "registry-template-policy",
      "registry",
    ]);
  });

  it("puts everything that has a region into its own, whatever the provider's", async () => {
    const plan = await planOf({ region: "eu-west-1", replicaRegions: ["eu-central-1"] });
    const ecr = plan.resources.filter(({ type }) => type.startsWith("aws:ecr/"));
    expect(ecr.map(({ inputs }) => inputs.region)).toStrictEqual(ecr.map(() => "eu-west-1"));
    expect(ecr).toHaveLength(12);
  });

  it("spells hosts and ARNs as each AWS partition does", () => {
    const china = { ...ARGS, region: "cn-north-1", partitionRegions: ["cn-north-1"] };
    expect(planRegistry(china).upstreams[2]?.cacheUrl).toBe(`${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/test-quay`);
    expect(creationPolicy(planRegistry(china), KEY).Statement[0]?.Resource[0]).toBe(
      `arn:aws-cn:ecr:cn-north-1:${ACCOUNT}:repository/test/*`,
    );
  });

  it("leaves room in a cache prefix for every public registry", () => {
    const longest = Math.max(...Object.keys(UPSTREAM_REGISTRIES).map(({ length }) => length));
    expect(MAX_NAMESPACE + 1 + longest).toBe(30);
  });
});

describe("the policy of a repository", () => {
  it("denies calls without TLS and from other accounts, and names no resource", () => {
    expect(repositoryPolicy(ACCOUNT)).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "ecr:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "DenyOtherAccounts",
          Effect: "Deny",
          Principal: "*",
          Action: "ecr:*",
          Condition: {
            StringNotEquals: { "aws:PrincipalAccount": ACCOUNT },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
    });
  });
});

describe("refusals", () => {
  const rows: readonly (readonly [string, Partial<RegistryArgs>, string])[] = [
    [
      "a namespace too long for a cache prefix",
      { namespace: "production-of-the-eu" },
      'namespace is "production-of-the-eu", expected 2 to 19 lower-case letters, digits or single dashes, starting with a letter; ' +
        "choose what the names of all repositories start with, such as prod",
    ],
    [
      "an account that is no number of one",
      { accountId: "1234" },
      'accountId is "1234", expected 12 digits; write the number of the account as text',
    ],
    [
      "a partition of two AWS partitions",
      { partitionRegions: ["eu-central-1", "cn-north-1"] },
      'partitionRegions is ["cn-north-1"], expected known regions of one AWS partition; ' +
        "list the regions of the residency partition, such as eu-central-1",
    ],
    [
      "a registry outside its partition",
      { region: "eu-west-3" },
      `region is "eu-west-3", expected one of the partition's regions, eu-central-1, eu-west-1; put the registry where its images run`,
    ],
    [
      "replicas outside the partition",
      { replicaRegions: ["eu-west-1", "us-east-1"] },
      'replicaRegions is ["us-east-1"], expected regions of the partition, eu-central-1, eu-west-1; ' +
        "push to a registry of the other partition instead of replicating into it",
    ],
    [
      "a replica of itself",
      { replicaRegions: ["eu-central-1"] },
      'replicaRegions is ["eu-central-1"], expected other regions than eu-central-1, each once; name the regions that get a replica',
    ],
    [
      "a second replication of one registry",
      { replicaRegions: ["eu-west-1"], ownsRegistrySettings: false },
      'replicaRegions is ["eu-west-1"], expected none where ownsRegistrySettings is false; ' +
        "replicate from the component that owns the registry's settings: a registry has one replication",
    ],
    [
      "a repository name that ECR does not take",
      { repositories: { Allocation: {} } },
      'repositories is ["Allocation"], expected 2 to 200 lower-case letters and digits, in parts separated by a dash, dot, underscore or slash; ' +
        "name each repository after the service whose image it holds",
    ],
    [
      "a repository that keeps nothing",
      { repositories: { allocation: { keepImages: 0 } } },
      'repositories.allocation is {"keepImages":0}, expected keepImages from 1 to 1000, keepUntagged in whole days from 1 day; ' +
        "choose what the repository keeps",
    ],
    [
      "a public registry twice",
      { upstreams: ["quay", "quay"] },
      'upstreams is ["quay","quay"], expected each public registry once; list a registry once',
    ],
    [
      "a public registry that asks for credentials, without them",
      { upstreams: ["docker-hub"] },
      "upstreamCredentials is [], expected a secret for docker-hub; " +
        "give the ARN of a secret whose name starts with ecr-pullthroughcache/, or leave the registry out",
    ],
  ];
  const edges: readonly (readonly [string, Partial<RegistryArgs>, string])[] = [
    ["a replica region twice", { replicaRegions: ["eu-west-1", "eu-west-1"] }, "replicaRegions"],
    ["half an image", { repositories: { allocation: { keepImages: 1.5 } } }, "repositories.allocation"],
    [
      "untagged images kept for hours",
      { repositories: { catalog: { keepUntagged: "36 hours" } } },
      "repositories.catalog",
    ],
    ["a namespace with a slash", { namespace: "prod/eu" }, "namespace"],
  ];

  it("has a case per rule", () => {
    const fired = rows.map(([, change]) => registryRefusals.findIndex(({ when }) => when({ ...ARGS, ...change })));
    expect(fired).toStrictEqual([...registryRefusals.keys()]);
    expect(registryRefusals.filter(({ when }) => when(ARGS))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf('registry "registry"', { ...ARGS, ...change }, registryRefusals)).toBe(
      `registry "registry": ${message}`,
    );
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const problems = registryRefusals.filter(({ when }) => when({ ...ARGS, ...change }));
    expect(problems.map(({ say }) => say({ ...ARGS, ...change }).arg)).toStrictEqual([arg]);
  });

  it("refuses several problems at once, before anything is registered", async () => {
    const bad = { ...ARGS, accountId: "", replicaRegions: ["us-east-1"] };
    expect(await failureOf(() => new Registry("registry", bad))).toStrictEqual({
      message:
        'registry "registry": accountId is "", expected 12 digits; write the number of the account as text\n' +
        'registry "registry": replicaRegions is ["us-east-1"], expected regions of the partition, eu-central-1, eu-west-1; ' +
        "push to a registry of the other partition instead of replicating into it",
      registered: [],
    });
  });
});
