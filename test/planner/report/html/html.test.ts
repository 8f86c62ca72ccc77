import { createHash } from "node:crypto";
import { SECRET, SIGNATURE } from "../../../../planner/plan";
import { pageData } from "../../../../planner/report/html/compose";
import { pageHtml } from "../../../../planner/report/html/html";
import { HOSTILE, reported } from "./reported";

const BUNDLE = { script: "run()", style: "p{}", licences: "ISC" };

function block(html: string, id: string): unknown {
  const start = html.indexOf(`id="${id}">`) + `id="${id}">`.length;
  return JSON.parse(html.slice(start, html.indexOf("</script>", start)));
}

describe("the page of a report", () => {
  it("allows its own script and style by their hashes, and nothing else", () => {
    const html = pageHtml(pageData(reported()), reported().stacks, BUNDLE);
    const hash = (text: string): string => createHash("sha256").update(text).digest("base64");

    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash("run()")}'; style-src 'sha256-${hash("p{}")}'; base-uri 'none'; form-action 'none'">`,
    );
    expect(html).not.toMatch(/\b(?:src|href)=/);
  });

  it("has no element but its own, whatever the plan's words are, and gives them back as they were", () => {
    const plain = pageHtml(pageData(reported()), reported().stacks, BUNDLE);
    const data = pageData(reported(HOSTILE));
    const html = pageHtml(data, reported(HOSTILE).stacks, BUNDLE);
    const tags = (text: string): string[] => text.match(/<[!/a-z][a-z-]*/gi) ?? [];

    expect(tags(html)).toEqual(tags(plain));
    expect(block(html, "report")).toEqual(JSON.parse(JSON.stringify(data)));
    expect(JSON.stringify(block(html, "inputs-1"))).toContain(JSON.stringify(HOSTILE));
  });

  it("writes nothing of a secret, and the inputs of each stack in the order of its resources", () => {
    const [, stack] = reported().stacks;
    const [first, ...rest] = stack?.plan.resources ?? [];
    if (stack === undefined || first === undefined) {
      throw new Error("the fixture has a stack with resources");
    }
    const inputs = { token: { [SIGNATURE]: SECRET, value: "canary" } };
    const secret = { ...stack, plan: { ...stack.plan, resources: [{ ...first, inputs }, ...rest] } };
    const html = pageHtml(pageData({ ...reported(), stacks: [secret] }), [secret], BUNDLE);

    expect(html).not.toContain("canary");
    expect(block(html, "inputs-0")).toEqual([{ token: "[secret]" }, {}, { name: "orders-queue" }, { value: "text" }]);
  });
});
