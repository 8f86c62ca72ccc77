import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { DEFECTS } from "../../../examples/inventory-service/chaos/defects";
import { FROM_SOURCE } from "../../support/from-source";

const root = join(__dirname, "../../..");
const folder = "examples/inventory-service/chaos";

/** How long a program may take on a slow machine that it shares: its longest way is three tries of 90 s, each with its start and its end. */
const PATIENCE_MILLISECONDS = 560_000;

/** Runs one of the programs of chaos, each of which is bounded in time. */
export function run(program: string, ...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--max-old-space-size=4096", ...FROM_SOURCE, join(folder, program), ...args],
    { cwd: root, encoding: "utf8", timeout: PATIENCE_MILLISECONDS },
  );
  return { status, output: `${stdout}${stderr}` };
}

/** Every second of the defects, the first of them or the other: a run waits more than it computes, so two go side by side. */
export function findDefects(half: 0 | 1): void {
  jest.setTimeout(PATIENCE_MILLISECONDS + 10_000);

  describe("a planted defect", () => {
    // What shows is a matter of what happens at the same time: within so many commands nearly always, not always.
    jest.retryTimes(2, { logErrorsBeforeRetry: true });

    it.each(DEFECTS.filter((_, index) => index % 2 === half))("is found out where $name", ({ name }) => {
      const { status, output } = run("prove.ts", "--seed", "1", "--only", name);

      expect(output).toContain(`found: ${name}\n`);
      expect(output).toContain("1 of 1 defects found");
      expect(status).toBe(0);
    });
  });
}
