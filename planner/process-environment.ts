/** The one file of the planner that reads the process's environment. */

/** Variables that carry cloud credentials, or would connect a program to a real engine or cluster. */
const WITHHELD = /^(AWS_|PULUMI_|KUBE|GOOGLE_|ARM_|AZURE_|NODE_OPTIONS$)/;

/** The environment of a child process: this process's, without what could reach a cloud. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !WITHHELD.test(name)));
}

/** Variables that a policy pack gets: what a program needs to run and to speak a language, and no secret of anybody. */
const HANDED_ON = /^(PATH|PATHEXT|SYSTEMROOT|WINDIR|TMPDIR|TEMP|TMP|LANG|LANGUAGE|LC_\w+|TZ)$/i;

/**
 * The environment of a policy pack's process.
 * @param home folder that stands in for the user's, where clouds' command lines keep their credentials
 * @param preload module that a process of Node that it starts loads first
 */
export function packEnvironment(home: string, preload: string): NodeJS.ProcessEnv {
  const handedOn = Object.entries(process.env).filter(([name]) => HANDED_ON.test(name));
  const own = { HOME: home, USERPROFILE: home, APPDATA: home, NODE_OPTIONS: `--require "${preload}"` };
  return { ...Object.fromEntries(handedOn), ...own };
}
