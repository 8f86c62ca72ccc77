import * as pulumi from "@pulumi/pulumi";
import type { TagValues } from "../../facts/tag-schema";
import { refuse, type Refusal } from "./refusal";
import { autoScalingTags, labels, tagMap, tagRefusals, tagSpecifications } from "./tags";
import type { AutoScalingTag, TagMap, TagSpecification } from "./tags";

/** What every component of the kit takes. */
export interface ComponentArgs {
  /** Tags of the component and of everything it creates. */
  readonly tags: TagValues;
}

/** Where a component's class lives: `inventory:<folder>:<Class>`. */
export type ComponentType = `inventory:${string}:${string}`;

/**
 * Base of every component: checks the arguments before the first child exists, names the children,
 * and hands each of them its tags in the shape its service takes.
 */
export abstract class Component extends pulumi.ComponentResource {
  /** Logical name of the component; its children's names start with it. */
  protected readonly componentName: string;
  readonly #tags: TagValues;

  /**
   * @param type type token of the class
   * @param name logical name
   * @param args arguments, refused as a whole by `check` before this is called
   * @param opts the caller's options, kept as they are
   */
  // eslint-disable-next-line max-params -- the parameters of pulumi.ComponentResource, in its order
  protected constructor(
    type: ComponentType,
    name: string,
    args: ComponentArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, { ...args }, opts);
    this.componentName = name;
    this.#tags = args.tags;
  }

  /** Logical name of the child that plays a role. Part of the contract: it never changes. */
  protected childName(role: string): string {
    return `${this.componentName}-${role}`;
  }

  /** Options of a child: this component is its parent, and `extra` is kept. */
  protected childOptions(extra: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return pulumi.mergeOptions({ parent: this }, extra);
  }

  /** Tags of the child that plays a role. */
  protected childTags(role: string): TagMap {
    return tagMap(this.#tags, this.childName(role));
  }

  /** {@link childTags} for an Auto Scaling group, which takes a list. */
  protected childAutoScalingTags(role: string): AutoScalingTag[] {
    return autoScalingTags(this.#tags, this.childName(role));
  }

  /** {@link childTags} for a launch template, which tags what it launches. */
  protected childTagSpecifications(role: string): TagSpecification[] {
    return tagSpecifications(this.#tags, this.childName(role));
  }

  /** The tags as labels of a Kubernetes object. */
  protected childLabels(): TagMap {
    return labels(this.#tags);
  }
}

/**
 * Refuses a component's arguments, all problems at once, the tags' included. Called before `super`, so that
 * nothing is registered for a component that cannot be built.
 * @param component the component in the caller's words and its name: `network "main"`
 */
export function checkArgs<Args extends ComponentArgs>(
  component: string,
  args: Args,
  rules: readonly Refusal<Args>[],
): Args {
  refuse<Args>(component, args, [...tagRefusals, ...rules]);
  return args;
}
