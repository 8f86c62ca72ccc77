import { Api, Refused, type StockRow } from "./api";
import { countPart, type Outcome } from "./count";
import { button, element, labelled } from "./dom";
import { lineagePart, type Asked } from "./lineage";
import "./page.css";
import { readSku, skuParts } from "./sku";

/** Under what the key is kept, for as long as the tab is open. */
const KEPT = "inventory-key";

const status = element("p", { role: "status" });
const main = element("main", { id: "content", tabindex: -1 });

function say(text: string, isBad = false): void {
  status.className = isBad ? "bad" : "";
  status.textContent = text;
}

function complain(error: unknown): void {
  if (error instanceof Refused && error.status === 401) {
    signOut("The key is not valid, or no longer.");
  } else {
    say(error instanceof Error ? error.message : String(error), true);
  }
}

function signOut(text: string): void {
  sessionStorage.removeItem(KEPT);
  showSignIn();
  say(text, text !== "");
}

function showSignIn(): void {
  const key = element("input", { type: "password", required: true, autocomplete: "off", spellcheck: "false" });
  const form = element("form", {}, [
    labelled("API key", key, "Kept by this tab alone, until it is closed. Counts want the scope stock:write"),
    element("p", { class: "actions" }, [element("button", { type: "submit", class: "strong" }, ["Sign in"])]),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const api = new Api(key.value);
    api
      .get("/v1/stock/sign-in")
      .then(() => {
        sessionStorage.setItem(KEPT, key.value);
        say("");
        showSearch(api);
      })
      .catch(complain);
  });
  main.replaceChildren(element("h2", {}, ["Sign in"]), form);
  key.focus();
}

function showSearch(api: Api): void {
  const sku = element("input", {
    type: "search",
    required: true,
    maxlength: 64,
    autocomplete: "off",
    spellcheck: "false",
  });
  const channel = element("input", { maxlength: 64, autocomplete: "off", spellcheck: "false" });
  const found = element("div");
  const form = element("form", { role: "search", class: "search" }, [
    labelled("SKU", sku),
    labelled("Channel, if it has nothing set aside", channel),
    element("p", { class: "actions" }, [
      element("button", { type: "submit", class: "strong" }, ["Search"]),
      button("Sign out", {}, () => signOut("")),
    ]),
  ]);
  const search = (): Promise<void> => showSku({ api, found }, sku.value.trim(), channel.value.trim());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search().catch(complain);
  });
  main.replaceChildren(form, found);
  sku.focus();
}

interface Place {
  readonly api: Api;
  readonly found: HTMLElement;
}

async function showSku({ api, found }: Place, sku: string, channel: string): Promise<void> {
  const known = await readSku(api, sku, channel);
  const extra = element("div");
  const show = (asked: Asked): void => {
    lineagePart(api, asked, complain).then((made) => goTo(extra, made), complain);
  };
  const correct = (row: StockRow): void => {
    const showAnew = async (): Promise<void> => {
      await showSku({ api, found }, sku, channel);
      found.querySelector("h2")?.focus();
    };
    const onDone = ({ text, isMade, isOutdated }: Outcome): void => {
      (isOutdated ? showAnew() : Promise.resolve()).then(() => say(text, !isMade), complain);
    };
    goTo(extra, countPart({ api, row, onDone, onLeave: () => extra.replaceChildren() }));
  };
  const showRow = ({ location }: StockRow): void =>
    show({ title: `Lineage of ${sku} at ${location}`, path: `/v1/lineage/stock/${encoded(sku)}/${encoded(location)}` });
  const showReservation = (reservation: string): void =>
    show({ title: `Lineage of ${reservation}`, path: `/v1/lineage/reservations/${encoded(reservation)}` });
  found.replaceChildren(...skuParts(known, { showRow, showReservation, correct }), extra);
  const places = known.rows.length === 1 ? "1 location" : `${known.rows.length} locations`;
  say(`${sku}: ${places}, ${known.holds.length} held.`);
}

/** Shows a part in a place, and goes to its heading, so that whoever reads by ear or keyboard is there too. */
function goTo(place: HTMLElement, made: HTMLElement): void {
  place.replaceChildren(made);
  made.querySelector("h2")?.focus();
}

const encoded = (text: string): string => encodeURIComponent(text);

document.body.append(
  element("a", { class: "skip", href: "#content" }, ["To the content"]),
  element("header", {}, [element("h1", {}, ["Inventory"]), status]),
  main,
);
const kept = sessionStorage.getItem(KEPT);
if (kept === null) {
  showSignIn();
} else {
  showSearch(new Api(kept));
}
