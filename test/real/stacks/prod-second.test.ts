import { compareStacks, stacksOf } from "../compared-stacks";
import { PARTS } from "./partitions";

const partitions: readonly string[] = PARTS[1];

compareStacks(stacksOf("prod").filter(({ partition }) => partition === undefined || partitions.includes(partition)));
