import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { UpstreamKey } from "../../facts/upstream-registries";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { creationPolicy, repositoryPolicy } from "./registry-policies";
import { planRegistry, REGISTRY_DEFAULTS } from "./registry.plan";
import type { PlannedRepository, PlannedUpstream, RegistryPlan, RegistryPlanArgs } from "./registry.plan";
import { registryRefusals } from "./registry.refusals";
import { serviceTrust } from "../core/trust";

/** Arguments of {@link Registry}. */
export interface RegistryArgs extends ComponentArgs, RegistryPlanArgs {
  /** ARN of the customer key, in the registry's region, that encrypts the images. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * ARNs of the secrets, in the registry's region, by which public registries that need it are pulled from.
   *
   * @default - none
   */
  readonly upstreamCredentials?: Readonly<Partial<Record<UpstreamKey, pulumi.Input<string>>>>;
  /**
   * Whether Pulumi keeps the repositories from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What ECR makes when it creates a repository by itself. */
interface CreationTemplate {
  readonly role: string;
  readonly prefix: string;
  readonly appliedFor: "PULL_THROUGH_CACHE" | "REPLICATION";
  readonly description: string;
}

/**
 * A region's container registry: repositories for the platform's images, and caches of the public registries that the
 * charts' and base images come from.
 *
 * Creates:
 * - a repository per entry, immutable tags, encrypted by the customer key, closed to other accounts, with a lifecycle
 * - a cache rule per public registry, and a template so that cached repositories are encrypted, immutable and tagged
 * - for the whole registry: scanning on push, replication inside the partition, a template for replicated repositories
 * - the role by which ECR creates repositories from the templates
 *
 * Costs at defaults: 0 USD while empty. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * ecr_repository): 0.10 USD per GB-month, in each region that holds a replica; transfer between regions comes on top.
 * Basic scanning is unpriced: no price row.
 *
 * Does not: build or push images; let other accounts pull; follow tags that move upstream; scan continuously; delete
 * images that are running.
 *
 * @example
 * new Registry("registry", {
 *   namespace: "prod",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   partitionRegions: ["eu-central-1", "eu-west-1"],
 *   replicaRegions: ["eu-west-1"],
 *   repositories: { allocation: {}, catalog: { keepImages: 100 } },
 *   keyArn: key.keyArn,
 *   tags,
 * });
 */
export class Registry extends Component {
  /** URL of each repository, by its key. */
  readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARN of each repository, by its key. */
  readonly repositoryArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** What to write instead of a public registry's host, by its key. */
  readonly cacheUrls: Readonly<Record<string, string>>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:registry:Registry", name, checkArgs(`registry "${name}"`, args, registryRefusals), opts);
    const plan = planRegistry(args);
    const repositories = this.createRepositories(plan, args);
    const role = this.createTemplateRole(plan, args);
    this.createCaches(plan, args, role);
    this.createRegistrySettings(plan, args, role);

    this.repositoryUrls = mapValues(repositories, ({ repositoryUrl }) => repositoryUrl);
    this.repositoryArns = mapValues(repositories, ({ arn }) => arn);
    this.cacheUrls = Object.fromEntries(plan.upstreams.map(({ key, cacheUrl }) => [key, cacheUrl]));
    this.registerOutputs({
      repositoryUrls: this.repositoryUrls,
      repositoryArns: this.repositoryArns,
      cacheUrls: this.cacheUrls,
    });
  }

  private createRepositories(plan: RegistryPlan, args: RegistryArgs): Repositories {
    return Object.fromEntries(
      plan.repositories.map((planned) => [planned.key, this.createRepository(plan, args, planned)]),
    );
  }

  private createRepository(plan: RegistryPlan, args: RegistryArgs, planned: PlannedRepository): aws.ecr.Repository {
    const { region } = plan;
    const protect = args.protect ?? REGISTRY_DEFAULTS.protect;
    const repository = new aws.ecr.Repository(
      this.childName(`repository-${planned.key}`),
      {
        region,
        name: planned.name,
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.keyArn }],
        tags: this.childTags(`repository-${planned.key}`),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
    new aws.ecr.LifecyclePolicy(
      this.childName(`lifecycle-${planned.key}`),
      { region, repository: repository.name, policy: JSON.stringify({ rules: planned.lifecycle }) },
      this.childOptions(),
    );
    new aws.ecr.RepositoryPolicy(
      this.childName(`policy-${planned.key}`),
      { region, repository: repository.name, policy: JSON.stringify(repositoryPolicy(plan.accountId)) },
      this.childOptions(),
    );
    return repository;
  }

