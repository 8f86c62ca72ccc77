import { parseArgs, type ParseArgsConfig } from "node:util";
import { InputError, type InputProblem } from "../input-error";

/** One option of a command, as the usage text shows it. */
export interface OptionSpec {
  readonly type: "string" | "boolean";
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the usage text. */
  readonly value?: string;
  /** What it does. */
  readonly help: string;
  /** The values that are allowed, where they are few. */
  readonly choices?: readonly string[];
}

/** What a command was called with. */
export interface CommandLine {
  readonly positionals: readonly string[];
  /** Value of an option that holds text. */
  text(name: string): string | undefined;
  /** Values of an option that may be repeated. */
  texts(name: string): readonly string[];
  /** Whether a flag is set. */
  flag(name: string): boolean;
}

/**
 * Reads a command's arguments.
 * @throws InputError for options that do not exist, lack their value, or have one that is not allowed: all at once
 */
export function readCommandLine(args: readonly string[], specs: Readonly<Record<string, OptionSpec>>): CommandLine {
  const options: NonNullable<ParseArgsConfig["options"]> = Object.fromEntries(
    Object.entries(specs).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const problems = tokens.flatMap((token) => (token.kind === "option" ? problemsOf(token, specs) : []));
  if (problems.length > 0) {
    throw new InputError(problems);
  }
  const texts = (name: string): string[] => [values[name] ?? []].flat().filter((value) => typeof value === "string");
  return { positionals, texts, text: (name) => texts(name).at(-1), flag: (name) => values[name] === true };
}

interface Token {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value is part of the argument, as in `--format=json`. */
  readonly inlineValue?: boolean | undefined;
}

function problemsOf(
  { name, rawName, value, inlineValue }: Token,
  specs: Readonly<Record<string, OptionSpec>>,
): readonly InputProblem[] {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) {
    const known = Object.keys(specs).map((option) => `--${option}`);
    return [{ where: rawName, message: "is no option of this command", fix: `use one of ${known.join(", ")}` }];
  }
  // In `--out --format json` the next option is not the file's name.
  const given = inlineValue === false && value?.startsWith("--") === true ? "" : value;
  return spec.type === "boolean" ? flagProblems(rawName, given) : valueProblems(rawName, given ?? "", spec);
}

function flagProblems(where: string, value: string | undefined): readonly InputProblem[] {
  const message = `is "${value ?? ""}", but takes no value`;
  return value === undefined ? [] : [{ where, message, fix: `write ${where} alone` }];
}

function valueProblems(
  where: string,
  value: string,
  { value: shown = "VALUE", choices }: OptionSpec,
): readonly InputProblem[] {
  if (value === "") {
    return [{ where, message: "has no value", fix: `give one: ${where} ${shown}` }];
  }
  const allowed = choices === undefined || choices.includes(value);
  const message = `is "${value}", expected one of ${(choices ?? []).join(", ")}`;
  return allowed ? [] : [{ where, message, fix: "choose one of these" }];
}
