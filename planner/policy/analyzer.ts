import { credentials, status, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient, AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PackLost, PolicyFailure } from "./error";
import { after, startPackProcess, type PackProcess, type StartOptions } from "./process";
import { readDiagnostics, type Encoded } from "./wire";

/** As large as the server of a pack receives: big programs have big resources. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** How long a process whose connection broke may take to be seen as dead. */
const DEATH_LIMIT_MS = 1_000;

/** How long a pack may take to answer one call: longer than any policy works, shorter than anybody waits. */
const ANSWER_LIMIT_MS = 60_000;

/** What comes with an error. */
const NO_ANSWER = new Uint8Array();

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

/**
 * A running pack, asked in the protocol of the engine. A policy that fails is a {@link PolicyFailure}; a pack that ended
 * or did not answer is a {@link PackLost}, at once where it is asked again.
 */
export class Analyzer {
  readonly #folder: string;
  readonly #process: PackProcess;
  readonly #client: AnalyzerClient;
  readonly #answerLimitMs: number;
  #lost: PackLost | undefined;

  private constructor(folder: string, started: PackProcess, answerLimitMs: number) {
    this.#folder = folder;
    this.#process = started;
    this.#answerLimitMs = answerLimitMs;
    this.#client = new AnalyzerClient(`127.0.0.1:${started.port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": MESSAGE_LIMIT,
      "grpc.max_send_message_length": MESSAGE_LIMIT,
    });
  }

  /** Starts a pack and greets it as the engine does. */
  static async start(folder: string, options: StartOptions): Promise<Analyzer> {
    const analyzer = new Analyzer(
      folder,
      await startPackProcess(folder, options),
      options.answerLimitMs ?? ANSWER_LIMIT_MS,
    );
    const greeting = new messages.AnalyzerHandshakeRequest();
    greeting.setEngineAddress("127.0.0.1:0");
    greeting.setRootDirectory(folder);
    greeting.setProgramDirectory(folder);
    await analyzer.#tolerated("handshake", (done) => analyzer.#client.handshake(greeting, done));
    return analyzer;
  }

  /** Tells the pack which stack it is about to judge. */
  async configureStack(request: messages.AnalyzerStackConfigureRequest): Promise<void> {
    await this.#call("ConfigureStack", (done) => this.#client.configureStack(request, done));
  }

  /** Asks what policies the pack has. */
  info(): Promise<messages.AnalyzerInfo> {
    return this.#call("GetAnalyzerInfo", (done) => this.#client.getAnalyzerInfo(new Empty(), done));
  }

  /** Hands over the configuration of the policies, complete with defaults. */
  async configure(request: messages.ConfigureAnalyzerRequest): Promise<void> {
    await this.#call("Configure", (done) => this.#client.configure(request, done));
  }

  /**
   * Lets the pack mend one resource.
   * @param urn of the resource, for the message of a failure
   */
  async remediate(urn: string, request: Encoded): Promise<messages.RemediateResponse> {
    const answer = await this.#ask(`Remediate of ${urn}`, AnalyzerService.remediate.path, request);
    return messages.RemediateResponse.deserializeBinary(answer);
  }

  /**
   * Has one resource judged.
   * @param urn of the resource, for the message of a failure
   */
  async analyze(urn: string, request: Encoded): Promise<messages.AnalyzeDiagnostic[]> {
    return readDiagnostics(await this.#ask(`Analyze of ${urn}`, AnalyzerService.analyze.path, request));
  }

  /** Has the stack judged as a whole. */
  async analyzeStack(request: Encoded): Promise<messages.AnalyzeDiagnostic[]> {
    return readDiagnostics(await this.#ask("AnalyzeStack", AnalyzerService.analyzeStack.path, request));
  }

  /** Takes leave of the pack and ends its process, whatever it says. */
  async close(): Promise<void> {
    const asked = new Promise<void>((resolve) => {
      this.#client.cancel(new Empty(), () => resolve());
    });
    await Promise.race([asked, this.#process.died]);
    this.#client.close();
    await this.#process.stop();
  }

  /** A call that a pack need not implement: the SDK's packs do not answer it. */
  async #tolerated(name: string, send: (done: Callback<unknown>) => unknown): Promise<void> {
    const answered = new Promise<void>((resolve, reject) => {
      send((error) =>
        error === null || error.code === status.UNIMPLEMENTED ? resolve() : reject(this.#refused(name, error)),
      );
    });
    await Promise.race([answered, this.#process.died]);
  }

  /** A call whose messages are encoded already. */
  #ask(name: string, method: string, request: Encoded): Promise<Encoded> {
    return this.#call<Encoded>(name, (done) =>
      this.#client.makeUnaryRequest(method, sent, unread, request, (error, answer = NO_ANSWER) => done(error, answer)),
    );
  }

  async #call<Response extends object>(name: string, send: (done: Callback<Response>) => unknown): Promise<Response> {
    if (this.#lost !== undefined) {
      throw this.#lost;
    }
    const answered = new Promise<Response | ServiceError>((resolve) => {
      send((error, response) => resolve(error ?? response));
    });
    const limit = this.#answerLimit(name);
    const answer = await Promise.race([answered, this.#process.died, limit.reached]);
    limit.clear();
    if (answer instanceof PackLost) {
      throw this.#lose(answer);
    }
    if (!isServiceError(answer)) {
      return answer;
    }
    // A pack that dies breaks the connection first: how it died says more than that.
    const died =
      answer.code === status.UNAVAILABLE ? await Promise.race([this.#process.died, after(DEATH_LIMIT_MS)]) : undefined;
    throw died === undefined ? this.#refused(name, answer) : this.#lose(died);
  }

  /** The first loss is the cause of the others. */
  #lose(error: PackLost): PackLost {
    this.#lost ??= error;
    return this.#lost;
  }

  #refused(name: string, error: ServiceError): PolicyFailure {
    return new PolicyFailure(this.#folder, name, `${status[error.code]}: ${error.details}`);
  }

  #answerLimit(name: string): { readonly reached: Promise<PackLost>; clear(): void } {
    let timer: NodeJS.Timeout | undefined;
    const reached = new Promise<PackLost>((resolve) => {
      const happened = `it did not answer ${name} within ${this.#answerLimitMs} ms`;
      const error = new PackLost(this.#folder, happened, "look for an endless loop in its policies");
      timer = setTimeout(() => resolve(error), this.#answerLimitMs);
    });
    return { reached, clear: () => clearTimeout(timer) };
  }
}

function sent(request: Encoded): Buffer {
  return Buffer.from(request);
}

function unread(answer: Encoded): Encoded {
  return answer;
}

function isServiceError(answer: object): answer is ServiceError {
  return "details" in answer;
}
