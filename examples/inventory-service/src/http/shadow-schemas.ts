import { z } from "zod";
import {
  adjustBody,
  arriveBody,
  countBody,
  policyBody,
  receiveBody,
  reservationPath,
  reserveBody,
  returnBody,
  shipBody,
  stockPath,
  transferBody,
} from "./schemas";

const { sku, location } = stockPath.shape;
const row = stockPath.shape;
const order = reservationPath.shape;
const { operator: _, comment: __, ...adjusted } = adjustBody.shape;
const { operator: ___, comment: ____, ...counted } = countBody.shape;
const { orderRef: _____, split, ...reserved } = reserveBody.shape;

/** A command as the legacy system carried it out. Who corrected, and which order it is for, stay there. */
const command = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("receive"), ...row, ...receiveBody.shape }),
  z.strictObject({ kind: z.literal("adjust"), ...row, ...adjusted }),
  z.strictObject({ kind: z.literal("count"), ...row, ...counted }),
  z.strictObject({ kind: z.literal("arrive"), ...row, ...arriveBody.shape }),
  z.strictObject({ kind: z.literal("set-policy"), ...row, ...policyBody.shape }),
  z.strictObject({ kind: z.literal("transfer"), ...transferBody.shape }),
  z.strictObject({ kind: z.literal("reserve"), ...reserved, split: split.unwrap().default("listed") }),
  z.strictObject({ kind: z.literal("confirm"), ...order }),
  z.strictObject({ kind: z.literal("release"), ...order }),
  z.strictObject({ kind: z.literal("expire"), ...order }),
  z.strictObject({ kind: z.literal("cancel"), ...order }),
  z.strictObject({ kind: z.literal("ship"), ...order, ...shipBody.shape }),
  z.strictObject({ kind: z.literal("return"), ...order, ...returnBody.shape }),
]);

const units = countBody.shape.counted;

/** Writes of a legacy system. */
export const shadowBody = z.strictObject({
  writes: z
    .array(
      z.strictObject({
        key: order.reservation.describe("Of the write: one that comes again is left out"),
        at: z.iso.datetime().describe("When the legacy system made it"),
        command: command.nullable().describe("What was asked; null for rows as they are while nothing is on its way"),
        accepted: z.boolean(),
        rows: z
          .array(z.strictObject({ sku, location, onHand: units, reserved: units, inTransit: units }))
          .max(2000)
          .describe("The rows that it changed, as they became"),
      }),
    )
    .min(1)
    .max(500),
});

/** How many of them wait to be compared, and how many found no room. */
export const shadowTaken = z.object({ taken: z.int(), dropped: z.int() });

/** A command of {@link shadowBody}. */
export type ShadowCommand = z.output<typeof command>;
