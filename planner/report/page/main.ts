import type { PageData } from "../html/page-data";
import { difference } from "./difference";
import { element, folded } from "./dom";
import { findings } from "./findings";
import { load } from "./load";
import { map } from "./map";
import { money } from "./money";
import { overview } from "./overview";
import "./page.css";
import { sectionOf, type Section } from "./section";
import { themeSwitch } from "./theme";
import { tree } from "./tree";

/** What stands in a block of data; the page's own maker wrote it. */
function blockOf(id: string): string {
  return document.getElementById(id)?.textContent ?? "null";
}

function inputsOf(stack: number): readonly unknown[] {
  const inputs: readonly unknown[] = JSON.parse(blockOf(`inputs-${stack}`));
  return inputs;
}

function sectionsOf(data: PageData): readonly Section[] {
  return [
    { id: "map", title: "Partitions and regions", content: map(data.map) },
    { id: "components", title: "Components", content: tree(data, inputsOf) },
    { id: "findings", title: "Findings", content: findings(data.findings) },
    { id: "money", title: "Money", content: money(data.money) },
    ...(data.simulations.length === 0 ? [] : [{ id: "load", title: "Load", content: load(data.simulations) }]),
    ...(data.difference === undefined
      ? []
      : [{ id: "difference", title: "Difference", content: difference(data.difference) }]),
  ];
}

function navigation(sections: readonly Section[]): HTMLElement {
  return element("nav", { "aria-label": "Parts of the report" }, [
    element(
      "ul",
      {},
      sections.map(({ id, title }) => element("li", {}, [element("a", { href: `#${id}` }, [title])])),
    ),
  ]);
}

function footer(): HTMLElement {
  const licences: string = JSON.parse(blockOf("licences"));
  return element("footer", {}, [
    element("p", {}, [
      "Planned offline. Prices are dated rows; what has none is listed and not guessed. The residency proof is an engineering reading of each regime, and no legal advice.",
    ]),
    folded(["Licences"], () => [
      element("pre", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Licences" }, [licences]),
    ]),
  ]);
}

function draw(page: HTMLElement): void {
  const data: PageData = JSON.parse(blockOf("report"));
  const sections = sectionsOf(data);
  page.append(
    element("a", { class: "skip", href: "#content" }, ["To the content"]),
    element("header", {}, [
      element("div", {}, [
        element("h1", {}, [data.title]),
        element("p", { class: "quiet" }, [`What this environment is, costs and keeps inside, as of ${data.asOf}`]),
      ]),
      themeSwitch(document.documentElement),
    ]),
    navigation(sections),
    element("main", { id: "content", tabindex: -1 }, [overview(data), ...sections.map(sectionOf)]),
    footer(),
  );
  page.dataset["drawn"] = "true";
}

const page = document.getElementById("page");
if (page !== null) {
  draw(page);
}
