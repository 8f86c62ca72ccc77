import type { Refusal } from "./refusal";

/** What code may do: one statement of its role's rights. `Text` is how ARNs are held. */
export interface Right<Text> {
  /** Actions, each named: `dynamodb:PutItem`. */
  readonly actions: readonly string[];
  /** ARNs that they are allowed on. */
  readonly resources: readonly Text[];
  /**
   * Service that alone may do them for the code, as KMS names it: `dynamodb`; for customer keys.
   *
   * @default - the code does them itself
   */
  readonly viaService?: string;
  /**
   * Namespace of CloudWatch that alone they may write into: publishing metrics knows no resource but `*`, which is allowed with it.
   *
   * @default - they are not about metrics
   */
  readonly namespace?: string;
}

/** Rights by the name of their statement, which says what each is for. */
export type Rights<Text> = Readonly<Record<string, Right<Text>>>;

/** A statement that allows something. */
export interface RightStatement<Text> {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly Text[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a component that hands out rights takes. */
interface RightsArgs {
  readonly rights?: Rights<unknown>;
}

const SID = /^[a-zA-Z0-9]+$/;
const ACTION = /^[a-z0-9-]+:[a-zA-Z0-9]+$/;

/** The statements of rights, in the order in which they are given. */
export function rightStatements<Text>(rights: Rights<Text>): RightStatement<Text>[] {
  return Object.entries(rights).map(([sid, right]) => ({
    Sid: sid,
    Effect: "Allow",
    Action: right.actions,
    Resource: right.resources,
    ...conditionOf(right),
  }));
}

function conditionOf({ viaService, namespace }: Right<unknown>): Pick<RightStatement<unknown>, "Condition"> {
  const condition = {
    ...(viaService === undefined ? {} : { StringLike: { "kms:ViaService": `${viaService}.*` } }),
    ...(namespace === undefined ? {} : { StringEquals: { "cloudwatch:namespace": namespace } }),
  };
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}

/**
 * Reasons to refuse rights: what cannot be said, and what is too wide.
 * @param own names of the statements that the component writes itself
 */
export function rightsRefusals(own: readonly string[] = []): readonly Refusal<RightsArgs>[] {
  const badSids = ({ rights = {} }: RightsArgs): string[] =>
    Object.keys(rights).filter((sid) => !SID.test(sid) || own.includes(sid));
  return [
    {
      when: (args) => badSids(args).length > 0,
      say: (args) => ({
        arg: "rights",
        got: badSids(args),
        expected: "names of letters and digits, none that the component uses itself",
        change: "name what the right is for: WriteReadModel",
      }),
    },
    {
      when: (args) => wideActions(args).length > 0,
      say: (args) => ({
        arg: "rights.*.actions",
        got: wideActions(args),
        expected: "one action and more, each named in full: dynamodb:PutItem",
        change: "name the actions that the code calls",
      }),
    },
    {
      when: (args) => wideResources(args).length > 0,
      say: (args) => ({
        arg: "rights.*.resources",
        got: wideResources(args),
        expected: 'ARNs, and never "*" alone',
        change: "name what the actions are allowed on",
      }),
    },
  ];
}

function wideActions({ rights = {} }: RightsArgs): string[] {
  return Object.entries(rights).flatMap(([sid, { actions }]) =>
    actions.length === 0 ? [sid] : actions.filter((action) => !ACTION.test(action)),
  );
}

function wideResources({ rights = {} }: RightsArgs): string[] {
  return Object.entries(rights)
    .filter(([, right]) => right.resources.length === 0 || (right.resources.includes("*") && !isPublishing(right)))
    .map(([sid]) => sid);
}

/** Whether a right is to publish metrics into a namespace, and nothing else. */
function isPublishing({ actions, namespace }: Right<unknown>): boolean {
  return namespace !== undefined && actions.every((action) => action === "cloudwatch:PutMetricData");
}
