import { FlagdCore } from "@openfeature/flagd-core";
import Ajv from "ajv";
import {
  flagDocument,
  Flags,
  FLAGS_DEFAULTS,
  flagSchema,
  flagsRefusals,
  planFlags,
  type Flag,
  type FlagsArgs,
} from "../../../components/flags";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";
import { failureOf, TAGS } from "../core/fixtures";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/flags";
const ALARM = "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:oversold";
const split: Flag = {
  description: "how an order is split",
  variants: { nearest: "nearest", fewest: "fewest-parcels" },
  defaultVariant: "nearest",
};
const required: FlagsArgs = {
  flags: {
    split,
    backorders: { description: "sell later", variants: { on: true, off: false }, defaultVariant: "off" },
  },
  rollbackAlarmArns: [ALARM],
  keyArn: KEY,
  tags: TAGS,
};
const withSplit = (change: Partial<Flag>): Partial<FlagsArgs> => ({ flags: { split: { ...split, ...change } } });

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<FlagsArgs>, string])[] = [
  ["no flag", { flags: {} }, "flags is {}, expected at least one flag; name what is released by flag"],
  [
    "names with other characters",
    { flags: { Split: split, other: { ...split, variants: { Nearest: "n" }, defaultVariant: "Nearest" } } },
    'flags is ["Split","other"], expected keys and variants of lower-case letters, digits and dashes, 64 at most, the first a letter; choose plainer names',
  ],
  [
    "variants of several types",
    withSplit({ variants: { nearest: "nearest", none: false } }),
    'flags is ["split"], expected variants, one at least, all of them true or false, all text, or all numbers; give each flag values of one type: a program asks for one',
  ],
  [
    "a default that is no variant",
    withSplit({ defaultVariant: "cheapest" }),
    'flags is ["split"], expected a defaultVariant that is one of the flag\'s variants; name one that is there, or add it',
  ],
  [
    "shares that are not everybody",
    withSplit({ shares: { nearest: 60, fewest: 39 } }),
    'flags is ["split"], expected shares of the flag\'s own variants in whole percent, 100 together; correct the shares, or leave them out to give everybody the default',
  ],
  [
    "a document that AppConfig does not keep",
    withSplit({ description: "d".repeat(2_097_152) }),
    'flags is "2097358 bytes", expected 2097152 bytes at most in the document; part the flags into several components, or delete those that are released',
  ],
  [
    "a schema that AppConfig does not keep",
    { flags: Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`flag-${n}`, split])) },
    'flags is "43605 bytes", expected 32768 bytes at most in the schema that checks it; part the flags into several components, or delete those that are released',
  ],
  [
    "a rollout of more than a day",
    { rolloutTime: "25 hours" },
    'rolloutTime is "25 hours", expected whole minutes, 1 day at most; choose how slowly a change reaches everybody; 0 minutes is at once',
  ],
  [
    "steps of nobody",
    { stepPercent: 0.5 },
    "stepPercent is 0.5, expected 1 to 100; choose how many get a change in each step",
  ],
  [
    "no time to see what a change does",
    { bakeTime: "0 minutes" },
    'bakeTime is "0 minutes", expected whole minutes, 1 minute to 1 day; leave the alarms time to see what a change does',
  ],
  [
    "a release that no alarm takes back",
    { rollbackAlarmArns: [] },
    "rollbackAlarmArns is 0, expected 1 to 5 alarms; name the alarms that tell that a release does harm, such as those of the service's objectives",
  ],
];

function planOf(args: FlagsArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const { applicationId, environmentId, profileId, readPolicy } = new Flags("split", args);
      return { applicationId, environmentId, profileId, readPolicy };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, role: string): PlannedResource {
  const found = children(plan).find(({ name }) => name === `split-${role}`);
  if (found === undefined) {
    throw new Error(`no child ${role}`);
  }
  return found;
}

