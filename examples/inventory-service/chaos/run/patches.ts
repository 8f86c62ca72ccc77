/** A change of one source file or migration: a text that occurs in it exactly once, and what stands there instead. */
export interface Patch {
  /** The file, from the service's own folder. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * A file's text with all patches of it.
 * @throws Error where a text does not occur exactly once: the service has changed, and the patch has to follow
 */
export function patched(file: string, text: string, patches: readonly Patch[]): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((before, { find, replace }) => {
      const parts = before.split(find);
      if (parts.length !== 2) {
        throw new Error(
          `${file}: found ${parts.length - 1} times instead of once: ${find}; bring the patch up to date`,
        );
      }
      return parts.join(replace);
    }, text);
}
