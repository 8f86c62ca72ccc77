// Takes what the nightly comparison with the warehouse found, and puts each difference into the stream as a count.
import { Kinesis } from "@aws-sdk/client-kinesis";
import { queueHandler } from "inventory-platform/runtime";
import { correctStock } from "./correct-stock.mjs";

const correct = correctStock({ client: new Kinesis({}), stream: process.env.STREAM_STOCK_EVENTS });

export const handler = queueHandler(
  ({ messageId, body }) => correct({ id: messageId, ...JSON.parse(body) }),
  ({ messageId }, error) => console.error("not corrected", messageId, error),
);