/** Checks a document by a schema, as AppConfig does. */
function admits(schema: string, document: string): boolean {
  const { $schema: _draft, ...rules } = JSON.parse(schema);
  return new Ajv({ strict: false }).compile(rules)(JSON.parse(document)) === true;
}

describe("planFlags", () => {
  it("writes the flags in the format of flagd, in an order that does not depend on theirs", () => {
    const shared = { ...split, shares: { nearest: 90, fewest: 10 } };
    const { document, ...rest } = planFlags({ flags: { z: { ...split, enabled: false }, a: shared } });
    expect(rest).toStrictEqual({ schema: expect.any(String), rolloutMinutes: 10, stepPercent: 20, bakeMinutes: 30 });
    expect(FLAGS_DEFAULTS).toStrictEqual({ rolloutTime: "10 minutes", stepPercent: 20, bakeTime: "30 minutes" });
    expect(JSON.parse(document)).toStrictEqual({
      $schema: "https://flagd.dev/schema/v0/flags.json",
      flags: {
        a: {
          state: "ENABLED",
          variants: { nearest: "nearest", fewest: "fewest-parcels" },
          defaultVariant: "nearest",
          targeting: {
            fractional: [
              ["fewest", 10],
              ["nearest", 90],
            ],
          },
          metadata: { description: "how an order is split" },
        },
        z: {
          state: "DISABLED",
          variants: { nearest: "nearest", fewest: "fewest-parcels" },
          defaultVariant: "nearest",
          metadata: { description: "how an order is split" },
        },
      },
    });
    expect(planFlags({ flags: { a: shared, z: { ...split, enabled: false } } }).document).toBe(document);
  });

  it("writes a schema that admits its own document, and none that an operator got wrong", () => {
    const flags = { split: { ...split, shares: { nearest: 50, fewest: 50 } } };
    const [schema, document] = [flagSchema(flags), flagDocument(flags)];
    expect(JSON.parse(schema)).toMatchObject({ $schema: "http://json-schema.org/draft-04/schema#" });
    expect(admits(schema, document)).toBe(true);
    for (const [right, wrong] of [
      ['"defaultVariant":"nearest"', '"defaultVariant":"cheapest"'],
      ['"nearest":"nearest"', '"nearest":"nearby"'],
      ['"state":"ENABLED"', '"state":"ON"'],
      ['["fewest",50]', '["none",50]'],
      ['["fewest",50]', '["fewest",50.5]'],
      ['"split":', '"spilt":'],
    ] as const) {
      expect(document).toContain(right);
      expect(admits(schema, document.replace(right, wrong))).toBe(false);
    }
  });
});

describe("the document, read by OpenFeature's own evaluation for flagd", () => {
  const evaluate = (flag: Flag, caller: string): string => {
    const core = new FlagdCore();
    core.setConfigurations(flagDocument({ split: flag }));
    return core.resolveStringEvaluation("split", "unset", { targetingKey: caller }).value;
  };

  it("gives everybody the default variant", () => {
    expect(["a", "b", "c"].map((caller) => evaluate(split, caller))).toStrictEqual(["nearest", "nearest", "nearest"]);
  });

  it("gives the shares that were asked for, and one caller always the same", () => {
    const shared = { ...split, shares: { nearest: 90, fewest: 10 } };
    const given = Array.from({ length: 2_000 }, (_, n) => evaluate(shared, `tenant-${n}`));
    const few = given.filter((value) => value === "fewest-parcels").length;
    expect(few).toBeGreaterThan(150);
    expect(few).toBeLessThan(250);
    expect(evaluate(shared, "tenant-7")).toBe(given[7]);
  });
});

