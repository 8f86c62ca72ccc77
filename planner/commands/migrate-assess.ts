import path from "node:path";
import { assess } from "../migration/assess";
import { readInventory } from "../migration/read-inventory";
import { ASSESSMENT_FORMATS, renderAssessment } from "../migration/report";
import { EXIT, type Command } from "./command";
import { named } from "./edits";

/** Puts the integrations of an inventory into waves, by what they depend on and how risky they are. */
export const migrateAssess: Command = {
  name: "migrate-assess",
  summary: "Put the integrations of an inventory into migration waves, with the risk of each explained.",
  usage: "<inventory.yaml>",
  options: {
    format: { type: "string", value: "FORMAT", choices: ASSESSMENT_FORMATS, help: "text (default), json or markdown" },
    out: { type: "string", value: "FILE", help: "write the result to a file" },
  },
  async run(line, output) {
    const [file] = named(line, ["inventory"]);
    const assessment = assess(readInventory(path.resolve(file)));
    const format = ASSESSMENT_FORMATS.find((known) => known === line.text("format")) ?? "text";
    output.result(renderAssessment(assessment, format));
    const failing = assessment.findings.some(({ level }) => level === "mandatory");
    return Promise.resolve(failing ? EXIT.findings : EXIT.ok);
  },
};
