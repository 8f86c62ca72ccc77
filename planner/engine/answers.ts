import { awsPartitionOf, isAwsRegion, regionFacts } from "../../facts/regions";
import type { Properties } from "../plan";

/** Where a function was called from, as far as the plan knows. */
export interface AnswerContext {
  /** Account of the provider the call goes through, where the provider or the configuration names it. */
  readonly account?: string;
  /** Region of the call: its own `region` argument, or the provider's. */
  readonly region?: string;
}

/** Answers a provider function (`getX`) offline. */
export type Answer = (args: Properties, context: AnswerContext) => Properties;

/** Answers by function token, such as `aws:index/getRegion:getRegion`. */
export type Answers = Readonly<Record<string, Answer>>;

/** Answers that follow from the program's own providers and the facts about regions. */
export const BUILT_IN_ANSWERS: Answers = {
  "aws:index/getRegion:getRegion": (_args, { region }) => regionAnswer(required(region, "region")),
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { account, region }) =>
    identityAnswer(required(account, "account"), region),
  "aws:index/getPartition:getPartition": (_args, { region }) => partitionAnswer(required(region, "region")),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_args, { region }) => zonesAnswer(required(region, "region")),
};

function required(value: string | undefined, what: "region" | "account"): string {
  if (value === undefined) {
    const fix = what === "region" ? "set `region`" : "set `allowedAccountIds` or `assumeRoles`";
    throw new Error(`the provider names no ${what}; ${fix} on the provider, or add an answer of your own`);
  }
  return value;
}

function partitionOf(region: string): string {
  return awsPartitionOf(region) ?? "aws";
}

function suffixOf(region: string): string {
  const suffixes: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn", "aws-eusc": "amazonaws.eu" };
  return suffixes[partitionOf(region)] ?? "amazonaws.com";
}

function regionAnswer(region: string): Properties {
  return { id: region, name: region, region, description: region, endpoint: `ec2.${region}.${suffixOf(region)}` };
}

function identityAnswer(account: string, region: string | undefined): Properties {
  const partition = partitionOf(region ?? "");
  return { id: account, accountId: account, arn: `arn:${partition}:iam::${account}:root`, userId: account };
}

function partitionAnswer(region: string): Properties {
  const partition = partitionOf(region);
  const reverseDnsPrefix = suffixOf(region).split(".").reverse().join(".");
  return { id: partition, partition, dnsSuffix: suffixOf(region), reverseDnsPrefix };
}

function zonesAnswer(region: string): Properties {
  const letters = isAwsRegion(region) ? regionFacts(region).zones : [];
  if (letters.length === 0) {
    throw new Error(`the zones of ${region} differ from account to account; name them in the program instead`);
  }
  const names = letters.map((letter) => `${region}${letter}`);
  return { id: region, region, names, groupNames: [region], state: "available" };
}
