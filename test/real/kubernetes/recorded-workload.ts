import type { RecordedLook } from "../../planner/simulate/recording";
import { SETTINGS, type ControlPlane } from "./control-plane";
import type { Watched } from "./metrics-proxy";
import type { Reading, Series } from "./series";

const PODS = "/api/v1/namespaces/default/pods";
const DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
/** A look begins every so many seconds: the controller would look sooner, and is kept waiting. */
const PACE_SECONDS = 0.7;
/** How near two looks may come to being a window or a period apart, for what the controller reckons to be certain. */
const CERTAIN_SECONDS = 0.08;
/** How late a look may begin. */
const LATE_SECONDS = 0.25;

interface Pod {
  readonly name: string;
  readonly since: number;
}

/** A look while it is being recorded. */
type OpenLook = { -readonly [Field in keyof RecordedLook]: RecordedLook[Field] };

/** A workload without a cluster: it has the pods that it is told to have, and the metrics of its series. */
export class RecordedWorkload implements Watched {
  readonly looks: OpenLook[] = [];
  private readonly start: number;
  private readonly pods: Pod[] = [];
  private readonly wishes: number[];
  private slot = -1;
  private made = 0;
  private spoiled: string | undefined;
  private readonly finished: Promise<void>;
  private finish: () => void = () => undefined;

  constructor(
    private readonly plane: ControlPlane,
    private readonly series: Series,
    private readonly own: { readonly name: string; readonly phase: number },
  ) {
    this.start = Date.now() / 1_000 + 1 + own.phase * PACE_SECONDS;
    this.wishes = [series.startsWith];
    this.finished = new Promise((resolve) => (this.finish = resolve));
  }

  /** Waits until all looks of the series have been taken. */
  done(): Promise<void> {
    return this.finished;
  }

  /** Why what was recorded is of no use; nothing where it is. */
  spoiledBy(): string | undefined {
    return this.spoiled ?? this.uncertain();
  }

  /** Removes its pods. */
  async clear(): Promise<void> {
    await this.keep(0);
  }

  async beforeRead(): Promise<void> {
    const before = this.looks.at(-1);
    if (before !== undefined) {
      this.wishes.push(before.desired);
    }
    if (this.looks.length >= this.series.looks.length) {
      this.finish();
      return;
    }
    const look = this.looks.length;
    const { readyAfterLooks = 1, countedAfterLooks = 1 } = this.series;
    const pods = this.wishes.at(-1) ?? 0;
    const statusPods = this.wishes.at(-countedAfterLooks) ?? this.series.startsWith;
    const readyPods = await this.prepare(look, { statusPods, readyAfterLooks });
    await this.untilTurn();
    const values = (this.series.looks[look] ?? []).map(sumOf);
    this.looks.push({ second: this.seconds(), pods, statusPods, readyPods, values, desired: pods });
  }

  metric(name: string): readonly string[] | undefined {
    const look = this.looks.at(-1);
    const reading = this.series.looks[this.looks.length - 1]?.[Number(name.split(".").at(-1))] ?? null;
    if (look !== undefined) {
      look.second = this.seconds();
    }
    return reading === null ? undefined : [reading].flat();
  }

  written(replicas: number): void {
    const look = this.looks.at(-1);
    if (look === undefined) {
      this.spoiled = "a scale was written before a look";
      return;
    }
    look.desired = replicas;
    if (this.seconds() - look.second > CERTAIN_SECONDS) {
      this.spoiled = `look ${this.looks.length} took ${(this.seconds() - look.second).toFixed(3)} s`;
    }
  }

