import type { Refusal } from "../core";
import { toDays, toSeconds, type Duration } from "../core/units";
import { isUser, RESERVED_USERS } from "./relational.refusals";
import { RELATIONAL_DEFAULTS } from "./relational.choices";

/** What decides the shape of a database secret. */
export interface DatabaseSecretPlanArgs {
  /** Physical name of the secret, the same in every region. */
  readonly secretName: string;
  /** Region that owns the secret: the partition's *initial* primary, whichever region is primary now. */
  readonly homeRegion: string;
  /**
   * Other regions that hold a copy.
   *
   * @default - every other region of `keyArns`
   */
  readonly replicaRegions?: readonly string[];
  /** Customer key per region of the residency partition; nothing of the secret lies in a region without one. */
  readonly keyArns: Readonly<Record<string, unknown>>;
  /**
   * Name of the database user.
   *
   * @default "dbowner"
   */
  readonly username?: string;
  /**
   * How often the password is changed, where a function does it.
   *
   * @default "30 days"
   */
  readonly rotateEvery?: Duration;
}

/** A database secret, with every choice made. */
export interface DatabaseSecretPlan {
  readonly secretName: string;
  readonly homeRegion: string;
  /** Regions of the copies, sorted. */
  readonly replicaRegions: readonly string[];
  readonly username: string;
  readonly rotationDays: number;
}

/** What a database secret gets where its arguments leave the choice open. */
export const DATABASE_SECRET_DEFAULTS = {
  username: RELATIONAL_DEFAULTS.masterUsername,
  rotateEvery: "30 days",
  protect: true,
} as const satisfies { username: string; rotateEvery: Duration; protect: boolean };

/** Shape of a password: RDS takes no slash, quotation mark, at sign or space. */
export const DATABASE_PASSWORD = { length: 40, overrideSpecial: "!#$%&*()-_=+[]{}<>:?" } as const;

const SECRET_NAME = /^[a-zA-Z0-9/_+=.-]{1,512}$/;
const ROTATION = { shortest: "1 day", longest: "90 days" } as const satisfies Record<string, Duration>;
const DAY = 86_400;

/** Plans a database secret. */
export function planDatabaseSecret(args: DatabaseSecretPlanArgs): DatabaseSecretPlan {
  return {
    secretName: args.secretName,
    homeRegion: args.homeRegion,
    replicaRegions: replicasOf(args),
    username: args.username ?? DATABASE_SECRET_DEFAULTS.username,
    rotationDays: toDays(args.rotateEvery ?? DATABASE_SECRET_DEFAULTS.rotateEvery),
  };
}

/** Reasons to refuse a database secret. */
export const databaseSecretRefusals: readonly Refusal<DatabaseSecretPlanArgs>[] = [
  {
    when: ({ secretName }) => !SECRET_NAME.test(secretName),
    say: ({ secretName }) => ({
      arg: "secretName",
      got: secretName,
      expected: "1 to 512 letters, digits or /_+=.-",
      change: "choose a name that Secrets Manager accepts",
    }),
  },
  {
    when: ({ homeRegion, keyArns }) => !Object.hasOwn(keyArns, homeRegion),
    say: ({ homeRegion, keyArns }) => ({
      arg: "homeRegion",
      got: homeRegion,
      expected: inPartition(keyArns),
      change: "give the region a customer key, or choose a region of the partition",
    }),
  },
  {
    when: (args) => strayReplicas(args).length > 0,
    say: (args) => ({
      arg: "replicaRegions",
      got: strayReplicas(args),
      expected: `${inPartition(args.keyArns)}, beside homeRegion`,
      change: "keep the password inside the residency partition, once in each region",
    }),
  },
  {
    when: ({ username }) => username !== undefined && !isUser(username),
    say: ({ username }) => ({
      arg: "username",
      got: username,
      expected: `1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of ${RESERVED_USERS.join(", ")}`,
      change: "choose a name that cannot be guessed from the engine's",
    }),
  },
  {
    when: ({ rotateEvery }) => rotateEvery !== undefined && !isRotation(rotateEvery),
    say: ({ rotateEvery }) => ({
      arg: "rotateEvery",
      got: rotateEvery,
      expected: `${ROTATION.shortest} to ${ROTATION.longest}, in whole days`,
      change: "change the password at least once in a quarter",
    }),
  },
];

/** Regions of the partition, in words. */
export function inPartition(keyArns: Readonly<Record<string, unknown>>): string {
  return `a region of the partition (${Object.keys(keyArns).toSorted().join(", ")})`;
}

function replicasOf({ replicaRegions, keyArns, homeRegion }: DatabaseSecretPlanArgs): readonly string[] {
  return (replicaRegions ?? Object.keys(keyArns).filter((region) => region !== homeRegion)).toSorted();
}

function strayReplicas(args: DatabaseSecretPlanArgs): readonly string[] {
  const replicas = replicasOf(args);
  return replicas.filter(
    (region, index) =>
      !Object.hasOwn(args.keyArns, region) || region === args.homeRegion || replicas.indexOf(region) !== index,
  );
}

function isRotation(every: Duration): boolean {
  const seconds = toSeconds(every);
  return seconds % DAY === 0 && seconds >= toSeconds(ROTATION.shortest) && seconds <= toSeconds(ROTATION.longest);
}
