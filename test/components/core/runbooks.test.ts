import { describeAlarm, refuse, runbookAddress, RUNBOOK_IDS, runbooksUrlRefusal } from "../../../components/core";
import { failureOf } from "./fixtures";

const URL = "https://runbooks.example.com/inventory";

describe("the address of a runbook", () => {
  it("is its file in the folder", () => {
    expect(runbookAddress(URL, "queue-backlog")).toBe(`${URL}/queue-backlog.md`);
  });

  it("ends the description of an alarm", () => {
    const said = describeAlarm({ subject: "orders", what: "9 wait", runbook: "queue-backlog", runbooksUrl: URL });

    expect(said).toBe(`orders: 9 wait. Runbook: ${URL}/queue-backlog.md`);
  });

  it("is one of ids in kebab case, each of them once", () => {
    expect(RUNBOOK_IDS.filter((id) => !/^[a-z]+(-[a-z]+)+$/.test(id))).toEqual([]);
    expect(new Set(RUNBOOK_IDS).size).toBe(RUNBOOK_IDS.length);
  });
});

describe("the address of the folder", () => {
  it.each([
    "http://a.example",
    "https://a.example/",
    "https://a.example/x?y",
    "https://a.example#x",
    "the wiki",
    "https://",
  ])("is refused where a file cannot follow it: %s", async (runbooksUrl) => {
    const { message } = await failureOf(() => refuse('queue "orders"', { runbooksUrl }, [runbooksUrlRefusal]));

    expect(message).toBe(
      `queue "orders": runbooksUrl is "${runbooksUrl}", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own`,
    );
  });

  it.each(["https://a.example", URL, "https://github.com/a/b/blob/main/docs/runbooks"])("may be %s", (runbooksUrl) => {
    expect(() => refuse('queue "orders"', { runbooksUrl }, [runbooksUrlRefusal])).not.toThrow();
  });
});
