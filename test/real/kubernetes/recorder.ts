import type { Recording } from "../../planner/simulate/recording";
import type { Properties } from "../../../planner/plan";
import { ControlPlane } from "./control-plane";
import { RecordedWorkload } from "./recorded-workload";
import type { Series } from "./series";

const NAMESPACE = "/namespaces/default";
const DEPLOYMENTS = `/apis/apps/v1${NAMESPACE}/deployments`;
const AUTOSCALERS = `/apis/autoscaling/v2${NAMESPACE}/horizontalpodautoscalers`;
/** A machine that is busy for a moment spoils what is recorded then; so often a series is shown anew. */
const ATTEMPTS = 4;

/** Shows all series to a real controller, at the same time, and writes down what it decides at each look. */
export async function record(series: readonly Series[]): Promise<readonly Recording[]> {
  const plane = await ControlPlane.start();
  try {
    const shown = series.map((one, index) => recordOne(plane, one, { index, count: series.length }));
    const recordings = await Promise.all(shown);
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
  readonly index: number;
  readonly count: number;
}

async function recordOne(plane: ControlPlane, series: Series, place: Place): Promise<Recording> {
  const spoiled: string[] = [];
  while (spoiled.length < ATTEMPTS) {
    const name = `series-${place.index}-${spoiled.length}`;
    const workload = new RecordedWorkload(plane, series, { name, phase: place.index / place.count });
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
