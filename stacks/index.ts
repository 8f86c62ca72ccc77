import { join } from "node:path";
import { buildPlatform } from "./platform";
export = buildPlatform({ environments: join(__dirname, "environments") });
