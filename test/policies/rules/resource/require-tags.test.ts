import { resourceRequireTags } from "../../../../policies/rules/resource/require-tags";
import { TAGGABLE_AWS_TYPES } from "../../../../facts";
import { describeRule, judgeResource, UNKNOWN, withValue } from "../../harness";
import { SLUG, TAGS } from "../../tags";

const BUCKET = "aws:s3/bucket:Bucket";
const LABELS = Object.fromEntries(Object.entries(TAGS).map(([key, value]) => [`inventory-platform/${key}`, value]));
const list = (tags: object) => Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
const TEMPLATE = {
  tags: TAGS,
  tagSpecifications: [
    { resourceType: "instance", tags: TAGS },
    { resourceType: "volume", tags: TAGS },
  ],
};
const DEPLOYMENT = { metadata: { labels: LABELS }, spec: { template: { metadata: { labels: LABELS } } } };
const CRON_JOB = {
  metadata: { labels: LABELS },
  spec: { jobTemplate: { spec: { template: { metadata: { labels: LABELS } } } } },
};
const CLASSES = "one of public, internal, confidential, personal, payment";

describeRule(resourceRequireTags, {
  good: { type: BUCKET, props: { tags: TAGS } },
  alsoGood: {
    "what the provider's Check returns": {
      type: BUCKET,
      props: {
        __defaults: ["bucket"],
        bucket: "x-1a2b3c4",
        tags: { ...TAGS, __defaults: [] },
        tagsAll: { ...TAGS, __defaults: [] },
      },
    },
    "tags that only tagsAll carries": { type: BUCKET, props: { tags: { Name: "x" }, tagsAll: TAGS } },
    "default tags of the provider": {
      type: BUCKET,
      props: {},
      provider: { defaultTags: JSON.stringify({ tags: TAGS }) },
    },
    "default tags of the provider as an object": { type: BUCKET, props: {}, provider: { defaultTags: { tags: TAGS } } },
    "an Auto Scaling group": { type: "aws:autoscaling/group:Group", props: { tags: list(TAGS) } },
    "a launch template": { type: "aws:ec2/launchTemplate:LaunchTemplate", props: TEMPLATE },
    "a Deployment": { type: "kubernetes:apps/v1:Deployment", props: DEPLOYMENT },
    "a CronJob": { type: "kubernetes:batch/v1:CronJob", props: CRON_JOB },
    "a type that takes no tags": { type: "aws:ec2/route:Route", props: {} },
    "an object that is no workload": { type: "kubernetes:core/v1:ConfigMap", props: { metadata: {} } },
    "a component": { type: "inventory:network:Network", props: { tags: {} } },
  },
  broken: [
    { path: "tags.owner", to: undefined, message: `tags.owner is missing, expected ${SLUG}` },
    { path: "tags.owner", to: null, message: `tags.owner is missing, expected ${SLUG}` },
    { path: "tags.owner", to: "", message: `tags.owner is "", expected ${SLUG}` },
    { path: "tags.owner", to: "Team A", message: `tags.owner is "Team A", expected ${SLUG}` },
    { path: "tags.cost-center", to: 4711, message: `tags.cost-center is 4711, expected ${SLUG}` },
    { path: "tags.data-class", to: "secret", message: `tags.data-class is "secret", expected ${CLASSES}` },
    {
      path: "tags",
      to: { ...TAGS, environment: "PROD", service: undefined, "data-class": "top" },
      message: `tags.environment is "PROD", expected ${SLUG}; tags.service is missing, expected ${SLUG}; tags.data-class is "top", expected ${CLASSES}`,
    },
  ],
  unknown: ["tags", "tags.residency"],
  secret: ["tags", "tags.owner"],
});

describe("resource-require-tags", () => {
  const judge = (type: string, props: Record<string, unknown>) => judgeResource(resourceRequireTags, { type, props });
  const one = (message: string) => [{ level: "mandatory", message, urn: "" }];

  test("refuses default tags of the provider that are no JSON", async () => {
    const found = await judgeResource(resourceRequireTags, {
      type: BUCKET,
      props: { tags: withValue(TAGS, "owner", undefined) },
      provider: { defaultTags: "{" },
    });
    expect(found).toEqual(one(`tags.owner is missing, expected ${SLUG}`));
  });

  test("refuses an Auto Scaling group whose list lacks a tag", async () => {
    const tags = list(TAGS).filter(({ key }) => key !== "owner");
    expect(await judge("aws:autoscaling/group:Group", { tags })).toEqual(
      one(`tags.owner is missing, expected ${SLUG}`),
    );
  });

  test("refuses a launch template whose volumes are not tagged", async () => {
    const props = { ...TEMPLATE, tagSpecifications: [{ resourceType: "instance", tags: TAGS }] };
    const messages = Object.keys(TAGS).map(
      (key) => `tagSpecifications[volume].tags.${key} is missing, expected ${key === "data-class" ? CLASSES : SLUG}`,
    );
    expect(await judge("aws:ec2/launchTemplate:LaunchTemplate", props)).toEqual(one(messages.join("; ")));
  });

  test("refuses a launch template whose instances carry a wrong value", async () => {
    const props = withValue(TEMPLATE, "tagSpecifications[0].tags.channel", "Web Shop");
    expect(await judge("aws:ec2/launchTemplate:LaunchTemplate", props)).toEqual(
      one(`tagSpecifications[instance].tags.channel is "Web Shop", expected ${SLUG}`),
    );
  });

  test("refuses a Deployment whose pods lack a label", async () => {
    const props = withValue(DEPLOYMENT, 'spec.template.metadata.labels."inventory-platform/owner"', undefined);
    expect(await judge("kubernetes:apps/v1:Deployment", props)).toEqual(
      one(`spec.template.metadata.labels.inventory-platform/owner is missing, expected ${SLUG}`),
    );
  });

  test("refuses a workload whose own label is wrong", async () => {
    const props = withValue(CRON_JOB, 'metadata.labels."inventory-platform/residency"', "EU");
    expect(await judge("kubernetes:batch/v1:CronJob", props)).toEqual(
      one(`metadata.labels.inventory-platform/residency is "EU", expected ${SLUG}`),
    );
  });

  test("reports what is certainly wrong beside what is not known yet", async () => {
    const found = await judge(BUCKET, { tags: { ...TAGS, owner: UNKNOWN, channel: "A B" } });
    expect(found.map(({ level }) => level)).toEqual(["mandatory", "advisory"]);
    expect(found[0]?.message).toBe(`tags.channel is "A B", expected ${SLUG}`);
  });

  test("does not mind that tagsAll is unknown where the tags are complete", async () => {
    expect(await judge(BUCKET, { tags: TAGS, tagsAll: UNKNOWN })).toEqual([]);
  });

  test("looks at every taggable type", async () => {
    const silent: string[] = [];
    for (const type of TAGGABLE_AWS_TYPES) {
      const found = await judge(type, {});
      if (found.length !== 1 || !String(found[0]?.message).startsWith("tags.environment is missing")) {
        silent.push(type);
      }
    }
    expect(TAGGABLE_AWS_TYPES).toHaveLength(861);
    expect(silent).toEqual([]);
  });
});
