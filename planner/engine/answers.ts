import { awsPartitionOf, isAwsRegion, regionFacts } from "../../facts/regions";
import type { Properties } from "../plan";
import { awsDomainOf } from "./aws-domain";

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
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, { region }) =>
    zonesAnswer(required(region, "region"), args),
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

function regionAnswer(region: string): Properties {
  const description = isAwsRegion(region) ? regionFacts(region).title : region;
  const endpoint = `ec2.${region}.${awsDomainOf(partitionOf(region))}`;
  return { id: region, name: region, region, description, endpoint };
}

function identityAnswer(account: string, region: string | undefined): Properties {
  const partition = partitionOf(region ?? "");
  return { id: account, accountId: account, arn: `arn:${partition}:iam::${account}:root`, userId: account };
}

function partitionAnswer(region: string): Properties {
  const partition = partitionOf(region);
  const dnsSuffix = awsDomainOf(partition);
  return { id: partition, partition, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
}

/** Arguments of `getAvailabilityZones` that choose by what only the account knows. */
const CHOSEN_BY_ACCOUNT = ["allAvailabilityZones", "excludeZoneIds", "filters"] as const;

function zonesAnswer(region: string, args: Properties): Properties {
  const chosenBy = CHOSEN_BY_ACCOUNT.filter((name) => args[name] !== undefined);
  if (chosenBy.length > 0) {
    const what = chosenBy.join(" and ");
    throw new Error(`the zones of an account cannot be chosen by ${what} offline; name them in the program instead`);
  }
  const letters = isAwsRegion(region) ? regionFacts(region).zones : [];
  if (letters.length === 0) {
    throw new Error(`the zones of ${region} differ from account to account; name them in the program instead`);
  }
  const { excludeNames } = args;
  const excluded = Array.isArray(excludeNames) ? excludeNames : [];
  const names = letters.map((letter) => `${region}${letter}`).filter((name) => !excluded.includes(name));
  return { id: region, region, names, groupNames: [region], state: "available" };
}
