import { main } from "../../planner/main";

/** What a run of the planner left behind. */
export interface PlannerRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the planner's command line in this process; only its workers and policy packs are processes of their own. */
export async function planner(...args: readonly string[]): Promise<PlannerRun> {
  const stdout = capture(process.stdout);
  const stderr = capture(process.stderr);
  try {
    const code = await main(args);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.stop();
    stderr.stop();
  }
}

function capture(stream: NodeJS.WriteStream): { text(): string; stop(): void } {
  const chunks: string[] = [];
  const spy = jest.spyOn(stream, "write").mockImplementation((chunk) => chunks.push(String(chunk)) > 0);
  return { text: () => chunks.join(""), stop: () => spy.mockRestore() };
}
