import * as fs from "node:fs";

import { compareStacks, ENVIRONMENTS, stacksOf } from "../compared-stacks";
import { PARTS } from "./partitions";

compareStacks(stacksOf("dev"));

it("is compared, and so is every other environment with all its partitions", () => {
  const partitions = stacksOf("prod").flatMap(({ partition }) => partition ?? []);

  expect(fs.readdirSync(ENVIRONMENTS).filter((file) => file.endsWith(".yaml"))).toEqual(["dev.yaml", "prod.yaml"]);
  expect([...new Set(partitions)].toSorted()).toEqual(PARTS.flat());
});
