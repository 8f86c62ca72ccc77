import fs from "node:fs";
import path from "node:path";
import { today } from "../clock";
import { forkEnvironment } from "../edit/environment-edit";
import { withFork, writeFork, type ForkDraft, type ProjectFork } from "../edit/fork-project";
import { findKit, KIT_PACKAGE, type Kit } from "../edit/kit";
import { environmentsOf } from "../environment";
import { InputError } from "../input-error";
import { readProject } from "../project/project";
import { shownFolder } from "../project/shown-folder";
import { previewDocument } from "../report/preview";
import type { PreviewDocument } from "../report/preview-document";
import { previewText } from "../report/preview-text";
import { targetsIn } from "../run/all-environments";
import { Judge, kitPack } from "../run/judge";
import { DEFAULT_TIME_LIMIT_SECONDS } from "../run/plan-environment";
import { planAndJudge } from "../run/planned";
import { provenOf } from "../run/residency";
import { printedJson } from "../report/json";
import { EXIT, type Command, type ExitCode, type Output } from "./command";
import { edit, EDIT_OPTIONS, fileLines, named, type WrittenDocument } from "./edits";
import type { CommandLine } from "./options";

/** Copies an example into a project of its own, or an environment under another name. */
export const forkCommand: Command = {
  name: "fork",
  summary: "Copy an example into a project of its own, or an environment of this project under another name.",
  usage: "<example> <folder> | <environment> <new name>",
  options: {
    ...EDIT_OPTIONS,
    kit: { type: "string", value: "KIT", help: "version or tarball of the kit that a copied example installs" },
    "no-preview": { type: "boolean", help: "copy an example without planning it first" },
  },
  run(line, output) {
    const [source, target] = named(line, ["example or environment", "folder or new name"]);
    const kit = findKit();
    const environments = environmentsHere(line);
    if (environments.includes(source)) {
      return edit(line, output, (project, worker) =>
        forkEnvironment(project, { environment: source, name: target }, worker),
      );
    }
    if (!kit.examples.includes(source)) {
      throw new InputError([unknownSource({ source, kit, environments })]);
    }
    return forkExample(line, output, {
      kit,
      fork: { example: source, target: path.resolve(target), kit: line.text("kit") },
    });
  },
};

/** Environments of the project in `--cwd`; none where there is no project. */
function environmentsHere(line: CommandLine): readonly string[] {
  const directory = path.resolve(line.text("cwd") ?? ".");
  return fs.existsSync(path.join(directory, "Pulumi.yaml")) ? environmentsOf(readProject(directory)) : [];
}

async function forkExample(
  line: CommandLine,
  output: Output,
  { kit, fork }: { readonly kit: Kit; readonly fork: ProjectFork },
): Promise<ExitCode> {
  return withFork(kit, fork, async (draft) => {
    const isJson = line.text("format") === "json";
    const { previewed, broken } = line.flag("no-preview") ? { previewed: [] } : await checked(draft, output);
    if (broken !== undefined) {
      output.result(isJson ? printedJson(broken.document) : broken.text);
      return EXIT.findings;
    }
    if (!line.flag("dry-run")) {
      writeFork(draft, fork);
    }
    const place = shownFolder(process.cwd(), fork.target);
    const document: ForkDocument = {
      written: !line.flag("dry-run"),
      files: draft.files.map((file) => path.join(place, file)),
      previews: previewed.map(({ document: { environment, summary } }) => ({ environment, summary })),
      kit: draft.dependencies[KIT_PACKAGE],
      next: `cd ${place} && npm install && npm test`,
    };
    output.result(isJson ? printedJson(document) : textOf(document, previewed));
    return EXIT.ok;
  });
}

/** What a fork of an example wrote, and what came of its preview. */
interface ForkDocument extends WrittenDocument {
  readonly previews: readonly Pick<PreviewDocument, "environment" | "summary">[];
  /** Version, or place, of the kit that it installs. */
  readonly kit: string;
  /** What to call next. */
  readonly next: string;
}

function textOf(document: ForkDocument, previewed: readonly Previewed[]): string {
  const summaries = previewed.map(
    ({ document: { environment }, text }) => `${environment ?? "stacks"}: ${text.trimEnd().split("\n").at(-1) ?? ""}`,
  );
  return [...fileLines(document), ...summaries, `kit: ${document.kit}`, `next: ${document.next}`, ""].join("\n");
}

/** A preview, as a document and as a person reads it. */
interface Previewed {
  readonly document: PreviewDocument;
  readonly text: string;
}

interface Check {
  /** Each environment that was planned. */
  readonly previewed: readonly Previewed[];
  /**
   * The first with mandatory findings.
   *
   * @default - none has any
   */
  readonly broken?: Previewed;
}

/** Plans the environments of a draft, and judges them. */
async function checked({ directory }: ForkDraft, { progress }: Output): Promise<Check> {
  const judge = new Judge({ packs: [kitPack(directory)], configuration: {}, asOf: today() });
  const previewed: Previewed[] = [];
  try {
    for (const target of targetsIn(directory)) {
      const request = { ...target, mode: "as-applied", sites: false } as const;
      const judged = await planAndJudge({ ...request, timeLimitSeconds: DEFAULT_TIME_LIMIT_SECONDS }, judge, progress);
      const document = previewDocument(target.environment, judged, provenOf(request, judged));
      const done = { document, text: previewText(document, judged, false) };
      if (document.summary.findings.mandatory > 0) {
        return { previewed, broken: done };
      }
      previewed.push(done);
    }
  } finally {
    await judge.close();
  }
  return { previewed };
}

function unknownSource({
  source,
  kit,
  environments,
}: {
  readonly source: string;
  readonly kit: Kit;
  readonly environments: readonly string[];
}) {
  const listed = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));
  return {
    where: source,
    message: `is neither an example (${listed(kit.examples)}) nor an environment of this project (${listed(environments)})`,
    fix: "name one of these",
  };
}
