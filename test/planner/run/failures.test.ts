import type { ProgramFailure } from "../../../planner/run/messages";
import { planStacks, type StackOutcome } from "../../../planner/run/plan-stacks";
import { WorkerProcess } from "../../../planner/run/worker-process";
import { jobOf, programFolder, taskOf } from "./tasks";

/** Plans stacks of the program `failing`, each in one attempt where traces are kept from the start. */
async function outcomesOf(
  stacks: readonly string[],
  given: { readonly traces: boolean; readonly timeLimitSeconds: number },
  workers: readonly WorkerProcess[] = [],
): Promise<Map<string, StackOutcome>> {
  const outcomes = await planStacks({
    jobs: stacks.map((stack) => jobOf("failing", stack, given)),
    outputs: { "organization/failing/known": { other: 1 } },
    jobFor: () => undefined,
    warm: { programDirectory: programFolder("failing"), workers },
    onProgress: () => {},
  });
  return new Map(outcomes.map((outcome) => [outcome.name.replace("organization/failing/", ""), outcome]));
}

describe("a program that fails", () => {
  let outcomes: Map<string, StackOutcome>;

  beforeAll(async () => {
    const stacks = [
      "throws",
      "refuses",
      "rejects",
      "exits",
      "exit-code",
      "never-settles",
      "registrations",
      "transforms",
      "unanswered",
      "missing-output",
      "works",
    ];
    outcomes = await outcomesOf(stacks, { traces: true, timeLimitSeconds: 60 });
  });

  function failuresOf(stack: string): readonly ProgramFailure[] {
    expect(outcomes.get(stack)?.plan).toBeUndefined();
    return outcomes.get(stack)?.failures ?? [];
  }

  function messagesOf(stack: string): string[] {
    return failuresOf(stack).map(({ message }) => message);
  }

  it("by throwing: its own message, and its own lines, in TypeScript", () => {
    expect(failuresOf("throws")).toEqual([
      {
        message: "no stock",
        frames: [
          "at explode (explode.ts:3:9)",
          "at Object.throws (index.ts:18:24)",
          expect.stringMatching(/^at .*\(?index\.ts:\d+:\d+\)?$/),
        ],
      },
    ]);
  });

  it("by refusing with several lines: all of them", () => {
    expect(messagesOf("refuses")).toEqual(["two problems:\n  size is 0, expected 1 to 9\n  name is missing"]);
  });

  it("by promises that nobody handles and by errors in timers: all, in order, with their lines", () => {
    expect(messagesOf("rejects")).toEqual([
      "nobody waits for this",
      'the program threw "only text", which is not an error',
      "thrown by a timer",
    ]);
    expect(failuresOf("rejects").map(({ frames }) => frames[0])).toEqual([
      "at Object.rejects (index.ts:22:25)",
      undefined,
      "at explode (explode.ts:3:9)",
    ]);
  });

  it("by ending its process: the exit code, and what it printed last", () => {
    expect(messagesOf("exits")).toEqual(["the program ended its process (exit code 3)"]);
    expect(outcomes.get("exits")?.printed).toBe("last words\n");
  });

  it("by setting an exit code", () => {
    expect(messagesOf("exit-code")).toEqual(["the program set the exit code 4"]);
  });

  it("by a promise that never settles", () => {
    expect(messagesOf("never-settles")).toEqual([
      expect.stringMatching(
        /^the program ended before its outputs were known: \d+ promises never settle; look for a promise that nothing resolves, or resources that wait for one another$/,
      ),
    ]);
  });

  it("by a second resource of the same URN, named with its line", () => {
    const duplicate = failuresOf("registrations").find(({ message }) => message.includes("duplicate"));
    const urn = "urn:pulumi:registrations::failing::stuff:index:Thing::orders";
    expect(duplicate?.message).toBe(
      "failed to register new resource orders [stuff:index:Thing]: " +
        `duplicate resource URN '${urn}'; try giving it a unique name`,
    );
    expect(duplicate?.frames[1]).toBe("at Object.registrations (index.ts:39:5)");
  });

  it("by remote components: token and ways out", () => {
    const refusal = (type: string, instead: string): string =>
      `failed to register new resource remote [${type}]: ` +
      `${type} is a remote component: its provider plugin decides what it contains, so it cannot be planned offline; ` +
      `use ${instead}, or leave it out of this stack and read its outputs through a StackReference`;
    expect(messagesOf("registrations")).toEqual(
      expect.arrayContaining([
        refusal("awsx:ec2:Vpc", "a component in TypeScript"),
        refusal("kubernetes:helm.sh/v4:Chart", "kubernetes.helm.v3.Release"),
      ]),
    );
  });

  it("by a parent that is not in the stack", () => {
    expect(messagesOf("registrations")).toContain(
      "failed to register new resource below-a-stranger [stuff:index:Thing]: " +
        "its parent urn:pulumi:other::other::a:b:C::c is no resource of this stack",
    );
    expect(messagesOf("registrations")).toHaveLength(4);
  });

  it("by a transform that throws, and by a transform of function calls", () => {
    expect([...messagesOf("transforms")].sort()).toEqual([
      "failed to register new resource orders [stuff:index:Thing]: transform failed: Error: no transform for orders",
      "transforms of function calls are not planned offline; answer the function instead",
    ]);
  });

  it("by a function that nobody answers: where it was called and how to answer it", () => {
    expect(messagesOf("unanswered").join("\n")).toMatch(
      /function stuff:index:getThing\(owners\), called at index\.ts:\d+:\d+: no answer offline; add "stuff:index:getThing": \(args\) => \(\{ … \}\) to the answers in planner\.answers\.ts/,
    );
  });

  it("by an output of another stack that it requires and that does not exist", () => {
    expect(messagesOf("missing-output")).toEqual([
      "Required output 'vpc' does not exist on stack 'organization/failing/known'.",
    ]);
  });

  it("leaves the others alone", () => {
    expect(outcomes.get("works")?.plan?.outputs).toEqual({ works: true });
    expect([...outcomes.keys()]).toHaveLength(11);
  });
});

describe("a program that does not end", () => {
  it("is given up after its time: what is active, or that it does not react; and is not run again", async () => {
    const runs = jest.spyOn(WorkerProcess.prototype, "run");
    const outcomes = await outcomesOf(["hangs", "endless"], { traces: false, timeLimitSeconds: 4 });
    const messages = ["hangs", "endless"].map((stack) => outcomes.get(stack)?.failures.map(({ message }) => message));
    expect(messages).toEqual([
      ["the program did not finish within 4 s; still active: TCPServerWrap; close what it opened, or raise --timeout"],
      ["the program did not finish within 4 s and does not react; look for an endless loop"],
    ]);
    expect(runs.mock.calls.map(([{ stack }]) => stack)).toEqual(["hangs", "endless"]);
    runs.mockRestore();
  });
});

describe("without traces", () => {
  it("a program that fails is run once more with them, and a worker that has died is not asked again", async () => {
    const dying = new WorkerProcess();
    await dying.run(taskOf("failing", "dies-later"), () => Promise.reject(new Error("none")));
    while (dying.isAlive) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const outcomes = await outcomesOf(["works", "throws"], { traces: false, timeLimitSeconds: 60 }, [dying]);
    expect(outcomes.get("works")?.plan?.outputs).toEqual({ works: true });
    expect(outcomes.get("throws")?.failures[0]?.frames[0]).toBe("at explode (explode.ts:3:9)");
  });
});
