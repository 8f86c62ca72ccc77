export { describeEnvironment } from "../describe";
