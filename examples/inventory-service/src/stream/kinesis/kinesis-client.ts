import { DescribeStreamSummaryCommand, KinesisClient, ResourceNotFoundException } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** Where Kinesis is. */
export interface KinesisPlace {
  /** The region its streams are in. */
  readonly region: string;
  /** Where Kinesis answers, where that is not AWS; `undefined` for AWS. */
  readonly endpoint: string | undefined;
}

/**
 * Connects to Kinesis.
 * @throws Error where there is no stream of one of the names
 */
export async function openKinesis(
  { region, endpoint }: KinesisPlace,
  streams: readonly string[],
): Promise<KinesisClient> {
  // HTTP/2, the client's default, is spoken by AWS alone, and of no use where each request is awaited.
  const requestHandler = new NodeHttpHandler();
  const client = new KinesisClient({ region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) });
  try {
    for (const stream of streams) {
      await client.send(new DescribeStreamSummaryCommand({ StreamName: stream })).catch((error: unknown) => {
        throw error instanceof ResourceNotFoundException
          ? new Error(`there is no Kinesis stream "${stream}" in ${region}; make it, or name another`, { cause: error })
          : error;
      });
    }
    return client;
  } catch (error) {
    client.destroy();
    throw error;
  }
}
