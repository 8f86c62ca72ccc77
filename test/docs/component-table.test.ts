import { readFileSync } from "node:fs";
import path from "node:path";
import { withTable } from "../../scripts/generate-component-table";

it("says in the table of components what the classes' comments say", () => {
  const text = readFileSync(path.join(__dirname, "..", "..", "components", "README.md"), "utf8");
  expect(text).toBe(withTable(text));
});
