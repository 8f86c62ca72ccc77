import fc from "fast-check";
import {
  addChanges,
  billBoundUsd,
  coarsen,
  fits,
  isPending,
  NOTHING_PENDING,
  pathsOf,
  type PathTemplates,
  type StockChange,
} from "../../../../components/cdn/invalidation";
import { change, SETTINGS } from "./fixtures";

const changes = fc.array(
  fc.record({ category: fc.constantFrom("shoes", "hats", "socks", "b*gs"), sku: fc.stringMatching(/^[a-z*]{1,2}$/) }),
  { maxLength: 40 },
);

describe("changes that wait", () => {
  it("hold each product once, in whichever order they came", () => {
    const some = addChanges(NOTHING_PENDING, [change("shoes", "b"), change("hats", "x"), change("shoes", "b")]);

    expect(some).toStrictEqual({ shoes: ["b"], hats: ["x"] });
    expect(addChanges(some, [change("shoes", "a"), change("hats", "x")])).toStrictEqual({
      shoes: ["a", "b"],
      hats: ["x"],
    });
  });

  it("stay whole where a category, or everything, is whole", () => {
    expect(addChanges({ shoes: "whole" }, [change("shoes", "a")])).toStrictEqual({ shoes: "whole" });
    expect(addChanges("all", [change("shoes", "a")])).toBe("all");
  });

  it("are there, or not", () => {
    expect([isPending(NOTHING_PENDING), isPending({ shoes: ["a"] }), isPending("all")]).toStrictEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("paths", () => {
  const templates: PathTemplates = {
    product: ["/p/{category}/{sku}", "/c/{category}", "#sku:{sku}"],
    category: ["/p/{category}/*", "/c/{category}", "#category:{category}"],
    all: ["/*", "#products"],
  };

  it("are the templates filled in, each path once", () => {
    expect(pathsOf({ shoes: ["a", "b"], hats: "whole" }, templates)).toStrictEqual([
      "#category:hats",
      "#sku:a",
      "#sku:b",
      "/c/hats",
      "/c/shoes",
      "/p/hats/*",
      "/p/shoes/a",
      "/p/shoes/b",
    ]);
    expect(pathsOf("all", templates)).toStrictEqual(["#products", "/*"]);
  });

  it("encode what stands in names, so that no product is a wildcard", () => {
    expect(pathsOf({ "Ärmel/x": ["A*", "ü,1"] }, templates)).toStrictEqual([
      "#sku:%c3%bc%2c1",
      "#sku:a*",
      "/c/%C3%84rmel%2Fx",
      "/p/%C3%84rmel%2Fx/%C3%BC%2C1",
      "/p/%C3%84rmel%2Fx/A%2A",
    ]);
  });

  it("fit where they are few enough, and no more than 15 of them wildcards", () => {
    const wildcards = Array.from({ length: 15 }, (_, index) => `/c/${index}/*`);

    expect(fits(wildcards, 15)).toBe(true);
    expect(fits(wildcards, 14)).toBe(false);
    expect(fits([...wildcards, "/c/15/*"], 100)).toBe(false);
    expect(fits([...wildcards, "#tag*"], 16)).toBe(true);
  });
});

describe("coarsening", () => {
  it("takes a category whole once more of its products change than the settings allow", () => {
    const pending = { shoes: ["a", "b", "c"], hats: ["a", "b", "c", "d"] };

    expect(coarsen(pending, SETTINGS, 10)).toStrictEqual({ shoes: ["a", "b", "c"], hats: "whole" });
  });

  it("takes the category with the most changes whole where the paths are too many", () => {
    const pending = { shoes: ["a", "b"], hats: ["a", "b", "c"], socks: ["a"] };

    expect(coarsen(pending, SETTINGS, 5)).toStrictEqual({ shoes: ["a", "b"], hats: "whole", socks: ["a"] });
    expect(coarsen(pending, SETTINGS, 3)).toStrictEqual({ shoes: "whole", hats: "whole", socks: ["a"] });
  });

  it("takes everything where whole categories save nothing", () => {
    expect(coarsen({ shoes: ["a"], hats: ["a"] }, SETTINGS, 1)).toBe("all");
    const many = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`c${index}`, "whole"] as const));
    expect(coarsen(many, SETTINGS, 100)).toBe("all");
    expect(coarsen("all", SETTINGS, 0)).toBe("all");
  });

  it("never takes more paths than before, and covers every change", () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 12 }), (some, limit) => {
        const pending = addChanges(NOTHING_PENDING, some);
        const paths = pathsOf(coarsen(pending, SETTINGS, limit), SETTINGS.paths);

        expect(paths.length).toBeLessThanOrEqual(Math.min(limit, pathsOf(pending, SETTINGS.paths).length));
        expect(some.filter((each) => !covers(paths, each))).toStrictEqual([]);
      }),
    );
  });

  it("collapses duplicates: what is added twice waits once", () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const once = addChanges(NOTHING_PENDING, [...first, ...second]);

        expect(addChanges(addChanges(once, second), first)).toStrictEqual(once);
      }),
    );
  });
});

describe("the bound of the bill", () => {
  it("charges half a cent for each path that is not free", () => {
    expect(billBoundUsd({ pathsPerMonth: 1_000, freePaths: 1_000 })).toBe(0);
    expect(billBoundUsd({ pathsPerMonth: 3_000, freePaths: 1_000 })).toBe(10);
    expect(billBoundUsd({ pathsPerMonth: 3_000, freePaths: 0 })).toBe(15);
  });
});

function covers(paths: readonly string[], { category, sku }: StockChange): boolean {
  const [product = ""] = pathsOf({ [category]: [sku] }, SETTINGS.paths);
  return paths.some((path) => (path.endsWith("*") ? product.startsWith(path.slice(0, -1)) : product === path));
}
