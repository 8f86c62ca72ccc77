import { isWholeGiB } from "../cluster/whole-gib";
import type { Refusal } from "../core/refusal";
import type { Size } from "../core/units";

const MIN_VOLUME_GIB = 30;

/** Refuses disks that the image of machines for batch work would fill. */
export const smallDiskRefusal: Refusal<{ readonly volumeSize?: Size }> = {
  when: ({ volumeSize }) => volumeSize !== undefined && !isWholeGiB(volumeSize, MIN_VOLUME_GIB),
  say: ({ volumeSize }) => ({
    arg: "volumeSize",
    got: volumeSize,
    expected: `whole GiB, at least ${MIN_VOLUME_GIB}`,
    change: "leave room for the image and the job's files",
  }),
};
