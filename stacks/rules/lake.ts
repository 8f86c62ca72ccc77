import { z } from "zod";
import { environmentSchema } from "../environment-schema";
import { isBound } from "../topology/residence";
import { type EnvironmentRule, ruleOn } from "./rule";

const { lake } = environmentSchema.shape;
const archives = z.record(z.string(), z.unknown()).optional();

/** Rules about the lake: what it reads, and who may read what. */
export const lakeRules = {
  "lake-reads-an-archive": ruleOn({ lake, archives }, (environment) => {
    const names = Object.keys(environment.archives ?? {});
    return environment.lake === undefined || names.includes(environment.lake.archive)
      ? []
      : [
          {
            path: ["lake", "archive"],
            got: environment.lake.archive,
            expected: names.length === 0 ? "the name of an archive, and there is none" : `one of ${names.join(", ")}`,
            change: "name the archive that the snapshots lie in, or add it",
          },
        ];
  }),
  "shared-dataset-is-not-personal": ruleOn({ lake }, (environment) =>
    Object.entries(environment.lake?.datasets ?? {})
      .filter(([, { shared }]) => shared)
      .flatMap(([name, { columns }]) =>
        columns.flatMap(({ dataClass }, index) =>
          isBound(dataClass)
            ? [
                {
                  path: ["lake", "datasets", name, "columns", index, "dataClass"],
                  got: dataClass,
                  expected: "a class below personal in a dataset that other partitions read",
                  change: "leave the column out, or keep the dataset to its partition",
                },
              ]
            : [],
        ),
      ),
  ),
  "shared-dataset-has-readers": ruleOn({ lake }, (environment) => {
    const isShared = Object.values(environment.lake?.datasets ?? {}).some(({ shared }) => shared);
    return environment.lake === undefined || isShared === (environment.lake.readerRole !== undefined)
      ? []
      : [
          {
            path: ["lake", "readerRole"],
            ...(environment.lake.readerRole === undefined ? {} : { got: environment.lake.readerRole }),
            expected: isShared ? "the role that reads the shared datasets" : "no role where no dataset is shared",
            change: isShared ? "add it, or share no dataset" : "remove it, or share a dataset",
          },
        ];
  }),
} as const satisfies Record<string, EnvironmentRule>;
