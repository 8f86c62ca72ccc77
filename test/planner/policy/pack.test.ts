import path from "node:path";
import {
  PolicyPackError,
  runPolicyPacks,
  startPolicyPack,
  type PolicyConfiguration,
  type PolicyPack,
} from "../../../planner/policy";
import { OUTPUT_VALUE, RESOURCE_REFERENCE, SECRET, SIGNATURE } from "../../../planner/plan";
import { plan, provider, resource } from "./plans";

const fixture = (name: string) => path.join(__dirname, "fixtures", name);
const secret = { [SIGNATURE]: SECRET, value: "hunter22" };
const other = resource({ type: "test:index:Thing", name: "other", inputs: {} });
const thing = resource({ type: "test:index:Thing", name: "one", inputs: { tags: {} } });

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PolicyPackError);
  return error instanceof Error ? error.message : "";
}

describe("a pack that fails", () => {
  test("is refused where its folder is none of a pack", async () => {
    expect(await messageOf(startPolicyPack(fixture("absent")))).toBe(
      `policy pack ${fixture("absent")}: there is no package.json in that folder; name the folder of a policy pack`,
    );
  });

  test("is refused where it is not built", async () => {
    expect(await messageOf(startPolicyPack(fixture("unbuilt")))).toBe(
      `policy pack ${fixture("unbuilt")}: its main file dist/index.js does not exist; build the pack to plain JavaScript first`,
    );
  });

  test("is refused where it ends before it listens", async () => {
    expect(await messageOf(startPolicyPack(fixture("dying")))).toBe(
      `policy pack ${fixture("dying")}: it ended with exit code 3, it wrote:\ncannot find the rules\n; run its main file with node in that folder to see more`,
    );
  });

  test("is refused where it names no port in time", async () => {
    expect(await messageOf(startPolicyPack(fixture("silent"), { startLimitMs: 300 }))).toBe(
      `policy pack ${fixture("silent")}: it named no port within 300 ms, it wrote nothing to standard error; run its main file with node in that folder to see more`,
    );
  });

  test("is refused where it prints something else", async () => {
    expect(await messageOf(startPolicyPack(fixture("chatty")))).toBe(
      `policy pack ${fixture("chatty")}: it printed "loading rules" in place of its port, it wrote nothing to standard error; run its main file with node in that folder to see more`,
    );
  });

  test("finds that a policy whose code throws failed, beside what others find", async () => {
    const packs = [fixture("throwing"), fixture("telling")];
    const findings = await runPolicyPacks({ packs, plans: [plan([thing])] });
    const [failure] = findings.filter(({ isFailure }) => isFailure);

    expect(failure).toMatchObject({
      pack: "throwing",
      policy: "broken",
      level: "mandatory",
      urn: thing.urn,
      remediation: "In pack throwing, mend the policy that the trace names, or disable it.",
    });
    expect(failure?.message).toMatch(
      /^the policy itself failed: UNKNOWN: Error validating resource with policy 'broken'/,
    );
    expect(findings.length).toBeGreaterThan(1);
  });

  test("finds that a policy which mends failed, without its secrets, and goes on with what it left", async () => {
    const holder = resource({ type: "test:index:Thing", name: "one", inputs: { password: secret } });
    const findings = await runPolicyPacks({ packs: [fixture("unmending")], plans: [plan([holder, other])] });

    expect(findings.map(({ policy, isFailure, urn }) => [policy, isFailure, urn])).toEqual([
      ["breaks-on-one", true, holder.urn],
      ["breaks-on-one", undefined, holder.urn],
      ["breaks-on-one", undefined, other.urn],
    ]);
    expect(findings[0]?.message).toMatch(/^the policy itself failed: UNKNOWN: .*\n?.*no way to mend \[secret\]/s);
    expect(findings[0]?.message).not.toContain("hunter22");
  });

  test("is not waited for without an end, and asked nothing more", async () => {
    const pack = await startPolicyPack(fixture("hanging"), { answerLimitMs: 200 });
    const findings = [await pack.judge(plan([thing, other])), await pack.judge(plan([thing], { stack: "next" }))];
    await pack.close();

    const lost = {
      pack: "hanging",
      policy: "unknown-policy",
      isFailure: true,
      level: "mandatory",
      remediation: "In pack hanging, look for an endless loop in its policies.",
      message: `the pack itself failed: it did not answer Analyze of ${thing.urn} within 200 ms`,
    };
    expect(findings).toEqual([
      [{ ...lost, urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev" }],
      [{ ...lost, urn: "urn:pulumi:next::shop::pulumi:pulumi:Stack::shop-next" }],
    ]);
  });

  test("tells how it died where it dies at work, beside what others find", async () => {
    const findings = await runPolicyPacks({ packs: [fixture("exiting"), fixture("telling")], plans: [plan([thing])] });

    expect(findings.map(({ pack, policy }) => [pack, policy])).toEqual([
      ["exiting", "unknown-policy"],
      ["telling", "tell-resource"],
      ["telling", "tell-stack"],
    ]);
    expect(findings[0]).toEqual({
      pack: "exiting",
      policy: "unknown-policy",
      isFailure: true,
      level: "mandatory",
      urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
      message: "the pack itself failed: it ended with exit code 7, it wrote:\nout of memory\n",
      remediation: "In pack exiting, run its main file with node in that folder to see more.",
    });
  });

  test("keeps the others from starting in vain", async () => {
    const message = await messageOf(runPolicyPacks({ packs: [fixture("telling"), fixture("dying")], plans: [] }));
    expect(message).toContain("it ended with exit code 3");
  });
});

describe("a pack that reaches out", () => {
  const CREDENTIALS = { AWS_ACCESS_KEY_ID: "a", MY_SECRET: "b", HTTPS_PROXY: "http://127.0.0.1:1", NPM_TOKEN: "c" };
  let earlier: NodeJS.ProcessEnv;
  beforeAll(() => {
    earlier = { ...process.env };
    Object.assign(process.env, CREDENTIALS);
  });
  afterAll(() => {
    process.env = earlier;
  });

  test("gets no further than its own machine, and has no credentials", async () => {
    const findings = await runPolicyPacks({ packs: [fixture("reaching")], plans: [plan([thing])] });
    const outcomes = Object.fromEntries(findings.map(({ message }) => message.split(": ")));

    expect(outcomes).toEqual({
      ...Object.fromEntries(WAYS_OUT.map((way) => [way, "ENETUNREACH"])),
      "its own machine": "connected",
      "the home": "",
      environment: "",
    });
  });
});

/** What the pack tries to reach other machines by. */
const WAYS_OUT = [
  ...["net.connect", "socket.connect", "tls.connect", "http.get", "fetch", "dgram.send", "dgram.connect"],
  ...["dns.lookup", "dns.resolve4", "dns.promises.lookup", "dns.promises.resolve", "dns.Resolver"],
  ...["a process of Node", "a worker"],
];

describe("a pack that mends", () => {
  let pack: PolicyPack;
  beforeAll(async () => {
    pack = await startPolicyPack(fixture("mending"));
  });
  afterAll(() => pack.close());

  test("changes inputs before they are judged, and says so", async () => {
    expect(await pack.judge(plan([thing]))).toEqual([
      { pack: "mending", policy: "set-owner", level: "advisory", urn: thing.urn, message: "changed the inputs tags" },
    ]);
  });

  test("leaves secrets secret", async () => {
    const holder = resource({ type: "test:index:Thing", name: "two", inputs: { tags: {}, password: secret } });
    const { plan: mended } = await pack.remediate(plan([holder]));
    expect(mended.resources[0]?.inputs).toEqual({ tags: { owner: "inventory" }, password: secret });
  });

  test("says what it could not mend as yet, and what stays wrong counts as mandatory", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const large = resource({ type: "test:index:Thing", name: "three", inputs: { tags: unknown, size: 5 } });
    const found = await pack.judge(plan([large]));
    expect(found.map(({ policy, level, message }) => [policy, level, message])).toEqual([
      [
        "set-owner",
        "advisory",
        "can't run remediation 'set-owner' from policy pack 'mending@v1.2.3' during preview: string value at .tags can't be known during preview",
      ],
      [
        "set-owner",
        "advisory",
        "can't run policy 'set-owner' from policy pack 'mending@v1.2.3' during preview: string value at .tags can't be known during preview",
      ],
      ["stubborn", "mandatory", "size is 5"],
    ]);
  });

  test("does not mend what is only mandatory", async () => {
    const found = await pack.judge(plan([thing]), { "set-owner": "mandatory" });
    expect(found.map(({ policy, level, message }) => [policy, level, message])).toEqual([
      ["set-owner", "mandatory", "no owner"],
    ]);
  });

  test("hands what it mended to the next pack", async () => {
    const found = await runPolicyPacks({ packs: [fixture("mending"), fixture("telling")], plans: [plan([thing])] });
    const told = found.find(({ policy }) => policy === "tell-resource");
    expect(JSON.parse(told?.message ?? "{}").props).toEqual({ tags: { owner: "inventory" } });
  });
});

describe("what a pack is told", () => {
  const aws = provider("eu-central-1");
  const parent = resource({ type: "inventory:test:Component", name: "parent", kind: "component" });
  const read = resource({ type: "test:index:Thing", name: "read", kind: "read" });
  const full = resource({
    type: "test:index:Thing",
    name: "full",
    parent: parent.urn,
    provider: aws.urn,
    inputs: {
      password: secret,
      nested: { list: [{ [SIGNATURE]: RESOURCE_REFERENCE, urn: parent.urn, id: "" }] },
      bucket: { [SIGNATURE]: RESOURCE_REFERENCE, urn: "urn", id: "bucket-1" },
      output: { [SIGNATURE]: OUTPUT_VALUE, value: "known", secret: true, dependencies: [] },
    },
    outputs: { arn: "arn:aws:test" },
    dependencies: [aws.urn],
    propertyDependencies: { nested: [aws.urn] },
    options: {
      protect: true,
      ignoreChanges: ["a"],
      deleteBeforeReplace: false,
      additionalSecretOutputs: ["b"],
      aliases: ["urn:old"],
      customTimeouts: { create: "1h30m", delete: "500ms" },
    },
  });
  let pack: PolicyPack;
  beforeAll(async () => {
    pack = await startPolicyPack(fixture("telling"));
  });
  afterAll(() => pack.close());

  test("are inputs, provider, options and the configuration with its defaults", async () => {
    const [told] = await pack.analyze(plan([aws, parent, full, read]), { "tell-resource": { note: "x" } });
    expect({ ...told, message: JSON.parse(told?.message ?? "") }).toEqual({
      pack: "telling",
      policy: "tell-resource",
      level: "mandatory",
      severity: "high",
      urn: full.urn,
      remediation: "Listen.",
      message: {
        type: "test:index:Thing",
        name: "full",
        props: { password: "[secret]", nested: { list: [parent.urn] }, bucket: "bucket-1", output: "known" },
        opts: {
          protect: true,
          ignoreChanges: ["a"],
          aliases: ["urn:old"],
          customTimeouts: { createSeconds: 5400, updateSeconds: 0, deleteSeconds: 0.5 },
          additionalSecretOutputs: ["b"],
          deleteBeforeReplace: false,
          parent: parent.urn,
        },
        provider: {
          type: "pulumi:providers:aws",
          props: { region: "eu-central-1" },
          urn: aws.urn,
          name: "eu-central-1",
        },
        config: { limit: 7, regions: ["eu-central-1"], note: "x" },
      },
    });
  });

  test("are outputs, parents and dependencies where the stack is judged as a whole", async () => {
    const found = await pack.analyze(plan([aws, parent, full, read]));
    const told = found.find(({ policy }) => policy === "tell-stack");
    expect(told?.urn).toBe("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev");
    const things: Record<string, unknown>[] = JSON.parse(told?.message ?? "[]");
    expect(things.map(({ name }) => name)).toEqual(["eu-central-1", "parent", "full"]);
    expect(things[2]).toMatchObject({
      parent: parent.urn,
      dependencies: [aws.urn],
      propertyDependencies: ["nested"],
      props: { arn: "arn:aws:test", password: "[secret]" },
    });
  });

  test("are inputs alone where outputs are unknown", async () => {
    const found = await pack.analyze(plan([full], { mode: "unknowns" }));
    const told = found.find(({ policy }) => policy === "tell-stack");
    const [{ props } = { props: {} }]: { props: object }[] = JSON.parse(told?.message ?? "[]");
    expect(props).not.toHaveProperty("arn");
    expect(props).toHaveProperty("bucket", "bucket-1");
  });

  const own = { enforcementLevel: "mandatory", limit: 2 } as const;
  test.each<[string, PolicyConfiguration, object]>([
    ["all", { all: "advisory" }, { level: "advisory", limit: 7 }],
    ["the policy over all", { all: "advisory", "tell-resource": own }, { level: "mandatory", limit: 2 }],
    ["the pack where the user sets nothing", {}, { level: "mandatory", limit: 7 }],
  ])("follow the configuration of %s", async (_what, config, expected) => {
    const [told] = await pack.analyze(plan([thing]), config);
    expect({ level: told?.level, limit: JSON.parse(told?.message ?? "").config.limit }).toEqual(expected);
  });

  test("refuses configuration that the policies' schemas refuse, every problem at once", async () => {
    expect(
      await messageOf(pack.analyze(plan([thing]), { "tell-resource": { limit: 0, regions: ["eu-west-1", 3] } })),
    ).toBe(
      "policy pack telling: configuration of tell-resource: limit: Too small: expected number to be >=1; " +
        "configuration of tell-resource: regions.1: Invalid input: expected string, received number; correct the policy configuration",
    );
  });

  test("goes on after a configuration was refused", async () => {
    expect(await pack.analyze(plan([thing]))).toHaveLength(2);
  });
});
