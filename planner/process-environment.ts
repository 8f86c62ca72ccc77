/** The one file of the planner that reads the process's environment. */

/** Variables that carry cloud credentials, or would connect a program to a real engine or cluster. */
const WITHHELD = /^(AWS_|PULUMI_|KUBE|GOOGLE_|ARM_|AZURE_|NODE_OPTIONS$)/;

/** The environment of a child process: this process's, without what could reach a cloud. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !WITHHELD.test(name)));
}
