import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { EventHistory, keepRetention, ParquetTables } from "../../../examples/inventory-service/src/archive";
import { executeSplitting } from "../../../examples/inventory-service/src/batch";
import { S3Files } from "../../../examples/inventory-service/src/files/s3-files";
import { InProcessStream } from "../../../examples/inventory-service/src/stream";
import { Relay } from "../../../examples/inventory-service/src/worker/relay";
import { moveEventsBack } from "../../../examples/inventory-service/test/archive/days";
import { TEN_MUGS } from "../../../examples/inventory-service/test/domain/given";
import { itKeepsTheFilesContract } from "../../../examples/inventory-service/test/files/contract";
import { TestServer } from "../../../examples/inventory-service/test/storage/database";
import { keyed } from "../../../examples/inventory-service/test/storage/requests";
import { Moto } from "./moto";

const REGION = "eu-central-1";

let moto: Moto;
let client: S3Client;
const opened: S3Files[] = [];
beforeAll(async () => {
  moto = await Moto.start();
  client = new S3Client({ region: REGION, endpoint: moto.endpoint, forcePathStyle: true });
});
afterAll(() => moto.stop());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((files) => files.close()));
});

async function bucket(): Promise<string> {
  const name = `archive-${randomUUID()}`;
  await client.send(
    new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  return name;
}

function open(name: string, prefix = "eu/prod"): S3Files {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-s3-"));
  const files = new S3Files({ bucket: name, prefix, region: REGION, endpoint: moto.endpoint, folder });
  opened.push(files);
  return files;
}

describe.each(["eu/prod", ""])("files in a bucket of S3, below the prefix %j", (prefix) => {
  itKeepsTheFilesContract(async () => {
    const name = await bucket();
    return { open: () => open(name, prefix) };
  });
});

describe("files in a bucket of S3", () => {
  it("know what somebody else wrote, without its hash, by its content", async () => {
    const name = await bucket();
    await client.send(new PutObjectCommand({ Bucket: name, Key: "counts/wms.parquet", Body: "rows" }));

    expect(await open(name, "").digest("counts/wms.parquet")).toBe(createHash("sha256").update("rows").digest("hex"));
  });
});

describe("the archive in a bucket of S3", () => {
  it("has what the database drops, for lineage and replay", async () => {
    const server = await TestServer.start();
    const tables = await ParquetTables.start({
      memoryMiB: 256,
      spillFolder: path.join(os.tmpdir(), "inventory-spill"),
    });
    try {
      const { name, owner } = await server.database();
      const pool = server.pool(name, 4);
      await executeSplitting(pool, [keyed(TEN_MUGS), keyed(TEN_MUGS)]);
      await moveEventsBack(owner, 2);
      await executeSplitting(pool, [keyed(TEN_MUGS)]);
      const relay = new Relay({
        ...{ db: pool, stream: new InProcessStream(), owner: "one", partition: "eu" },
        ...{ leaseMilliseconds: 60_000, mostShards: 64, onOldest: () => undefined },
      });
      await relay.round();
      const files = open(await bucket());
      const { dropped, kept } = await keepRetention({ db: pool, files, tables, settledSeconds: 0, keptSeconds: 0 });
      expect([dropped.length > 0, kept]).toEqual([true, []]);
      const { rows } = await owner.query("select version from inventory.stock_event");
      expect(rows).toEqual([{ version: "3" }]);
      const history = new EventHistory({ pool, files, tables });
      const mug = { tenant: "acme", subject: '["acme","mug","berlin"]' };

      expect((await history.after({ ...mug, afterVersion: 0, most: 10 })).map(({ version }) => version)).toEqual([
        1, 2, 3,
      ]);
    } finally {
      tables.stop();
      await server.stop();
    }
  });
});
