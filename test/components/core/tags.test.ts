import {
  autoScalingTags,
  labels,
  LAUNCH_TEMPLATE_KINDS,
  tagMap,
  tagRefusals,
  tagSpecifications,
} from "../../../components/core";
import { TAG_KEYS, TAG_SCHEMA } from "../../../facts/tag-schema";
import { refusalOf, TAGS } from "./fixtures";

describe("tag shapes", () => {
  it("adds the child's name to a map", () => {
    expect(tagMap(TAGS, "main-vpc")).toEqual({ ...TAGS, Name: "main-vpc" });
  });

  it("lists every tag for an Auto Scaling group, and hands each on to instances", () => {
    const list = autoScalingTags(TAGS, "main-group");
    expect(list.map(({ key, value }) => [key, value])).toEqual([...Object.entries(TAGS), ["Name", "main-group"]]);
    expect(list.every(({ propagateAtLaunch }) => propagateAtLaunch)).toBe(true);
  });

  it("repeats the tags for everything a launch template creates", () => {
    const tags = { ...TAGS, Name: "main-template" };
    expect(tagSpecifications(TAGS, "main-template")).toEqual([
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
      { resourceType: "network-interface", tags },
    ]);
    expect(LAUNCH_TEMPLATE_KINDS).toEqual(["instance", "volume", "network-interface"]);
  });

  it("prefixes Kubernetes labels", () => {
    expect(labels(TAGS)).toEqual({
      "inventory-platform/environment": "test",
      "inventory-platform/service": "platform",
      "inventory-platform/owner": "platform-team",
      "inventory-platform/cost-center": "platform",
      "inventory-platform/channel": "all",
      "inventory-platform/feature": "platform",
      "inventory-platform/data-class": "internal",
      "inventory-platform/residency": "eu",
    });
  });
});

describe("tag refusals", () => {
  it("has a rule per tag", () => {
    expect(tagRefusals).toHaveLength(TAG_KEYS.length);
  });

  it("lets good tags pass", () => {
    expect(refusalOf('network "main"', { tags: TAGS }, tagRefusals)).toBe("not refused");
  });

  it.each(TAG_KEYS)("refuses a malformed %s", (key) => {
    expect(refusalOf('network "main"', { tags: { ...TAGS, [key]: "Not A Slug" } }, tagRefusals)).toBe(
      `network "main": tags.${key} is "Not A Slug", expected ${TAG_SCHEMA[key].expected}; ` +
        "set it in the environment file or in the component's tags",
    );
  });

  it("refuses several empty tags at once", () => {
    expect(refusalOf('network "main"', { tags: { ...TAGS, owner: "", residency: "" } }, tagRefusals)).toBe(
      `network "main": tags.owner is "", expected ${TAG_SCHEMA.owner.expected}; ` +
        "set it in the environment file or in the component's tags\n" +
        `network "main": tags.residency is "", expected ${TAG_SCHEMA.residency.expected}; ` +
        "set it in the environment file or in the component's tags",
    );
  });
});
