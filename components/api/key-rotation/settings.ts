import * as z from "zod";

/** How the keys of one partner are rotated. */
export interface PartnerRotation {
  /** Usage plan that its keys belong to. */
  readonly usagePlanId: string;
  /** ARN of the secret that the partner fetches its key from. */
  readonly secretArn: string;
  /** How old a key may become before another one takes over. */
  readonly periodSeconds: number;
  /** How long the key before stays valid once another one has taken over. */
  readonly overlapSeconds: number;
}

/** How keys are rotated, by partner. */
export type RotationSettings = Readonly<Record<string, PartnerRotation>>;

/** How long a function may run. */
export const ROTATION_TIMEOUT_SECONDS = 120;

/** How late a key may be replaced before somebody is told: the clock calls every day. */
export const OVERDUE_AFTER_SECONDS = 172_800;

/** Reads settings from the text in which a deployment hands them over. */
export const settingsSchema = z.record(
  z.string(),
  z.object({
    usagePlanId: z.string().min(1),
    secretArn: z.string().min(1),
    periodSeconds: z.int().min(1),
    overlapSeconds: z.int().min(1),
  }),
);
