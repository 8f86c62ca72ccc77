import * as pulumi from "@pulumi/pulumi";
import { Flags } from "../../components/flags";
import { EncryptionKey } from "../../components/keys";
import type { RegionOutputs } from "../outputs";
import type { RegionStack } from "../topology";
import { type LevelAlarms, madeAlarms } from "./objectives";
import type { Site } from "./site";

/** Builds the flags of a region: those of each service under one key, which the role that releases them uses. */
export function buildFlags({ stack, opts }: Site, alarms: LevelAlarms): RegionOutputs["flags"] {
  if (stack.flags.length === 0) {
    return {};
  }
  const { keyArn } = buildFlagsKey(stack, opts);
  const built = stack.flags.map(({ name, flags, rollbackAlarmArns, rolloutTime, bakeTime, tags }) => {
    const { applicationId, environmentId, profileId, readPolicy } = new Flags(
      `${name}-flags`,
      {
        ...{ flags, rolloutTime, bakeTime, keyArn, tags },
        rollbackAlarmArns: madeAlarms(rollbackAlarmArns, alarms),
        region: stack.region,
      },
      opts,
    );
    return [name, { applicationId, environmentId, profileId, readPolicy }] as const;
  });
  return pulumi.output(Object.fromEntries(built));
}

/** AWS does not say by which service AppConfig uses a key: the role that writes versions uses it itself. */
function buildFlagsKey(
  { account: accountId, region, protect, deployRoleArn, tags }: RegionStack,
  opts: pulumi.ComponentResourceOptions,
): EncryptionKey {
  const principals = [deployRoleArn];
  return new EncryptionKey(
    "flags",
    { purpose: "flags", accountId, region, services: [], principals, protect, tags },
    opts,
  );
}
