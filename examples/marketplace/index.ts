import { join } from "node:path";
import { buildPlatform } from "inventory-platform/platform";
export = buildPlatform({ environments: join(__dirname, "environments") });
