import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ARCHIVE, ASSET, SECRET, SIGNATURE } from "../../../planner/plan";
import { planned, resource, Thing } from "./planned";

describe("assets and archives", () => {
  it("stay what they are: text, file, address, folder, and archives of all of these", async () => {
    const plan = await planned(() => {
      const { asset } = pulumi;
      new Thing("thing", {
        text: new asset.StringAsset("hello"),
        file: new asset.FileAsset("./hello.txt"),
        remote: new asset.RemoteAsset("https://files.example.com/hello.txt"),
        folder: new asset.FileArchive("./dist"),
        remoteArchive: new asset.RemoteArchive("https://files.example.com/dist.zip"),
        mixed: new asset.AssetArchive({
          "index.js": new asset.StringAsset("exports.handler = 1;"),
          vendor: new asset.FileArchive("./vendor"),
        }),
      });
    });
    expect(resource(plan, "thing").inputs).toEqual({
      text: { [SIGNATURE]: ASSET, text: "hello" },
      file: { [SIGNATURE]: ASSET, path: "./hello.txt" },
      remote: { [SIGNATURE]: ASSET, uri: "https://files.example.com/hello.txt" },
      folder: { [SIGNATURE]: ARCHIVE, path: "./dist" },
      remoteArchive: { [SIGNATURE]: ARCHIVE, uri: "https://files.example.com/dist.zip" },
      mixed: {
        [SIGNATURE]: ARCHIVE,
        assets: {
          "index.js": { [SIGNATURE]: ASSET, text: "exports.handler = 1;" },
          vendor: { [SIGNATURE]: ARCHIVE, path: "./vendor" },
        },
      },
    });
  });

  it("may be secret, and come back from the engine as what they were", async () => {
    const plan = await planned(() => {
      const first = new Thing("first", { code: pulumi.secret(new pulumi.asset.StringAsset("hidden")), size: 1 });
      const archive = new Thing("archive", { code: new pulumi.asset.FileArchive(path.join("a", "b")) });
      const code: pulumi.Output<unknown> = Reflect.get(archive, "code");
      new Thing("second", { code, kind: code.apply((value) => pulumi.asset.Archive.isInstance(value)) });
      return { size: first.size };
    });
    expect(resource(plan, "first").inputs["code"]).toEqual({
      [SIGNATURE]: SECRET,
      value: { [SIGNATURE]: ASSET, text: "hidden" },
    });
    expect(resource(plan, "second").inputs).toEqual({ code: { [SIGNATURE]: ARCHIVE, path: "a/b" }, kind: true });
  });

  it("go through transforms unharmed", async () => {
    const plan = await planned(() => {
      new Thing(
        "thing",
        { code: new pulumi.asset.FileArchive("./dist") },
        { transforms: [({ props, opts }) => ({ props: { ...props, more: 1 }, opts })] },
      );
    });
    expect(resource(plan, "thing").inputs).toEqual({ code: { [SIGNATURE]: ARCHIVE, path: "./dist" }, more: 1 });
  });
});
