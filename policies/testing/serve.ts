import type { Policies } from "@pulumi/policy";
import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerResource,
  AnalyzeStackRequest,
  type AnalyzeResponse,
  type RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { fill, type Props, type Sent } from "./sent";

type Answer = (error: Error | null | undefined, response?: AnalyzeResponse) => void;
type Analyze<Request> = (call: { request: Request }, answer: Answer) => Promise<void>;
type Remediate = (
  call: { request: AnalyzeRequest },
  answer: (error: Error | null | undefined, response?: RemediateResponse) => void,
) => Promise<void>;
type Pack = [pack: string, version: string, level: string, policies: Policies];
type Make<Request> = (...pack: Pack) => Analyze<Request>;

const server: {
  makeAnalyzeRpcFun: Make<AnalyzeRequest>;
  makeAnalyzeStackRpcFun: Make<AnalyzeStackRequest>;
  makeRemediateRpcFun: (...pack: Pack) => Remediate;
} = require("@pulumi/policy/server.js");

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"];

/** What a policy found. */
export interface Violation {
  readonly level: string | undefined;
  readonly message: string;
  readonly urn: string;
}

/** A violation as a pack answers it, and which policy says so. */
export interface Diagnosed extends Violation {
  readonly policy: string;
}

/** Judges one resource by policies as a pack serves them. */
export async function analyze(policies: Policies, sent: Sent): Promise<Diagnosed[]> {
  return ask(server.makeAnalyzeRpcFun("pack", "1.0.0", "advisory", policies), fill(new AnalyzeRequest(), sent));
}

/** Judges a stack by policies as a pack serves them. */
export async function analyzeStack(policies: Policies, sent: readonly Sent[]): Promise<Diagnosed[]> {
  const request = new AnalyzeStackRequest();
  request.setResourcesList(
    sent.map((resource) => {
      const filled = fill(new AnalyzerResource(), resource);
      filled.setDependenciesList([...(resource.dependsOn ?? [])]);
      for (const [property, urns] of Object.entries(resource.madeFrom ?? {})) {
        const from = new AnalyzerPropertyDependencies();
        from.setUrnsList([...urns]);
        filled.getPropertydependenciesMap().set(property, from);
      }
      return filled;
    }),
  );
  return ask(server.makeAnalyzeStackRpcFun("pack", "1.0.0", "advisory", policies), request);
}

/** What a remediation did. */
export interface Mended {
  readonly policy: string;
  /** The inputs afterwards, with their marks; absent where it could not run. */
  readonly props?: Props;
  /** Why it could not run; empty where it could. */
  readonly diagnostic: string;
}

/** Has rules mend one resource, as at level `remediate`. */
export async function remediate(rules: Policies, sent: Sent): Promise<Mended[]> {
  const policies = rules.map((rule): Policies[number] => ({ ...rule, enforcementLevel: "remediate" }));
  const response = await new Promise<RemediateResponse>((resolve, reject) => {
    const request = fill(new AnalyzeRequest(), sent);
    const answer = (error: Error | null | undefined, found?: RemediateResponse) =>
      found === undefined ? reject(error ?? new Error("no answer")) : resolve(found);
    server.makeRemediateRpcFun("pack", "1.0.0", "advisory", policies)({ request }, answer).catch(reject);
  });
  return response.getRemediationsList().map((remediation) => {
    const props = remediation.getProperties()?.toJavaScript();
    const about = { policy: remediation.getPolicyname(), diagnostic: remediation.getDiagnostic() };
    return { ...about, ...(props !== undefined && { props: JSON.parse(JSON.stringify(props)) }) };
  });
}

async function ask<Request>(analyzeBy: Analyze<Request>, request: Request): Promise<Diagnosed[]> {
  const response = await new Promise<AnalyzeResponse>((resolve, reject) => {
    const answer: Answer = (error, found) =>
      found === undefined ? reject(error ?? new Error("no answer")) : resolve(found);
    analyzeBy({ request }, answer).catch(reject);
  });
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()],
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  }));
}
