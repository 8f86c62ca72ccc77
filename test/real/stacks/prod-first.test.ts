import { compareStacks, stacksOfPartitions } from "../compared-stacks";
import { PARTS } from "./partitions";

compareStacks(stacksOfPartitions("prod", PARTS[0]));
