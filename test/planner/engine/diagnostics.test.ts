import * as pulumi from "@pulumi/pulumi";
import { Box, planned, resource, Thing, urn } from "./planned";

describe("messages of a program", () => {
  it("become diagnostics in their order, with the resource they concern; debug messages do not", async () => {
    const plan = await planned(async () => {
      const thing = new Thing("thing");
      await pulumi.log.info("starting");
      await pulumi.log.warn("old size", thing);
      await pulumi.log.error("no stock");
      await pulumi.log.debug("details");
      await pulumi.log.info("passing", undefined, undefined, true);
    });
    expect(plan.diagnostics).toEqual([
      { severity: "info", message: "starting" },
      { severity: "warning", message: "old size", urn: urn("stuff:index:Thing", "thing") },
      { severity: "error", message: "no stock" },
    ]);
  });

  it("come from the SDK as well", async () => {
    const plan = await planned(() => ({ absent: undefined }));
    expect(plan.diagnostics).toEqual([
      { severity: "warning", message: "Undefined value (absent) will not show as a stack output." },
    ]);
  });
});

describe("construction sites", () => {
  it("are recorded where they are asked for, innermost first, in the project's own files", async () => {
    const program = (): void => void new Box("box", (parent) => void new Thing("thing", {}, { parent }));
    const plan = await planned(program, { sites: true });
    const files = (name: string): string[] => [
      ...new Set(
        resource(plan, name)
          .sites?.map(({ file }) => file)
          .filter((file) => file.startsWith("test/")),
      ),
    ];
    expect(files("thing")).toEqual(["test/planner/engine/planned.ts", "test/planner/engine/diagnostics.test.ts"]);
    expect(resource(plan, "thing").sites?.every(({ line, column }) => line > 0 && column > 0)).toBe(true);
    expect(resource(plan, "thing").sites?.some(({ file }) => file.includes("node_modules"))).toBe(false);
    expect(resource(await planned(program), "thing").sites).toBeUndefined();
  });
});
