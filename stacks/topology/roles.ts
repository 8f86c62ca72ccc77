/** What a region is to its partition. */
export type Role = "primary" | "secondary";

/** The two roles of a region. */
export interface RegionRoles {
  /** Role today. What depends on it must be changeable in place: a swap replaces and deletes nothing. */
  readonly role: Role;
  /** Role when the partition was created. Inputs that count only at creation follow it. */
  readonly initialRole: Role;
}

/** The roles of a region. */
export function rolesOf(
  region: string,
  partition: { readonly initialPrimary: string; readonly primary: string },
): RegionRoles {
  return { role: roleOf(region, partition.primary), initialRole: roleOf(region, partition.initialPrimary) };
}

function roleOf(region: string, primary: string): Role {
  return region === primary ? "primary" : "secondary";
}
