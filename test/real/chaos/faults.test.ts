import { run } from "./run";

describe("the inventory service", () => {
  it("holds what it promises while it is broken", () => {
    const { status, output } = run(
      "main.ts",
      "--commands",
      "20000",
      "--faults",
      "10",
      "--seed",
      "1",
      "--duration",
      "120",
    );

    expect(output).toContain("10 faults with commands on their way, 0 without");
    expect(output).toContain("everything holds");
    expect(status).toBe(0);
  });
});
