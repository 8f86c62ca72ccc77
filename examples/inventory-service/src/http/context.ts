import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { KeyRing, Scope } from "../access";
import type { Reconciliations } from "../archive";
import type { Webhook, WebhookAnswer } from "../channels";
import type { ReservationKey, SplitStrategy, StockKey, StockLevel } from "../domain";
import type { Metrics } from "../observe";
import type { AvailabilityReader } from "../read";
import type { ShadowQueue } from "../shadow";
import type { PageBundle } from "./page-route";
import type {
  CommandRequest,
  ExternalCount,
  HeldUnits,
  HistoryQuestion,
  KeyGrant,
  LinkedReservation,
  LoggedEvent,
  OrderKey,
  Outcome,
} from "../storage";
import type { LogSink } from "./log";
import type { Span, Traces } from "../trace";
import type { RestockProposal } from "./restock-schemas";
import type { TlsServer } from "./tls-server";

/** Where tenants' data lie. */
export interface Partition {
  /** Which partition this is. */
  readonly own: string;
  /** Under which host each partition is found. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** What the HTTP part needs of the service. */
export interface HttpOptions {
  /** Has a command carried out. @throws Unanswered when nobody could */
  readonly submit: (request: CommandRequest, timeoutMilliseconds: number) => Promise<Outcome>;
  /** A reservation as it is now, with the order it is for. */
  readonly findReservation: (key: ReservationKey) => Promise<LinkedReservation | undefined>;
  /** Takes an order's reference away from its reservations; resolves to how many these were. */
  readonly eraseOrder: (order: OrderKey, client: string) => Promise<number>;
  /** The rows of a SKU as they are now. */
  readonly findStock: (sku: Pick<StockKey, "tenant" | "sku">) => Promise<readonly (StockKey & StockLevel)[]>;
  /** The next events of a subject after a version, out of log and archive. */
  readonly readHistory: (question: HistoryQuestion) => Promise<readonly Omit<LoggedEvent, "ageMilliseconds">[]>;
  /** Holds that have units of a SKU, those that end first. */
  readonly findHolds: (
    question: Pick<StockKey, "tenant" | "sku"> & { readonly most: number },
  ) => Promise<readonly HeldUnits[]>;
  /** How counts of a SKU differed on the last day that was reconciled. */
  readonly findDifferences: (
    sku: Pick<StockKey, "tenant" | "sku">,
  ) => Promise<Awaited<ReturnType<Reconciliations["differencesOf"]>>>;
  /** The latest restock proposals for the rows of a SKU. */
  readonly findProposals: (sku: Pick<StockKey, "tenant" | "sku">) => Promise<readonly RestockProposal[]>;
  /** Takes writes of a legacy system to be compared, and keeps nobody waiting for that. */
  readonly shadow: Pick<ShadowQueue, "offer" | "drain">;
  /** Keeps what a source has counted. */
  readonly keepCounts: (
    who: { readonly tenant: string; readonly source: string },
    counts: readonly ExternalCount[],
  ) => Promise<void>;
  /** What a channel may sell of a SKU. */
  readonly readAvailability: AvailabilityReader["read"];
  /** Takes in what an ERP sends. */
  readonly takeInWebhook: (webhook: Webhook) => Promise<WebhookAnswer>;
  /** How a reservation is divided that does not say so itself. */
  readonly splitFor: (who: { readonly tenant: string; readonly channel: string }) => Promise<SplitStrategy>;
  /** Whether the service can answer: its database is there, and it is not about to end. */
  readonly isReady: () => Promise<boolean>;
  /** Where API keys are looked up. */
  readonly keys: Pick<KeyRing, "grantOf">;
  /** Which partition this is, and under which host each is found. */
  readonly partition: Partition;
  /** What is measured. */
  readonly metrics: Metrics;
  /** Where traces go. */
  readonly traces: Traces;
  /** Its TLS; `undefined` where it speaks plain HTTP. */
  readonly tls: TlsServer | undefined;
  /** Whether health and metrics are answered here; otherwise by `buildOperations`. */
  readonly answersOperations: boolean;
  /** The operator's page; `undefined` for none. */
  readonly page: PageBundle | undefined;
  /** Where the log goes; `false` for none. */
  readonly log: boolean | LogSink;
}

/** The app, with schemas by zod. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyRequest {
    /** What the caller's key allows. Routes without a scope have none. */
    grant: KeyGrant | null;
    /** Where it is recorded, the request in its trace. */
    span: Span | undefined;
  }
  interface FastifyContextConfig {
    /** What a key has to allow. @default - the route is public */
    readonly scope?: Scope;
  }
}
