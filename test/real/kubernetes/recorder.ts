import type { Recording } from "../../planner/simulate/recording";
import type { Properties } from "../../../planner/plan";
import { ControlPlane } from "./control-plane";
import { RecordedWorkload } from "./recorded-workload";
import type { Series } from "./series";

const NAMESPACE = "/namespaces/default";
const DEPLOYMENTS = `/apis/apps/v1${NAMESPACE}/deployments`;
const AUTOSCALERS = `/apis/autoscaling/v2${NAMESPACE}/horizontalpodautoscalers`;
/** A machine that is busy for a moment spoils what is recorded then; so often a series is shown anew. */
const ATTEMPTS = 6;
/** So many series are shown at the same time: what a slow machine has time for as well. */
const AT_ONCE = 13;

/** Shows all series to a real controller, some at the same time, and writes down what it decides at each look. */
export async function record(series: readonly Series[]): Promise<readonly Recording[]> {
  const plane = await ControlPlane.start();
  try {
    const recordings: Recording[] = [];
    for (let first = 0; first < series.length; first += AT_ONCE) {
      const shown = series.slice(first, first + AT_ONCE);
      const places = shown.map((one, index) =>
        recordOne(plane, one, { number: first + index, phase: index / AT_ONCE }),
      );
      recordings.push(...(await Promise.all(places)));
    }
    if (plane.proxy.problems.length > 0) {
      throw new Error(plane.proxy.problems.join("\n"));
    }
    return recordings;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${plane.log()}`);
  } finally {
    await plane.stop();
  }
}

interface Place {
  readonly number: number;
  /** Where in a look's time its own begin, from 0 to 1. */
  readonly phase: number;
}

async function recordOne(plane: ControlPlane, series: Series, { number, phase }: Place): Promise<Recording> {
  const spoiled: string[] = [];
  while (spoiled.length < ATTEMPTS) {
    const name = `series-${number}-${spoiled.length}`;
    const workload = new RecordedWorkload(plane, series, { name, phase });
    plane.proxy.watch(name, workload);
    await create(plane, name, series);
    await workload.done();
    await plane.api.call("DELETE", `${AUTOSCALERS}/${name}`);
    plane.proxy.forget(name);
    await workload.clear();
    const problem = workload.spoiledBy();
    if (problem === undefined) {
      return { name: series.name, spec: series.spec, looks: workload.looks };
    }
    spoiled.push(problem);
  }
  throw new Error(`"${series.name}" could not be recorded: ${spoiled.join("; ")}`);
}

async function create(plane: ControlPlane, name: string, { spec, startsWith }: Series): Promise<void> {
  const labels = { app: name };
  const containers = [{ name: "main", image: "none" }];
  await plane.api.call("POST", DEPLOYMENTS, {
    metadata: { name },
    spec: {
      replicas: startsWith,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  });
  const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name };
  await plane.api.call("POST", AUTOSCALERS, { metadata: { name }, spec: { ...named(spec, name), scaleTargetRef } });
}

/** Names the metrics of a spec after the workload: the proxy knows by the name whose they are. */
function named(spec: Properties, workload: string): Properties {
  const text = JSON.stringify(spec);
  let index = 0;
  return JSON.parse(text.replaceAll('"metric":{"name":""}', () => `"metric":{"name":"${workload}.${index++}"}`));
}
