import type { WayVerdict, ZoneVerdict } from "../html/page-data";
import { element } from "./dom";

/** How a verdict is shown: never by its colour alone. */
interface Shown {
  readonly sign: string;
  readonly text: string;
  /** Name of the colour. */
  readonly tone: "good" | "noted" | "quiet" | "bad" | "open";
}

const SHOWN: Readonly<Record<WayVerdict | ZoneVerdict, Shown>> = {
  kept: { sign: "✓", text: "kept inside", tone: "good" },
  declared: { sign: "§", text: "declared", tone: "noted" },
  free: { sign: "○", text: "nothing to bind", tone: "quiet" },
  leaves: { sign: "✕", text: "leaves", tone: "bad" },
  undecided: { sign: "?", text: "undecided", tone: "open" },
  proven: { sign: "✓", text: "proven", tone: "good" },
  leaks: { sign: "✕", text: "leaks", tone: "bad" },
};

/** How a verdict is shown. */
export function shownVerdict(verdict: WayVerdict | ZoneVerdict): Shown {
  return SHOWN[verdict];
}

/** A verdict in words, with its sign. */
export function verdictChip(verdict: WayVerdict | ZoneVerdict): HTMLElement {
  const { sign, text, tone } = SHOWN[verdict];
  return chip(`${sign} ${text}`, tone);
}

/** A few words in a colour. */
export function chip(text: string, tone: Shown["tone"]): HTMLElement {
  return element("span", { class: `chip ${tone}` }, [text]);
}
