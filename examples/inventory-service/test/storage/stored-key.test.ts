import { createHash } from "node:crypto";
import type { Command } from "../../src/domain";
import { storedKey } from "../../src/storage/idempotency";

const value = "01A220DD-53d7-79cd-8627-93ae0180e368";
const command: Command = {
  ...{ kind: "set-policy", tenant: 'a"b', sku: "gr\u00f6\u00dfe\u0001", location: "x\\y" },
  policy: { safetyStock: 1, promiseLimit: 0, shipsFrom: null, allotments: { "10": 1, "9": 2, "we\nb": 3 } },
};

const sha256 = (text: string): string => `\\x${createHash("sha256").update(text).digest("hex")}`;

describe("a key as it is stored", () => {
  it("is a hash over whose it is and of what, with the day of the key", () => {
    const stored = storedKey({ command, key: { client: "shop", value } });

    expect(stored?.day).toBe("2026-11-28");
    expect(stored?.hash).toBe(sha256(JSON.stringify(['a"b', "shop", "set-policy", value.toLowerCase()])));
  });

  it("has a fingerprint over JSON with members in the order of their names: what a release stored, the next one compares", () => {
    const text =
      '{"kind":"set-policy","location":"x\\\\y","policy":{"allotments":{"10":1,"9":2,"we\\nb":3},"promiseLimit":0,"safetyStock":1,' +
      '"shipsFrom":null},"sku":"gr\u00f6\u00dfe\\u0001","tenant":"a\\"b"}';

    expect(storedKey({ command, key: { client: "shop", value } })?.fingerprint).toBe(sha256(text));
  });

  it("is none where the key is no UUIDv7", () => {
    expect(storedKey({ command, key: { client: "shop", value: "1" } })).toBeUndefined();
  });
});
