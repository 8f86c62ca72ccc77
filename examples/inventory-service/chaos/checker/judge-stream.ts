import type { BatchFound, Level } from "./evidence";
import type { Known } from "./judge-log";
import type { Row, Rows } from "./rows";
import type { Violations } from "./violations";

/** Holds what a stream kept against the log: all of it, of each subject in the order of its versions, by one owner at a time. */
export class StreamJudge {
  readonly #violations: Violations;
  readonly #versions = new Map<string, number>();
  readonly #levels = new Map<string, Level>();
  readonly #fences = new Map<number, { readonly fence: number; readonly owner: string }>();
  repeated = 0;

  constructor(violations: Violations) {
    this.#violations = violations;
  }

  take(text: string): void {
    const batch: BatchFound = JSON.parse(text);
    this.#fence(batch);
    for (const { subject, version, data } of batch.events) {
      const before = this.#versions.get(subject) ?? 0;
      if (version <= before) {
        this.repeated += 1;
        continue;
      }
      this.#violations.unless(
        version === before + 1,
        "the stream is the log",
        () => `${subject}: version ${version} after ${before}`,
      );
      this.#versions.set(subject, version);
      if (hasLevel(data)) {
        this.#levels.set(subject, data.after);
      }
    }
  }

  end(rows: Rows, known: ReadonlyMap<string, Known>): void {
    for (const row of rows.all()) {
      this.#row(row);
    }
    for (const { found } of known.values()) {
      const subject = JSON.stringify([found.tenant, found.reservation]);
      const version = this.#versions.get(subject) ?? 0;
      this.#violations.unless(
        version === found.version,
        "the stream is the log",
        () => `${subject}: published up to version ${version} of ${found.version}`,
      );
    }
  }

  #row({ tenant, sku, location, level }: Row): void {
    const subject = JSON.stringify([tenant, sku, location]);
    const version = this.#versions.get(subject) ?? 0;
    const last = this.#levels.get(subject);
    const isLogged =
      version === level.version &&
      (last === undefined ? version === 0 : last.onHand === level.onHand && last.reserved === level.reserved);
    this.#violations.unless(
      isLogged,
      "the stream is the log",
      () => `${subject}: published up to version ${version} of ${level.version}, ${JSON.stringify(last)}`,
    );
  }

  #fence({ shard, fence, owner }: BatchFound): void {
    const before = this.#fences.get(shard);
    const isFollowed = before !== undefined && fence < before.fence;
    const isShared = before !== undefined && fence === before.fence && owner !== before.owner;
    this.#violations.unless(
      !isFollowed && !isShared,
      "a fence has one owner",
      () => `shard ${shard}: fence ${fence} of ${owner} after fence ${before?.fence} of ${before?.owner}`,
    );
    this.#fences.set(shard, { fence, owner });
  }
}

function hasLevel(data: object): data is { readonly after: Level } {
  return "sku" in data && "after" in data;
}
