import { httpMarketplace, httpWarehouse, type OpenParties, type Party } from "../channels";
import { openFiles, type OpenedFiles } from "../files";
import type { Config } from "./config";

/** What opening channels needs. */
export interface OpenPartiesOptions extends Pick<Config, "channels"> {
  /** Marketplaces, warehouses and ERPs. */
  readonly parties: readonly Party[];
  /** What this replica is called. */
  readonly replica: string;
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
}

/** Opens channels: where marketplaces and warehouses are called, and where ERPs drop their files. */
export function openParties(
  { parties, channels, replica, clock }: OpenPartiesOptions,
  copies: string,
): { readonly parties: OpenParties; close(): Promise<void> } {
  const opened: OpenedFiles[] = [];
  const open = (place: Parameters<typeof openFiles>[0]): OpenedFiles["files"] => {
    const drop = openFiles(place, { writer: replica, region: channels?.region, endpoint: channels?.endpoint, copies });
    opened.push(drop);
    return drop.files;
  };
  return {
    parties: {
      marketplaces: parties.flatMap((party) =>
        party.kind === "marketplace" ? [{ ...party, port: httpMarketplace({ ...party, clock }) }] : [],
      ),
      warehouses: parties.flatMap((party) =>
        party.kind === "warehouse" ? [{ ...party, port: httpWarehouse({ ...party, clock }) }] : [],
      ),
      erps: parties.flatMap((party) =>
        party.kind === "erp" ? [{ ...party, files: party.drop === undefined ? undefined : open(party.drop) }] : [],
      ),
    },
    close: async () => {
      await Promise.all(opened.map((each) => each.close()));
    },
  };
}
