import type { CloudEvent } from "./cloud-event";

/** Numbers of publishers that a shard has in one epoch. */
const FENCES_OF_EPOCH = 2 ** 32;

/** The epoch of a publisher's number. Those of the first epoch are below 2³². */
export function epochOf(fence: number): number {
  return Math.floor(fence / FENCES_OF_EPOCH) + 1;
}

/** A publisher's number that is above all those of lower epochs. */
export function firstFence(epoch: number): number {
  return (epoch - 1) * FENCES_OF_EPOCH + 1;
}

/** The type of the event that a database took over. It tells of no subject's change. */
export const EPOCH_RAISED = "inventory.EpochRaised.v1";

/** Says in a shard that an epoch begins: all that comes behind it is of that epoch, or of a later one. */
export function epochRaised(
  { shard, epoch }: { readonly shard: number; readonly epoch: number },
  { partition, time }: { readonly partition: string; readonly time: Date },
): CloudEvent {
  const subject = JSON.stringify(["epoch", shard]);
  return {
    specversion: "1.0",
    id: `epoch-${epoch}-${shard}`,
    source: `urn:inventory:${partition}`,
    type: EPOCH_RAISED,
    subject,
    time: time.toISOString(),
    datacontenttype: "application/json",
    dataschema: `urn:inventory:schema:${EPOCH_RAISED}`,
    partitionkey: subject,
    tenant: "",
    subjectversion: epoch,
    epoch,
    data: { epoch, shard },
  };
}