describe("Flags", () => {
  it.each(rows)("refuses %s", async (_what, change, message) => {
    expect(await failureOf(() => new Flags("split", { ...required, ...change }))).toStrictEqual({
      message: `flags "split": ${message}`,
      registered: [],
    });
  });

  it("has a case for every row of its table, in the table's order", () => {
    const fired = rows.map(([, change]) => flagsRefusals.findIndex(({ when }) => when({ ...required, ...change })));
    expect(fired).toStrictEqual([...flagsRefusals.keys()]);
  });

  it("accepts what lies at the limits", () => {
    const times = { rolloutTime: "0 minutes", stepPercent: 100, bakeTime: "1 day" } as const;
    const edge = { ...required, ...times, rollbackAlarmArns: Array.from({ length: 5 }, () => ALARM) };
    expect(flagsRefusals.filter(({ when }) => when(edge))).toStrictEqual([]);
  });

  it("creates these children at defaults, all its own", async () => {
    const identities = children(await planOf(required)).map(
      ({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`,
    );
    expect(identities.toSorted()).toStrictEqual([
      "aws:appconfig/application:Application split-application split",
      "aws:appconfig/configurationProfile:ConfigurationProfile split-profile split",
      "aws:appconfig/deployment:Deployment split-deployment split",
      "aws:appconfig/deploymentStrategy:DeploymentStrategy split-strategy split",
      "aws:appconfig/environment:Environment split-environment split",
      "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion split-version split",
      "aws:iam/role:Role split-rollback-role split",
      "aws:iam/rolePolicy:RolePolicy split-rollback-role-alarms split",
    ]);
  });

  it("checks every version by the schema, encrypts it, and keeps it for whoever takes a change back", async () => {
    const plan = await planOf({ ...required, region: "eu-west-1" });
    const application = child(plan, "application").id;
    expect(child(plan, "profile").inputs).toStrictEqual({
      applicationId: application,
      locationUri: "hosted",
      type: "AWS.Freeform",
      validators: [{ type: "JSON_SCHEMA", content: flagSchema(required.flags) }],
      kmsKeyIdentifier: KEY,
      region: "eu-west-1",
      tags: { ...TAGS, Name: "split-profile" },
    });
    const version = child(plan, "version");
    expect(version.inputs).toStrictEqual({
      applicationId: application,
      configurationProfileId: plan.outputs["profileId"],
      // The SDK takes every document for a secret.
      content: expect.objectContaining({ value: flagDocument(required.flags) }),
      contentType: "application/json",
      region: "eu-west-1",
    });
    expect(version.options).toMatchObject({ retainOnDelete: true });
  });

  it("releases step by step, watched by the alarms", async () => {
    const plan = await planOf(required);
    expect(child(plan, "strategy").inputs).toMatchObject({
      deploymentDurationInMinutes: 10,
      growthFactor: 20,
      growthType: "LINEAR",
      finalBakeTimeInMinutes: 30,
      replicateTo: "NONE",
    });
    expect(child(plan, "environment").inputs["monitors"]).toStrictEqual([
      { alarmArn: ALARM, alarmRoleArn: child(plan, "rollback-role").outputs["arn"] },
    ]);
    expect(child(plan, "deployment").inputs).toStrictEqual({
      applicationId: plan.outputs["applicationId"],
      environmentId: plan.outputs["environmentId"],
      configurationProfileId: plan.outputs["profileId"],
      configurationVersion: "1",
      deploymentStrategyId: child(plan, "strategy").id,
      tags: { ...TAGS, Name: "split-deployment" },
    });
  });

  it("lets a reader read these flags, and nothing else", async () => {
    const { outputs } = await planOf(required);
    const { applicationId, environmentId, profileId } = outputs;
    expect(JSON.parse(String(outputs["readPolicy"]))).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadFlags",
          Effect: "Allow",
          Action: ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"],
          Resource: `arn:aws:appconfig:eu-central-1:000000000000:application/${applicationId}/environment/${environmentId}/configuration/${profileId}`,
        },
      ],
    });
  });

  it("has the same children while nothing is known yet", async () => {
    expect(children(await planOf(required, "unknowns"))).toHaveLength(8);
  });
});
