import type { Stack } from "./topology";

/** Setting of a stack's file that names the environment. Its prefix is the kit's, whatever a fork's project is called. */
export const ENVIRONMENT_SETTING = "inventory-platform:environment";
/** Setting of a stack's file that names the region of its provider. */
export const REGION_SETTING = "aws:region";

/** The settings that a stack's own file holds. */
export function settingsOf({ environment, region }: Stack): Readonly<Record<string, string>> {
  return { [ENVIRONMENT_SETTING]: environment, [REGION_SETTING]: region };
}
