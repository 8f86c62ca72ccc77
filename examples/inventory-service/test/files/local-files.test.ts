import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { LocalFiles, placeOf } from "../../src/files";
import { itKeepsTheFilesContract } from "./contract";

describe("files in a folder", () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

  itKeepsTheFilesContract(async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-files-"));
    folders.push(folder);
    let writers = 0;
    return {
      open: () => {
        writers += 1;
        return new LocalFiles(folder, `writer-${writers}`);
      },
    };
  });
});

describe("a place of files", () => {
  it.each([
    ["/var/archive", { kind: "folder", folder: "/var/archive" }],
    ["file:///var/archive", { kind: "folder", folder: "/var/archive" }],
    ["s3://stock-archive", { kind: "s3", bucket: "stock-archive", prefix: "" }],
    ["s3://stock-archive/eu/prod/", { kind: "s3", bucket: "stock-archive", prefix: "eu/prod" }],
    ["s3://Stock", undefined],
    ["gs://stock-archive", undefined],
  ])("is read from %s", (text, place) => {
    expect(placeOf(text)).toEqual(place);
  });
});
