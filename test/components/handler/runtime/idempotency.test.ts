import fc from "fast-check";
import {
  dynamodbStore,
  InProgressError,
  LeaseLostError,
  memoryStore,
  onceFor,
  type AttributeValue,
  type DeleteItem,
  type IdempotencyStore,
  type PutItem,
  type TableClient,
  type UpdateItem,
} from "../../../../components/handler/runtime";

type Item = Record<string, AttributeValue>;

/** A table that understands the three conditions of the store, and refuses as DynamoDB does. */
function fakeTable(): TableClient & { readonly calls: unknown[] } {
  const items = new Map<string, Item>();
  const calls: unknown[] = [];
  const text = (value: AttributeValue | undefined): string =>
    value === undefined ? "" : "S" in value ? value.S : value.N;
  const refuse = (item?: Item): never => {
    throw Object.assign(new Error("refused"), { name: "ConditionalCheckFailedException", Item: item });
  };
  const held = ({ Key, ExpressionAttributeValues: values }: UpdateItem | DeleteItem): Item => {
    const item = items.get(text(Key["key"]));
    const holds = text(item?.["state"]) === "in-progress" && text(item?.["leaseUntil"]) === text(values[":lease"]);
    return item !== undefined && holds ? item : refuse();
  };
  return {
    calls,
    putItem: async (input: PutItem) => {
      calls.push(input);
      const old = items.get(text(input.Item["key"]));
      const values = input.ExpressionAttributeValues;
      const ended = Number(text(old?.["leaseUntil"])) <= Number(text(values[":now"]));
      const expired = Number(text(old?.["expiresAt"])) <= Number(text(values[":nowSeconds"]));
      const free = old === undefined || (text(old["state"]) === "completed" ? expired : ended);
      if (!free) {
        refuse(old);
      }
      items.set(text(input.Item["key"]), input.Item);
    },
    updateItem: async (input) => {
      calls.push(input);
      items.set(text(input.Key["key"]), { ...held(input), state: { S: "completed" } });
    },
    deleteItem: async (input) => {
      calls.push(input);
      held(input);
      items.delete(text(input.Key["key"]));
    },
  };
}

const STORES: readonly (readonly [string, () => IdempotencyStore])[] = [
  ["memoryStore", memoryStore],
  ["dynamodbStore", () => dynamodbStore(fakeTable(), "done")],
];

function guarded(store: IdempotencyStore, clock: { now: number }) {
  return onceFor({ store, now: () => clock.now, leaseSeconds: 30, keepSeconds: 3_600 });
}

describe.each(STORES)("onceFor with %s", (_name, make) => {
  it("lets the effect of a key happen once, however often it is handled and whatever fails in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.boolean()), { maxLength: 30 }),
        async (tries) => {
          const once = guarded(make(), { now: 1_000_000 });
          const effects = { a: 0, b: 0 };
          for (const [key, fails] of tries) {
            const effect = async () => {
              if (fails) {
                throw new Error("cannot");
              }
              effects[key as "a" | "b"] += 1;
            };
            await once(key, effect).catch((error: unknown) => expect(error).toEqual(new Error("cannot")));
          }
          for (const key of ["a", "b"] as const) {
            expect(effects[key]).toBe(tries.some(([tried, fails]) => tried === key && !fails) ? 1 : 0);
          }
        },
      ),
    );
  });

  it("lets one of several attempts at once have its effect, and has the others handed out again", async () => {
    const once = guarded(make(), { now: 1_000_000 });
    let effects = 0;
    const attempts = [1, 2, 3].map(() =>
      once("a", async () => {
        await Promise.resolve();
        effects += 1;
      }),
    );
    const results = await Promise.allSettled(attempts);
    const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));

    expect(effects).toBe(1);
    expect(reasons).toStrictEqual([new InProgressError("a"), new InProgressError("a")]);
    expect(reasons[0]).toHaveProperty("message", '"a" is being worked on by another attempt');
  });

  it("hands a key on when the lease of a dead attempt has ended, and not before", async () => {
    const clock = { now: 1_000_000 };
    const store = make();
    await store.claim({ key: "a", now: clock.now, leaseUntil: clock.now + 30_000, expiresAt: 5_000 });
    const once = guarded(store, clock);
    clock.now += 29_999;
    await expect(once("a", async () => undefined)).rejects.toThrow(InProgressError);
    clock.now += 1;
    await expect(once("a", async () => undefined)).resolves.toBe("done");
  });

  it("does not let an attempt that outlived its lease mark or release the work of the next", async () => {
    const clock = { now: 1_000_000 };
    const store = make();
    const once = guarded(store, clock);
    const late = once("a", async () => {
      clock.now += 30_000;
      expect(await store.claim({ key: "a", now: clock.now, leaseUntil: clock.now + 30_000, expiresAt: 9_000 })).toBe(
        "claimed",
      );
    });
    await expect(late).rejects.toStrictEqual(new LeaseLostError("a"));
    await store.release({ key: "a", now: 0, leaseUntil: 1_030_000, expiresAt: 0 });
    await expect(once("a", async () => undefined)).rejects.toThrow(InProgressError);
  });

  it("passes over what is done, until it may be forgotten", async () => {
    const clock = { now: 1_000_000 };
    const once = guarded(make(), clock);
    await expect(once("a", async () => undefined)).resolves.toBe("done");
    clock.now += 3_599_000;
    await expect(once("a", async () => undefined)).resolves.toBe("repeated");
    clock.now += 1_000;
    await expect(once("a", async () => undefined)).resolves.toBe("done");
  });
});

describe("dynamodbStore", () => {
  it("writes a claim in one conditional put", async () => {
    const table = fakeTable();
    await dynamodbStore(table, "done").claim({ key: "a", now: 1_500, leaseUntil: 31_500, expiresAt: 60 });

    expect(table.calls).toStrictEqual([
      {
        TableName: "done",
        Item: { key: { S: "a" }, state: { S: "in-progress" }, leaseUntil: { N: "31500" }, expiresAt: { N: "60" } },
        ConditionExpression:
          "attribute_not_exists(#key) OR (#state = :inProgress AND #lease <= :now) OR (#state = :completed AND #expires <= :nowSeconds)",
        ExpressionAttributeNames: { "#state": "state", "#lease": "leaseUntil", "#key": "key", "#expires": "expiresAt" },
        ExpressionAttributeValues: {
          ":inProgress": { S: "in-progress" },
          ":completed": { S: "completed" },
          ":now": { N: "1500" },
          ":nowSeconds": { N: "1" },
        },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      },
    ]);
  });

  it("hands on what is not a conflict", async () => {
    const down = async (): Promise<never> => {
      throw new Error("down");
    };
    const store = dynamodbStore({ putItem: down, updateItem: down, deleteItem: down }, "done");
    const claim = { key: "a", now: 0, leaseUntil: 1, expiresAt: 1 };

    await expect(store.claim(claim)).rejects.toThrow("down");
    await expect(store.complete(claim)).rejects.toThrow("down");
    await expect(store.release(claim)).rejects.toThrow("down");
  });
});