  private createTemplateRole(plan: RegistryPlan, args: RegistryArgs): aws.iam.Role {
    const role = new aws.iam.Role(
      this.childName("template-role"),
      {
        description: "Creates repositories for cached and replicated images",
        assumeRolePolicy: serviceTrust("ecr.amazonaws.com"),
        tags: this.childTags("template-role"),
      },
      this.childOptions(),
    );
    new aws.iam.RolePolicy(
      this.childName("template-policy"),
      { role: role.id, policy: pulumi.jsonStringify(creationPolicy(plan, args.keyArn)) },
      this.childOptions(),
    );
    return role;
  }

  private createCaches(plan: RegistryPlan, args: RegistryArgs, role: aws.iam.Role): void {
    for (const upstream of plan.upstreams) {
      this.createTemplate(plan, args, {
        creationRole: role,
        template: {
          role: `template-${upstream.key}`,
          prefix: upstream.prefix,
          appliedFor: "PULL_THROUGH_CACHE",
          description: `Cached from ${upstream.url}`,
        },
      });
      this.createCacheRule(plan, args, upstream);
    }
  }

  private createCacheRule({ region }: RegistryPlan, args: RegistryArgs, upstream: PlannedUpstream): void {
    const credentialArn = args.upstreamCredentials?.[upstream.key];
    new aws.ecr.PullThroughCacheRule(
      this.childName(`cache-${upstream.key}`),
      {
        region,
        ecrRepositoryPrefix: upstream.prefix,
        upstreamRegistryUrl: upstream.url,
        ...(credentialArn === undefined ? {} : { credentialArn }),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createTemplate(
    plan: RegistryPlan,
    args: RegistryArgs,
    { creationRole, template }: { readonly creationRole: aws.iam.Role; readonly template: CreationTemplate },
  ): void {
    new aws.ecr.RepositoryCreationTemplate(
      this.childName(template.role),
      {
        region: plan.region,
        prefix: template.prefix,
        description: template.description,
        appliedFors: [template.appliedFor],
        customRoleArn: creationRole.arn,
        imageTagMutability: "IMMUTABLE",
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.keyArn }],
        lifecyclePolicy: JSON.stringify({ rules: plan.defaultLifecycle }),
        repositoryPolicy: JSON.stringify(repositoryPolicy(plan.accountId)),
        resourceTags: this.childTags(template.role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createRegistrySettings(plan: RegistryPlan, args: RegistryArgs, role: aws.iam.Role): void {
    if (!plan.ownsRegistrySettings) {
      return;
    }
    const { region, namespace } = plan;
    new aws.ecr.RegistryScanningConfiguration(
      this.childName("scanning"),
      {
        region,
        scanType: "BASIC",
        rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
      },
      this.childOptions(),
    );
    this.createTemplate(plan, args, {
      creationRole: role,
      template: {
        role: "template-replication",
        prefix: namespace,
        appliedFor: "REPLICATION",
        description: `Replicated images of ${namespace}`,
      },
    });
    this.createReplication(plan);
  }

  private createReplication({ region, namespace, accountId, replicaRegions }: RegistryPlan): void {
    if (replicaRegions.length === 0) {
      return;
    }
    const destinations = replicaRegions.map((replica) => ({ region: replica, registryId: accountId }));
    const repositoryFilters = [{ filter: `${namespace}/`, filterType: "PREFIX_MATCH" }];
    new aws.ecr.ReplicationConfiguration(
      this.childName("replication"),
      { region, replicationConfiguration: { rules: [{ destinations, repositoryFilters }] } },
      this.childOptions(),
    );
  }
}

/** The repositories that were created, by their key. */
type Repositories = Readonly<Record<string, aws.ecr.Repository>>;

function mapValues<Value>(
  repositories: Repositories,
  value: (repository: aws.ecr.Repository) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(repositories).map(([key, repository]) => [key, value(repository)]));
}
