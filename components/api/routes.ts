import { toSeconds } from "../core/units";
import { API_DEFAULTS, type ApiPlanArgs, type RouteTreatment } from "./api.args";
import { readDocument, type ApiOperation } from "./openapi";

/** An operation with its treatment. */
export interface Route extends ApiOperation {
  readonly treatment: RouteTreatment;
  /** Name of the backend. */
  readonly backend: string;
}

/** The document's operations with their treatments, by path and method; those that lack one are left out. */
export function routesOf({ document, routes, backends }: ApiPlanArgs): readonly Route[] {
  const read = readDocument(document);
  const operations = "operations" in read ? read.operations : [];
  const [only = ""] = Object.keys(backends);
  return operations
    .flatMap((operation) => {
      const treatment = routes[operation.operationId];
      return treatment === undefined ? [] : [{ ...operation, treatment, backend: treatment.backend ?? only }];
    })
    .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/** How long the gateway waits for a route's backend, in seconds. */
export function timeoutSeconds({ treatment }: Route): number {
  return toSeconds(treatment.timeout ?? API_DEFAULTS.timeout);
}

/** Name of the stage variable that leads to a backend: of its VPC link, or of its function. */
export function stageVariable(backend: string): string {
  return `backend_${backend.replaceAll("-", "_")}`;
}

function keyOf({ path, method }: ApiOperation): string {
  return `${path} ${method}`;
}
