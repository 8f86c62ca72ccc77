import { ParentBasedSampler, SamplingDecision, TraceIdRatioBasedSampler, type Sampler } from "@opentelemetry/sdk-trace";

/**
 * Records what is a part of something that is recorded; what has links, which only lead to what is recorded; and of what
 * begins by itself some part, by its number, so that all who see the number decide alike.
 */
export function followLinks(ratio: number): Sampler {
  const base = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  return {
    shouldSample: (...asked) =>
      asked[5].length > 0 ? { decision: SamplingDecision.RECORD_AND_SAMPLED } : base.shouldSample(...asked),
    toString: () => `FollowLinks{${base.toString()}}`,
  };
}
