import type { RunbookId } from "../core/runbooks";
import type { Runbook } from "./steps";
import { API_RUNBOOKS } from "./texts/apis";
import { BATCH_RUNBOOKS } from "./texts/batches";
import { CAPTURE_RUNBOOKS, MIRROR_RUNBOOKS } from "./texts/captures";
import { EDGE_RUNBOOKS } from "./texts/edges";
import { CORRECTNESS_RUNBOOKS } from "./texts/correctness";
import { FEED_RUNBOOKS } from "./texts/feeds";
import { HANDLER_RUNBOOKS } from "./texts/handlers";
import { LINK_RUNBOOKS } from "./texts/hybrid";
import { INVALIDATION_RUNBOOKS } from "./texts/invalidations";
import { KAFKA_RUNBOOKS } from "./texts/kafka";
import { MIGRATION_RUNBOOKS } from "./texts/migrations";
import { QUEUE_RUNBOOKS } from "./texts/queues";
import { REGION_RUNBOOKS } from "./texts/regions";
import { SERVICE_LEVEL_RUNBOOKS } from "./texts/service-levels";
import { CACHE_RUNBOOKS, DATABASE_RUNBOOKS } from "./texts/stores";
import { STREAM_RUNBOOKS } from "./texts/streams";

/** Every runbook, by its id: the one source of the pages in `docs/runbooks` and of the automations. */
export const RUNBOOKS: Readonly<Record<RunbookId, Runbook>> = {
  ...CORRECTNESS_RUNBOOKS,
  ...SERVICE_LEVEL_RUNBOOKS,
  ...REGION_RUNBOOKS,
  ...MIGRATION_RUNBOOKS,
  ...QUEUE_RUNBOOKS,
  ...STREAM_RUNBOOKS,
  ...KAFKA_RUNBOOKS,
  ...CACHE_RUNBOOKS,
  ...DATABASE_RUNBOOKS,
  ...BATCH_RUNBOOKS,
  ...EDGE_RUNBOOKS,
  ...API_RUNBOOKS,
  ...INVALIDATION_RUNBOOKS,
  ...HANDLER_RUNBOOKS,
  ...LINK_RUNBOOKS,
  ...CAPTURE_RUNBOOKS,
  ...MIRROR_RUNBOOKS,
  ...FEED_RUNBOOKS,
};
