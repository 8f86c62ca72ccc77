import type { ComparedSide, ComparisonDocument } from "../comparison/document";
import type { PagePatterns, PageSide } from "./page-data";

/** A comparison of patterns for the page. */
export function pagePatterns({ sides, claims }: ComparisonDocument): PagePatterns {
  return {
    sides: sides.map(pageSide),
    claims: claims.map(({ claim, side, baseline, scale, cuts }) => ({
      claim,
      sides: `${side} against ${baseline}, ${scale} times the load`,
      cuts: cuts.map(({ of, percent, verdict }) => ({ of, percent, verdict })),
    })),
  };
}

function pageSide({ side, latency, complexity, breaksFirst, ...figures }: ComparedSide): PageSide {
  const { note, scale, monthlyUsd, perOrderUsd, headroom, unpriced } = figures;
  return {
    ...{ name: side, note, scale, monthlyUsd, perOrderUsd, headroom, unpriced },
    ...latency,
    ...complexity,
    breaksFirst: breaksFirst === null ? null : `${breaksFirst.what} (${breaksFirst.input})`,
  };
}
