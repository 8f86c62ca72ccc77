import {
  AnalyzerProviderResource,
  AnalyzerResourceOptions,
  type AnalyzeRequest,
  type AnalyzerResource,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A text that is only known after `pulumi up`, as it travels. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Marks a value as a secret, as it travels. */
export const secret = (value: unknown): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** Inputs of a resource, with the marks of secrets and of what is not known yet. */
export type Props = Record<string, unknown>;

/** A resource as the engine sends it. */
export interface Sent {
  readonly type: string;
  readonly props: Props;
  readonly name?: string;
  readonly provider?: Props;
  readonly dependsOn?: readonly string[];
  /** URNs that an input was made from, by the input. */
  readonly madeFrom?: Readonly<Record<string, readonly string[]>>;
  /** Inputs whose changes are not carried out. */
  readonly ignoreChanges?: readonly string[];
}

/** URN under which a resource is sent. */
export const urnOf = ({ type, name = "x" }: Pick<Sent, "type" | "name">): string =>
  `urn:pulumi:dev::test::${type}::${name}`;

/** A resource as a message of the engine. */
export function fill<Message extends AnalyzeRequest | AnalyzerResource>(message: Message, sent: Sent): Message {
  message.setType(sent.type);
  message.setName(sent.name ?? "x");
  message.setUrn(urnOf(sent));
  message.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(sent.props))));
  const options = new AnalyzerResourceOptions();
  options.setIgnorechangesList([...(sent.ignoreChanges ?? [])]);
  message.setOptions(options);
  if (sent.provider !== undefined) {
    const provider = new AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setName("default");
    provider.setUrn("urn:pulumi:dev::test::pulumi:providers:aws::default");
    provider.setProperties(Struct.fromJavaScript(JSON.parse(JSON.stringify(sent.provider))));
    message.setProvider(provider);
  }
  return message;
}

/** A copy with the value at a path changed; `undefined` removes it. A path is `a.b[0].c`, a key with dots in quotes. */
export function withValue(props: Props, path: string, value: unknown): Props {
  const copy: Props = JSON.parse(JSON.stringify(props));
  const keys = keysOf(path);
  const holder = keys
    .slice(0, -1)
    .reduce<unknown>((node, key) => (isObject(node) ? Reflect.get(node, key) : undefined), copy);
  const last = keys.at(-1);
  if (!isObject(holder) || last === undefined) {
    throw new Error(`no such path: ${path}`);
  }
  Reflect.set(holder, last, value);
  return copy;
}

/** The value at a path, written as for {@link withValue}; `undefined` where there is none. */
export function valueAt(props: Props, path: string): unknown {
  return keysOf(path).reduce<unknown>((node, key) => (isObject(node) ? Reflect.get(node, key) : undefined), props);
}

function keysOf(path: string): string[] {
  return [...path.matchAll(/"([^"]+)"|[^.[\]]+/g)].map(([whole, quoted]) => quoted ?? whole);
}

const isObject = (node: unknown): node is object => typeof node === "object" && node !== null;
