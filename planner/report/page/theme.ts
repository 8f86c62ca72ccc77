import { element } from "./dom";

const THEMES = ["auto", "light", "dark"] as const;

/** A switch between the system's choice, light and dark. */
export function themeSwitch(root: HTMLElement): HTMLElement {
  return element("fieldset", { class: "theme" }, [
    element("legend", { class: "unseen" }, ["Colours"]),
    ...THEMES.map((theme) => {
      const input = element("input", { type: "radio", name: "theme", value: theme, checked: theme === "auto" });
      input.addEventListener("change", () => {
        root.dataset["theme"] = theme;
      });
      return element("label", {}, [input, element("span", {}, [theme])]);
    }),
  ]);
}
