import { newKey, Refused, type Api, type StockRow } from "./api";
import { button, element, labelled, part } from "./dom";

/** What came of a correction. */
export interface Outcome {
  readonly text: string;
  readonly isMade: boolean;
  /** Whether the stock is another than what is shown. */
  readonly isOutdated: boolean;
}

/** What correcting a count needs. */
interface CountOptions {
  readonly api: Api;
  /** The row as it was seen. */
  readonly row: StockRow;
  readonly onDone: (outcome: Outcome) => void;
  readonly onLeave: () => void;
}

/** The form by which a count is corrected: what was seen is sent along, so that it is refused if the row is another by now. */
export function countPart({ api, row, onDone, onLeave }: CountOptions): HTMLElement {
  const { sku, location, onHand } = row;
  const counted = element("input", { type: "number", min: 0, max: 1_000_000_000, step: 1, required: true });
  const operator = element("input", { maxlength: 100, autocomplete: "off", required: true });
  const reason = element("textarea", { maxlength: 500, rows: 3, required: true });
  const send = element("button", { type: "submit", class: "strong" }, ["Correct the count"]);
  const form = element("form", {}, [
    element("p", {}, [`You saw ${onHand} on hand, at version ${row.version}.`]),
    labelled("Units counted", counted),
    labelled("Who counted", operator, "Kept for 90 days in the audit, and nowhere else"),
    labelled("Why", reason, "Kept likewise"),
    element("p", { class: "actions" }, [send, button("Leave it", {}, onLeave)]),
  ]);
  // Under its key, the same correction is made once, however often it is sent.
  let sent = { text: "", key: "" };
  const submit = async (): Promise<void> => {
    const body = { counted: Number(counted.value), expected: onHand, operator: operator.value, comment: reason.value };
    const text = JSON.stringify(body);
    sent = text === sent.text ? sent : { text, key: newKey() };
    await api.post(`/v1/stock/${encodeURIComponent(sku)}/${encodeURIComponent(location)}/count`, body, sent.key);
    onDone({ text: `${location} has ${counted.value} on hand now.`, isMade: true, isOutdated: true });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send.disabled = true;
    submit()
      .catch((error: unknown) => {
        onDone({ text: textOf(error), isMade: false, isOutdated: error instanceof Refused && error.status === 409 });
      })
      .finally(() => (send.disabled = false));
  });
  return part("count", `Count ${sku} at ${location}`, [form]);
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const isOpen = error instanceof Refused && [0, 429, 503].includes(error.status);
  return isOpen
    ? `It is not known whether the count was corrected: ${text}. Send it again: it is made once.`
    : `Nothing was corrected: ${text}.`;
}
