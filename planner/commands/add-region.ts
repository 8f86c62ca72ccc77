import { addRegion } from "../edit/environment-edit";
import type { Command } from "./command";
import { edit, EDIT_OPTIONS, named } from "./edits";

/** Adds a region to a partition of an environment. */
export const addRegionCommand: Command = {
  name: "add-region",
  summary: "Add a region to the end of a partition's list, with the stack file it needs.",
  usage: "<environment> <partition> <region>",
  options: EDIT_OPTIONS,
  run: (line, output) =>
    edit(line, output, (project, worker) => {
      const [environment, partition, region] = named(line, ["environment", "partition", "region"]);
      return addRegion(project, { environment, partition, region }, worker);
    }),
};
