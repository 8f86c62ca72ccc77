import type { Probe } from "./probe";

/** Variables that hand a probe to the canary. */
export function variablesOf({ url, method, status, withinSeconds }: Probe): Readonly<Record<string, string>> {
  return {
    PROBE_URL: url,
    PROBE_METHOD: method,
    PROBE_STATUS: String(status),
    PROBE_WITHIN_SECONDS: String(withinSeconds),
  };
}

/**
 * The probe that the variables hand over.
 * @throws Error where one of them is missing or makes no sense
 */
export function probeFrom(variables: Readonly<Record<string, string | undefined>>): Probe {
  const { PROBE_URL: url = "", PROBE_METHOD: method } = variables;
  if (!url.startsWith("https://")) {
    throw new Error(`PROBE_URL is "${url}", expected an https address`);
  }
  if (method !== "GET" && method !== "HEAD") {
    throw new Error(`PROBE_METHOD is "${method ?? ""}", expected GET or HEAD: a canary only reads`);
  }
  return {
    ...{ url, method },
    status: wholeNumber("PROBE_STATUS", variables),
    withinSeconds: wholeNumber("PROBE_WITHIN_SECONDS", variables),
  };
}

function wholeNumber(name: string, variables: Readonly<Record<string, string | undefined>>): number {
  const text = variables[name] ?? "";
  if (!/^[1-9]\d*$/.test(text)) {
    throw new Error(`${name} is "${text}", expected a whole number above 0`);
  }
  return Number(text);
}
