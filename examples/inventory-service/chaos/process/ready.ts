/** How long a process may take to stop once nobody needs it, in ms. */
const STOP_MILLISECONDS = 10_000;

/**
 * Says that a process is ready, and has it end when its standard input does. That is also when whoever started it is killed.
 * @param found what there is to know about the process
 * @param stop called before it ends
 */
export function ready(found: object, stop: () => Promise<void>): void {
  process.stdout.write(`${JSON.stringify(found)}\n`);
  let ending = false;
  const end = (): void => {
    if (!ending) {
      ending = true;
      setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
      void stop().finally(() => process.exit(0));
    }
  };
  process.stdin.resume();
  process.stdin.once("end", end).once("close", end);
}
