/**
 * Runs policies through the very functions that the SDK's server runs, proxies and deserialisation included, and turns a
 * table of cases into tests of any runner.
 */
export { judgeResource, judgeStack } from "./judge";
export { ruleTests, type Broken, type Cases, type RuleTest } from "./rule-tests";
export { secret, UNKNOWN, urnOf, withValue, type Props, type Sent } from "./sent";
export { analyze, analyzeStack, remediate, type Diagnosed, type Mended, type Violation } from "./serve";
