import fc from "fast-check";
import { kafkaHandler, kinesisHandler, queueHandler, tableHandler } from "../../../../components/handler/runtime";

const STANDARD = "arn:aws:sqs:eu-central-1:111122223333:orders";
const records = fc.array(fc.record({ fails: fc.boolean(), group: fc.constantFrom("a", "b", "c") }), { maxLength: 12 });

/** A handler that notes what it is given, and fails where it is told to. */
function recorder<R>(fails: (record: R) => boolean) {
  const tried: R[] = [];
  const reported: R[] = [];
  return {
    tried,
    reported,
    handle: async (record: R) => {
      tried.push(record);
      if (fails(record)) {
        throw new Error("cannot");
      }
    },
    report: (record: R) => void reported.push(record),
  };
}

describe.each([
  [
    "kinesisHandler",
    (fails: (id: string) => boolean, ids: readonly string[]) => {
      type R = { kinesis: { sequenceNumber: string; partitionKey: string; data: string } };
      const { handle, report, tried } = recorder<R>(({ kinesis }) => fails(kinesis.sequenceNumber));
      const Records = ids.map((id) => ({ kinesis: { sequenceNumber: id, partitionKey: "k", data: "" } }));
      return { response: kinesisHandler(handle, report)({ Records }), tried };
    },
  ],
  [
    "tableHandler",
    (fails: (id: string) => boolean, ids: readonly string[]) => {
      type R = { dynamodb: { SequenceNumber: string } };
      const { handle, report, tried } = recorder<R>(({ dynamodb }) => fails(dynamodb.SequenceNumber));
      const Records = ids.map((id) => ({ dynamodb: { SequenceNumber: id } }));
      return { response: tableHandler(handle, report)({ Records }), tried };
    },
  ],
] as const)("%s", (_name, run) => {
  it("stops at the first failure and names it, and nothing where there is none", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (failures) => {
        const ids = failures.map((_, index) => `${index + 1}`);
        const first = failures.indexOf(true);
        const { response, tried } = run((id) => failures[Number(id) - 1] === true, ids);

        expect(await response).toStrictEqual({
          batchItemFailures: first === -1 ? [] : [{ itemIdentifier: `${first + 1}` }],
        });
        expect(tried).toHaveLength(first === -1 ? ids.length : first + 1);
      }),
    );
  });
});

describe("queueHandler", () => {
  const messagesOf = (arn: string, batch: readonly { fails: boolean; group: string }[]) =>
    batch.map(({ fails, group }, index) => ({
      messageId: `m${index}`,
      body: "",
      attributes: { MessageGroupId: group },
      eventSourceARN: arn,
      fails,
    }));

  it("reports exactly what failed of a standard queue, even where messages carry a group", async () => {
    await fc.assert(
      fc.asyncProperty(records, async (batch) => {
        const Records = messagesOf(STANDARD, batch);
        const { handle, report, tried, reported } = recorder<(typeof Records)[number]>(({ fails }) => fails);
        const { batchItemFailures } = await queueHandler(handle, report)({ Records });
        const failed = Records.filter(({ fails }) => fails);

        expect(batchItemFailures).toStrictEqual(failed.map(({ messageId }) => ({ itemIdentifier: messageId })));
        expect(tried).toStrictEqual(Records);
        expect(reported).toStrictEqual(failed);
      }),
    );
  });

  it("reports a group of a FIFO queue from its first failure on, tries nothing behind it, and hurts no other group", async () => {
    await fc.assert(
      fc.asyncProperty(records, async (batch) => {
        const Records = messagesOf(`${STANDARD}.fifo`, batch);
        const { handle, report, tried } = recorder<(typeof Records)[number]>(({ fails }) => fails);
        const { batchItemFailures } = await queueHandler(handle, report)({ Records });
        const failedBefore = (index: number, group: string | undefined) =>
          Records.slice(0, index).some((each) => each.fails && each.attributes.MessageGroupId === group);
        const waits = Records.map(({ attributes }, index) => failedBefore(index, attributes.MessageGroupId));

        expect(tried).toStrictEqual(Records.filter((_, index) => waits[index] === false));
        expect(batchItemFailures).toStrictEqual(
          Records.filter(({ fails }, index) => fails || waits[index] === true).map(({ messageId }) => ({
            itemIdentifier: messageId,
          })),
        );
      }),
    );
  });
});

describe("kafkaHandler", () => {
  it("stops each partition at its own first failure", async () => {
    const at = (partition: number, offset: number) => ({ topic: "stock", partition, offset });
    const { handle, report, tried } = recorder<ReturnType<typeof at>>(({ offset }) => offset === 8);
    const batch = { records: { "stock-0": [at(0, 7), at(0, 8), at(0, 9)], "stock-1": [at(1, 1), at(1, 2)] } };

    expect(await kafkaHandler(handle, report)(batch)).toStrictEqual({
      batchItemFailures: [{ itemIdentifier: { partition: "stock-0", offset: 8 } }],
    });
    expect(tried).toStrictEqual([at(0, 7), at(0, 8), at(1, 1), at(1, 2)]);
  });
});
