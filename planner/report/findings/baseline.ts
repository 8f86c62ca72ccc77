import { z } from "zod";
import { InputError } from "../../input-error";
import { readJson } from "../../json-file";

const Findings = z.looseObject({ findings: z.array(z.looseObject({ fingerprint: z.string() })) });
const Sarif = z.looseObject({
  runs: z.array(
    z.looseObject({
      results: z.array(z.looseObject({ partialFingerprints: z.record(z.string(), z.string()) })),
    }),
  ),
});

/**
 * Reads which findings an earlier run had.
 * @param file what `planner policy --format json` or `--format sarif` wrote
 * @returns how many findings of each fingerprint
 * @throws InputError where it is neither
 */
export function readBaseline(file: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const fingerprint of fingerprintsIn(file)) {
    counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  }
  return counts;
}

function fingerprintsIn(file: string): string[] {
  const place = {
    where: `--baseline ${file}`,
    fix: "name a file that `planner policy --format json --out FILE` wrote",
  };
  const content = readJson(file, place);
  const findings = Findings.safeParse(content);
  if (findings.success) {
    return findings.data.findings.map(({ fingerprint }) => fingerprint);
  }
  const sarif = Sarif.safeParse(content);
  if (sarif.success) {
    const results = sarif.data.runs.flatMap((run) => run.results);
    return results.flatMap(({ partialFingerprints }) => Object.values(partialFingerprints));
  }
  throw new InputError([{ ...place, message: "holds no findings with fingerprints" }]);
}
