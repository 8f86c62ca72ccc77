import { join } from "node:path";
import { buildComparison } from "./build-comparison";
export = buildComparison(join(__dirname, "environments"));
