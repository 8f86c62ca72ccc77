import { createHash } from "node:crypto";
import fs from "node:fs";
import type { Files } from "../../src/files";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What files keep, wherever they are. `start` opens an empty place; each call of `open` is one more writer. */
export function itKeepsTheFilesContract(start: () => Promise<{ readonly open: () => Files }>): void {
  it("has nothing of what nobody wrote", async () => {
    const files = (await start()).open();

    expect([await files.list("events"), await files.read("a.json"), await files.digest("a.json")]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  it("has a text as it was written last, under the hash of its content", async () => {
    const { open } = await start();
    await open().write("runs/a.json", "first");
    await open().write("runs/a.json", "second");

    expect([await open().read("runs/a.json"), await open().digest("runs/a.json")]).toEqual([
      "second",
      sha256("second"),
    ]);
  });

  it("keeps the first of two texts that may be written once", async () => {
    const { open } = await start();
    const both = [await open().writeOnce("plan.json", "first"), await open().writeOnce("plan.json", "second")];

    expect([...both, await open().read("plan.json")]).toEqual(["first", "first", "first"]);
  });

  it("keeps a file that was written elsewhere, and gives it back as a local one", async () => {
    const { open } = await start();
    const kept = await open().keep("events/day=2026-11-27/shard=01/events.parquet", async (file) => {
      fs.writeFileSync(file, "rows");
      return 4;
    });
    const local = await open().local("events/day=2026-11-27/shard=01/events.parquet");

    expect([kept, fs.readFileSync(local, "utf8")]).toEqual([4, "rows"]);
    expect(await open().digest("events/day=2026-11-27/shard=01/events.parquet")).toBe(sha256("rows"));
  });

  it("keeps nothing of a file whose writing fails, and what was there before", async () => {
    const files = (await start()).open();
    await files.write("a.parquet", "before");
    const failing = files.keep("a.parquet", (file) => {
      fs.writeFileSync(file, "half");
      return Promise.reject(new Error("the disk is full"));
    });

    await expect(failing).rejects.toThrow("the disk is full");
    expect([await files.read("a.parquet"), await files.list("")]).toEqual(["before", ["a.parquet"]]);
  });

  it("gives a file that was written anew as it is now", async () => {
    const files = (await start()).open();
    await files.write("a.parquet", "one");
    const first = fs.readFileSync(await files.local("a.parquet"), "utf8");
    await files.write("a.parquet", "two");

    expect([first, fs.readFileSync(await files.local("a.parquet"), "utf8")]).toEqual(["one", "two"]);
  });

  it("lists the Parquet files below a folder, in order, and neither other files nor folders of a like name", async () => {
    const files = (await start()).open();
    for (const file of ["log/b/2.parquet", "log/a/1.parquet", "log/manifest.json", "logs/3.parquet"]) {
      await files.write(file, "x");
    }

    expect(await files.list("log")).toEqual(["log/a/1.parquet", "log/b/2.parquet"]);
  });
}
