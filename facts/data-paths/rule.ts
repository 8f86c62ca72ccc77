/** What an input that names something can do with data. */
export type InputVerdict = "path" | "control" | "none";

/** What the value of a path names, and therefore how its place is found. */
export type PathNames = "region" | "account" | "resource" | "address" | "document" | "model";

/** What kind of way a path is, for evidence. */
export type PathKind =
  | "replica"
  | "backup"
  | "destination"
  | "source"
  | "target"
  | "dead-letter"
  | "log"
  | "key"
  | "share"
  | "trust"
  | "rights"
  | "network"
  | "edge"
  | "egress"
  | "reference";

interface Matched {
  /** Name of the rule; what the generated table holds for each input. */
  readonly id: string;
  /**
   * Resource types and shapes it holds for, as `dynamodb.Table` and `dynamodb.TableReplica`.
   *
   * @default - all
   */
  readonly owner?: RegExp;
  /**
   * Whether it holds for inputs of resources alone, or for inputs of nested shapes alone.
   *
   * @default - both
   */
  readonly on?: "resource" | "shape";
  /** Names of inputs it holds for. */
  readonly property: RegExp;
  /** Why. */
  readonly reason: string;
}

/** Data can take this input's way. */
export interface PathRule extends Matched {
  readonly verdict: "path";
  readonly kind: PathKind;
  readonly names: PathNames;
}

/** The input steers, or says nothing about where data is. */
export interface OtherRule extends Matched {
  readonly verdict: "control" | "none";
}

/** One rule of classification. The first that matches decides. */
export type InputRule = PathRule | OtherRule;

/** An input of a resource type, or of a shape nested in one. */
export interface InputName {
  /** `dynamodb.Table`, `dynamodb.TableReplica`. */
  readonly owner: string;
  readonly on: "resource" | "shape";
  readonly property: string;
}

/** The words of a name: `kmsKeyArn` is `kms key arn`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
}
