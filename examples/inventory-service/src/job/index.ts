export {
  duckDbOptions,
  EXIT,
  refuseUnless,
  runJob,
  shareOf,
  UnusableInput,
  usedRightly,
  withFiles,
  type JobPlace,
  type Share,
} from "./run-job";