  /** Makes the workload's status and pods what they are at a look; tells how many are ready. */
  private async prepare(
    look: number,
    { statusPods, readyAfterLooks }: { readonly statusPods: number; readonly readyAfterLooks: number },
  ): Promise<number> {
    await this.plane.api.call("PATCH", `${DEPLOYMENTS}/${this.own.name}/status`, { status: { replicas: statusPods } });
    if (!JSON.stringify(this.series.spec).includes('"Value"')) {
      // Only a metric that is held against `Value` asks which pods are ready.
      return statusPods;
    }
    await this.keep(statusPods);
    const due = this.pods.filter(({ since }) => since === 0 || look - since >= readyAfterLooks - 1);
    await Promise.all(
      due.filter(({ name }) => this.plane.proxy.toldPods.get(name) !== true).map(({ name }) => this.makeReady(name)),
    );
    await this.untilTold(new Set(due.map(({ name }) => name)));
    return due.length;
  }

  private async keep(count: number): Promise<void> {
    const gone = this.pods.splice(count);
    const made = Array.from({ length: Math.max(0, count - this.pods.length) }, () => `${this.own.name}-${this.made++}`);
    this.pods.push(...made.map((name) => ({ name, since: this.looks.length })));
    await Promise.all([
      ...gone.map(({ name }) => this.plane.api.call("DELETE", `${PODS}/${name}?gracePeriodSeconds=0`)),
      ...made.map((name) =>
        this.plane.api.call("POST", PODS, {
          metadata: { name, labels: { app: this.own.name } },
          spec: { containers: [{ name: "main", image: "none" }] },
        }),
      ),
    ]);
  }

  private makeReady(name: string): Promise<void> {
    const conditions = [{ type: "Ready", status: "True" }];
    return this.plane.api.call("PATCH", `${PODS}/${name}/status`, { status: { phase: "Running", conditions } });
  }

  /** Waits until the controller manager has been told of the pods as they are, and a moment for it to take them in. */
  private async untilTold(ready: ReadonlySet<string>): Promise<void> {
    const isTold = (): boolean => {
      const told = [...this.plane.proxy.toldPods].filter(([name]) => name.startsWith(`${this.own.name}-`));
      return (
        told.length === this.pods.length &&
        this.pods.every(({ name }) => told.some(([other, isReady]) => other === name && isReady === ready.has(name)))
      );
    };
    while (!isTold()) {
      await pause(0.01);
    }
    await pause(0.03);
  }

  /** Waits for the next turn; one that has been missed spoils the recording. */
  private async untilTurn(): Promise<void> {
    this.slot += 1;
    const wait = this.start + this.slot * PACE_SECONDS - Date.now() / 1_000;
    if (wait < -LATE_SECONDS && this.slot > 0) {
      this.spoiled = `look ${this.looks.length + 1} began ${(-wait).toFixed(3)} s late`;
    }
    await pause(Math.max(0, wait));
  }

  private seconds(): number {
    return Math.round((Date.now() / 1_000 - this.start) * 1_000) / 1_000;
  }

  private uncertain(): string | undefined {
    const spans = [SETTINGS.downscaleStabilizationSeconds, ...secondsIn(this.series.spec)].filter((span) => span > 0);
    for (const [index, { second }] of this.looks.entries()) {
      for (const earlier of this.looks.slice(0, index)) {
        const apart = second - earlier.second;
        const near = spans.find((span) => Math.abs(apart - span) < CERTAIN_SECONDS);
        if (near !== undefined) {
          return `looks are ${apart.toFixed(3)} s apart, too near to ${near} s`;
        }
      }
    }
    return undefined;
  }
}

/** All windows and periods of a spec. */
function secondsIn(spec: unknown): readonly number[] {
  return [...JSON.stringify(spec).matchAll(/"(?:stabilizationWindow|period)Seconds":(\d+)/g)].map(([, value]) =>
    Number(value),
  );
}

function sumOf(reading: Reading): number | null {
  if (reading === null) {
    return null;
  }
  const thousandths = [reading]
    .flat()
    .map((value) => (value.endsWith("m") ? Number(value.slice(0, -1)) : Number(value) * 1_000));
  return thousandths.reduce((sum, value) => sum + value, 0) / 1_000;
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}
