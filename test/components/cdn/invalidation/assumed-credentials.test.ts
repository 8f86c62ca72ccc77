import {
  assumedCredentials,
  NoSessionError,
  RENEW_BEFORE_SECONDS,
  SESSION_SECONDS,
  type TokenClient,
} from "../../../../components/cdn/invalidation";
import { at } from "./fixtures";

type Answer = Awaited<ReturnType<TokenClient["assumeRole"]>>;

const NOW = at("2026-11-15T12:00:00Z");
const ROLE = {
  roleArn: "arn:aws:iam::111111111111:role/shop-eu-invalidation-role-0a1b2c3",
  externalId: "shop/eu/shop",
  sessionName: "shop-eu-central-1-shop-invalidation",
};

/** A clock that is set, and a client that numbers its sessions. */
function stage(change: Partial<typeof ROLE> = {}, answer?: () => Answer) {
  const calls: unknown[] = [];
  const clock = { now: NOW };
  const numbered = (): Answer => ({
    Credentials: {
      AccessKeyId: `key-${calls.length}`,
      SecretAccessKey: "secret",
      SessionToken: "token",
      Expiration: new Date(clock.now + SESSION_SECONDS * 1_000),
    },
  });
  const client: TokenClient = { assumeRole: async (input) => (calls.push(input), (answer ?? numbered)()) };
  return { calls, clock, take: assumedCredentials(client, { ...ROLE, ...change }, () => clock.now) };
}

describe("credentials of another account", () => {
  it("are taken for a quarter of an hour, under the external id and the function's name", async () => {
    const { calls, take } = stage();

    expect(await take()).toStrictEqual({
      accessKeyId: "key-1",
      secretAccessKey: "secret",
      sessionToken: "token",
      expiration: new Date("2026-11-15T12:15:00Z"),
    });
    expect(calls).toStrictEqual([
      {
        RoleArn: ROLE.roleArn,
        RoleSessionName: "shop-eu-central-1-shop-invalidation",
        ExternalId: "shop/eu/shop",
        DurationSeconds: 900,
      },
    ]);
  });

  it("are used until five minutes before their end, and then taken anew", async () => {
    const { clock, take } = stage();
    const seconds = [0, SESSION_SECONDS - RENEW_BEFORE_SECONDS - 1, SESSION_SECONDS - RENEW_BEFORE_SECONDS];
    const keys: string[] = [];
    for (const after of seconds) {
      clock.now = NOW + after * 1_000;
      keys.push((await take()).accessKeyId);
    }

    expect(keys).toStrictEqual(["key-1", "key-1", "key-2"]);
  });

  it("are asked for again after a failure", async () => {
    let fails = true;
    const { calls, take } = stage({}, () => {
      if (fails) {
        throw new Error("not authorized");
      }
      return { Credentials: { AccessKeyId: "k", SecretAccessKey: "s", SessionToken: "t", Expiration: new Date(NOW) } };
    });
    await expect(take()).rejects.toThrow("not authorized");
    fails = false;

    expect(await take()).toMatchObject({ accessKeyId: "k" });
    expect(calls).toHaveLength(2);
  });

  it.each(["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"])(
    "are none without %s, and no secret is told",
    async (missing) => {
      const whole = { AccessKeyId: "k", SecretAccessKey: "s3cret", SessionToken: "t", Expiration: new Date(NOW) };
      const { take } = stage({}, () => ({ Credentials: { ...whole, [missing]: undefined } }));

      await expect(take()).rejects.toThrow(
        new NoSessionError("arn:aws:iam::111111111111:role/shop-eu-invalidation-role-0a1b2c3"),
      );
    },
  );

  it("are none where STS answers nothing", async () => {
    await expect(stage({}, () => ({})).take()).rejects.toThrow(`STS gave no complete credentials for ${ROLE.roleArn}`);
  });

  it("bear the first 64 characters of a longer name, which is what STS takes", async () => {
    const { calls, take } = stage({ sessionName: "n".repeat(80) });
    await take();

    expect(calls).toMatchObject([{ RoleSessionName: "n".repeat(64) }]);
  });
});
