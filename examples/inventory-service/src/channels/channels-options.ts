import type { Batcher } from "../batch";
import type { SplitStrategy } from "../domain";
import type { Files } from "../files";
import type { DbPool } from "../storage";
import type { Traces } from "../trace";
import type { ErpParty, MarketplaceParty, WarehouseParty } from "./parties";
import type { Marketplace, Warehouse } from "./ports";

/** The channels of a service, opened. */
export interface OpenParties {
  readonly marketplaces: readonly (MarketplaceParty & { readonly port: Marketplace })[];
  readonly warehouses: readonly (WarehouseParty & { readonly port: Warehouse })[];
  readonly erps: readonly (ErpParty & { readonly files: Files | undefined })[];
}

/** What working on channels needs. */
export interface ChannelsOptions {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** Has a command carried out. */
  readonly submit: Batcher["submit"];
  /** How a reservation is divided that does not say so itself. */
  readonly splitFor: (who: { readonly tenant: string; readonly channel: string }) => Promise<SplitStrategy>;
  /** Who the channels are. */
  readonly parties: OpenParties;
  /** Where traces go. */
  readonly traces: Traces;
  /** The time in ms since the epoch, for what is written beside messages that cannot be read. */
  readonly now: () => number;
  /** Told of each failure; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/** The tenants that have channels. */
export function tenantsOf({ marketplaces, warehouses, erps }: OpenParties): readonly string[] {
  return [...new Set([...marketplaces, ...warehouses, ...erps].map(({ tenant }) => tenant))];
}
