import { SECRET, SIGNATURE, type Plan } from "../../../planner/plan";
import { WorkerProcess, type TaskResult } from "../../../planner/run/worker-process";
import { taskOf } from "./tasks";

const CANARY = "canary-51ab";

function planOf(result: TaskResult): Plan {
  if (result.kind === "failed") {
    throw new Error(JSON.stringify(result.failures));
  }
  return result.plan;
}

describe("a worker process", () => {
  let worker: WorkerProcess;
  const printed: string[] = [];
  const plans: Plan[] = [];

  beforeAll(async () => {
    const before = process.env;
    process.env = { ...before, AWS_SECRET_ACCESS_KEY: CANARY, PULUMI_ACCESS_TOKEN: CANARY, KUBECONFIG: CANARY };
    worker = new WorkerProcess();
    process.env = before;
    const nothing = (): never => {
      throw new Error("no stack was to be asked for");
    };
    for (const stack of ["dev", "bare"]) {
      plans.push(planOf(await worker.run(taskOf("behaving", stack), nothing)));
      printed.push(worker.takePrinted());
    }
  });

  afterAll(() => worker.stop());

  it("plans a program with its configuration: structured, secret, defaults of the project", () => {
    expect(plans[0]?.outputs).toMatchObject({
      limits: { low: 1, high: [2, 3] },
      zones: ["a", "b"],
      size: 3,
      required: "given",
      token: { [SIGNATURE]: SECRET, value: "[encrypted]" },
      queue: "arn:aws:sqs:eu-central-1:111122223333:orders",
    });
    expect(plans[1]?.outputs).toMatchObject({
      zones: ["a", "b"],
      size: 3,
      required: "absent",
      queue: "arn:aws:sqs:eu-central-1:000000000000:orders",
    });
    expect(plans[1]?.outputs).not.toHaveProperty("limits");
  });

  it("answers functions from the project's answers file", () => {
    expect(plans[0]?.outputs["ami"]).toBe("ami-of-eu-central-1");
  });

  it("waits for resources that timers and `beforeExit` handlers create", () => {
    const late = plans.map((plan) => plan.resources.filter(({ type }) => type === "test:index:Late"));
    expect(late.map((found) => found.map(({ name }) => name))).toEqual([
      ["before-exit", "by-timer"],
      ["before-exit", "by-timer"],
    ]);
  });

  it("waits for what packages create when a program ends, in every stack", () => {
    const notifications = plans.map(({ resources }) =>
      resources.filter(({ type }) => type.endsWith("BucketNotification")),
    );
    expect(notifications.map((found) => found.map(({ name }) => name))).toEqual([["new-document"], ["new-document"]]);
  });

  it("is not kept busy by a program's transforms", () => {
    const queue = plans[0]?.resources.find(({ name }) => name === "orders");
    expect(queue?.inputs).toEqual({ name: "orders", seen: true });
  });

  it("gives every stack fresh modules and a process without the former's listeners", () => {
    expect(plans.map(({ outputs }) => outputs["timesRun"])).toEqual([1, 1]);
    expect(plans[1]?.outputs["listeners"]).toBe(plans[0]?.outputs["listeners"]);
  });

  it("runs the program in its own folder, and without what could reach a cloud", () => {
    expect(plans[0]?.outputs).toMatchObject({ place: "src", withheld: [] });
  });

  it("keeps what the program prints apart", () => {
    expect(
      printed.map((text) =>
        text
          .split("\n")
          .filter((line) => line !== "")
          .sort(),
      ),
    ).toEqual([
      ["said on stderr", "said on stdout"],
      ["said on stderr", "said on stdout"],
    ]);
  });

  it("gives the same bytes when it plans a stack again", async () => {
    const again = await worker.run(taskOf("behaving", "dev"), () => Promise.reject(new Error("none")));
    expect(JSON.stringify(planOf(again))).toBe(JSON.stringify(plans[0]));
  });
});

describe("a worker process that has ended", () => {
  it("is known to have, and whatever is asked of it fails", async () => {
    const worker = new WorkerProcess();
    expect(worker.isAlive).toBe(true);
    const running = worker.run(taskOf("failing", "works"), () => Promise.reject(new Error("none")));
    worker.stop();
    expect(await running).toEqual({
      kind: "failed",
      failures: [{ message: "the program ended its process (signal SIGKILL)", frames: [] }],
      isFinal: true,
    });
    expect(worker.isAlive).toBe(false);
  });

  it("fails to describe an environment", async () => {
    const worker = new WorkerProcess();
    const task = taskOf("failing", "works");
    const describing = worker.describe({ ...task, module: "none", file: "none.yaml" });
    worker.stop();
    expect(await describing).toMatchObject({
      kind: "failed",
      failures: [{ message: "the program ended its process (signal SIGKILL)" }],
    });
  });
});
