/** How firmly logs and backups are locked: in an environment that comes and goes, so that they can go with it. */
export function lockOf({ protect }: { readonly protect: boolean }): "compliance" | "governance" {
  return protect ? "compliance" : "governance";
}
