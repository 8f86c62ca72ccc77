import { DescribeStreamSummaryCommand, KinesisClient, ResourceNotFoundException } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** Where Kinesis is. */
export interface KinesisPlace {
  /** The region its streams are in. */
  readonly region: string;
  /** Where Kinesis answers, where that is not AWS; `undefined` for AWS. */
  readonly endpoint: string | undefined;
}

/** How long a connection, and an answer, are waited for. */
const LIMITS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

/**
 * Connects to Kinesis.
 * @throws Error where there is no stream of that name
 */
export async function openKinesis({ region, endpoint }: KinesisPlace, stream: string): Promise<KinesisClient> {
  // HTTP/2, the client's default, is spoken by AWS alone, and of no use where each request is awaited.
  const requestHandler = new NodeHttpHandler(LIMITS);
  const client = new KinesisClient({ region, requestHandler, ...(endpoint === undefined ? {} : { endpoint }) });
  try {
    await client.send(new DescribeStreamSummaryCommand({ StreamName: stream }));
    return client;
  } catch (error) {
    client.destroy();
    throw error instanceof ResourceNotFoundException
      ? new Error(`there is no Kinesis stream "${stream}" in ${region}; make it, or name another`, { cause: error })
      : error;
  }
}
