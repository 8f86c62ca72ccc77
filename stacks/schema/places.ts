import { z } from "zod";
import { AWS_REGIONS } from "../../facts/regions";

/** How an IPv4 range is written. */
export const ADDRESS_RANGE = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/;
/** Name of a region. */
export const regionName = z
  .string({ error: "the name of an AWS region" })
  .meta({ enum: [...AWS_REGIONS], description: "Name of an AWS region." });
