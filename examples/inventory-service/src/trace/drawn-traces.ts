import { ROOT_CONTEXT } from "@opentelemetry/api";
import {
  RandomIdGenerator,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type IdGenerator,
} from "@opentelemetry/sdk-trace";

/**
 * Draws the numbers of traces that begin here. A number says whether its trace is recorded, so that of most traces it is all
 * that is ever made.
 */
export class DrawnTraces implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  readonly #sampler: TraceIdRatioBasedSampler;
  #drawn: string | undefined;

  /** @param ratio which part of the traces is recorded */
  constructor(ratio: number) {
    this.#sampler = new TraceIdRatioBasedSampler(ratio);
  }

  /** Draws the number of the next trace; returns whether it is recorded. */
  draw(): boolean {
    this.#drawn = this.#random.generateTraceId();
    const { decision } = this.#sampler.shouldSample(ROOT_CONTEXT, this.#drawn);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  }

  /** The number that was drawn, once; a new one where none was. */
  generateTraceId(): string {
    const drawn = this.#drawn ?? this.#random.generateTraceId();
    this.#drawn = undefined;
    return drawn;
  }

  generateSpanId(): string {
    return this.#random.generateSpanId();
  }
}
