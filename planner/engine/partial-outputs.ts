import type * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../plan";
import type { Sdk } from "./sdk";

/** Outputs of the stack with a name, as a program wrote it, where some are known and some are not. */
export type PartlyKnown = (name: string) => Properties | undefined;

type Asked = "getOutput" | "requireOutput";
type Ask = (this: pulumi.StackReference, name: pulumi.Input<string>) => pulumi.Output<unknown>;

const originals = new WeakMap<object, Readonly<Record<Asked, Ask>>>();

/**
 * Lets a program read single outputs of a stack of which others are unknown. The SDK takes all outputs of a stack for
 * one value, which is unknown as soon as a part of it is; only a plan has stacks that are known in part.
 */
export function answerPartialOutputs({ pulumi: sdk }: Sdk, partlyKnown: PartlyKnown): void {
  const { prototype } = sdk.StackReference;
  const original = originals.get(prototype) ?? {
    getOutput: Reflect.get(prototype, "getOutput"),
    requireOutput: Reflect.get(prototype, "requireOutput"),
  };
  originals.set(prototype, original);
  const asking = (asked: Asked): Ask =>
    function (name) {
      return sdk.all([this.name, name]).apply(([stack, key]) => {
        const outputs = partlyKnown(stack);
        if (outputs === undefined) {
          return Reflect.apply(original[asked], this, [key]);
        }
        const value = outputs[key];
        if (value === undefined && asked === "requireOutput") {
          throw new Error(`Required output '${key}' does not exist on stack '${stack}'.`);
        }
        return value === undefined ? undefined : outputOf(sdk, value);
      });
    };
  Object.assign(prototype, { getOutput: asking("getOutput"), requireOutput: asking("requireOutput") });
}

function outputOf(sdk: typeof pulumi, marked: Properties[string]): pulumi.Output<unknown> {
  const value: unknown = sdk.runtime.deserializeProperty(marked);
  const plain: unknown = sdk.runtime.unwrapRpcSecret(value);
  return sdk.runtime.isRpcSecret(value) ? sdk.secret(plain) : sdk.output(plain);
}
