import { openRows, searchRows, treesOf } from "../../../../planner/report/page/tree-model";
import { pageData } from "../../../../planner/report/html/compose";
import { reported } from "../html/reported";

describe("the tree of a report", () => {
  const trees = treesOf(pageData(reported("text", 3)).stacks);

  it("shows the stacks alone at first, and what is in one where it is open", () => {
    expect(openRows(trees, new Set()).map(({ node }) => node.id)).toEqual(["0", "1", "2", "3"]);
    expect(openRows(trees, new Set(["1", "1/1"])).map(({ node }) => [node.id, node.level])).toEqual([
      ["0", 1],
      ["1", 1],
      ["1/1", 2],
      ["1/2", 3],
      ["1/3", 3],
      ["1/4", 3],
      ["1/5", 3],
      ["1/6", 2],
      ["2", 1],
      ["3", 1],
    ]);
  });

  it("says of each line where it stands among its siblings", () => {
    const rows = openRows(trees, new Set(["1"])).map(({ node }) => [node.id, node.position, node.siblings]);

    expect(rows.slice(1, 4)).toEqual([
      ["1", 2, 4],
      ["1/1", 1, 2],
      ["1/6", 2, 2],
    ]);
  });

  it("finds what holds every word, with what it lies in", () => {
    const { rows, matches } = searchRows(trees, ["orders-1", "eu-north-1"], 10);

    expect([rows.map(({ node, isOpen }) => [node.id, isOpen]), matches]).toEqual([
      [
        ["2", true],
        ["2/1", true],
        ["2/4", false],
      ],
      1,
    ]);
  });

  it("shows no more matches than are asked for, and counts all", () => {
    const { rows, matches, shown } = searchRows(trees, ["sqs"], 2);

    expect([matches, shown, rows.map(({ node }) => node.id)]).toEqual([12, 2, ["1", "1/1", "1/2", "1/3"]]);
  });
});
