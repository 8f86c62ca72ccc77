import { compareStacks, stacksOf } from "../compared-stacks";
import { PARTS } from "./partitions";

const partitions: readonly string[] = PARTS[0];

compareStacks(stacksOf("prod").filter(({ partition }) => partition === undefined || partitions.includes(partition)));
