// A resource provider that answers every package: it accepts all inputs, returns them as outputs, and derives ids
// from URNs, so that the real engine can preview and update a program without an account or a provider plugin.
//
// Usage: node -r ./planner/run/from-source.js test/support/echo-provider.ts [answers.json]
// Prints its port on stdout; ends when its stdin closes. Attach it by PULUMI_DEBUG_PROVIDERS=aws:PORT,random:PORT.
import * as crypto from "node:crypto";
import * as fs from "node:fs";

import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Largest message in bytes: as much as the engine itself accepts. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

type Values = Record<string, JavaScriptValue>;

/** What the provider knows beyond the inputs it is given. */
interface Answers {
  /** Results of functions, by token; a function without one returns its arguments. */
  readonly invokes: Readonly<Record<string, Values>>;
  /** Outputs that an update adds to the inputs, or has in their place, by URN. */
  readonly outputs: Readonly<Record<string, Values>>;
  /** Ids that an update assigns, by URN; the others are derived from the URN. */
  readonly ids: Readonly<Record<string, string>>;
}

type Handler<Request, Response> = (request: Request) => Response;

function readAnswers(file: string | undefined): Answers {
  const empty: Answers = { invokes: {}, outputs: {}, ids: {} };
  return file === undefined ? empty : { ...empty, ...JSON.parse(fs.readFileSync(file, "utf8")) };
}

function unary<Request, Response>(handler: Handler<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => callback(null, handler(call.request));
}

function unchanged(): provider.DiffResponse {
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE);
  return response;
}

function check(request: provider.CheckRequest): provider.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function idFor(urn: string): string {
  return `echo-${crypto.createHash("sha256").update(urn).digest("hex").slice(0, 12)}`;
}

function create(request: provider.CreateRequest, answers: Answers): provider.CreateResponse {
  const response = new provider.CreateResponse();
  const inputs: Values = request.getProperties()?.toJavaScript() ?? {};
  if (request.getPreview()) {
    response.setProperties(request.getProperties());
    return response;
  }
  const urn = request.getUrn();
  response.setId(answers.ids[urn] ?? idFor(urn));
  response.setProperties(Struct.fromJavaScript({ ...inputs, ...answers.outputs[urn] }));
  return response;
}

function read(request: provider.ReadRequest): provider.ReadResponse {
  const response = new provider.ReadResponse();
  response.setId(request.getId());
  response.setProperties(request.getProperties() ?? new Struct());
  response.setInputs(request.getInputs() ?? new Struct());
  return response;
}

function update(request: provider.UpdateRequest): provider.UpdateResponse {
  const response = new provider.UpdateResponse();
  response.setProperties(request.getNews());
  return response;
}

function invoke(request: provider.InvokeRequest, answers: Answers): provider.InvokeResponse {
  const response = new provider.InvokeResponse();
  const answer = answers.invokes[request.getTok()];
  response.setReturn(answer === undefined ? request.getArgs() : Struct.fromJavaScript(answer));
  return response;
}

function handshake(): provider.ProviderHandshakeResponse {
  const response = new provider.ProviderHandshakeResponse();
  response.setAcceptSecrets(true);
  response.setAcceptResources(true);
  return response;
}

function configure(): provider.ConfigureResponse {
  const response = new provider.ConfigureResponse();
  response.setAcceptsecrets(true);
  response.setAcceptresources(true);
  response.setSupportspreview(true);
  return response;
}

function schema(): provider.GetSchemaResponse {
  const response = new provider.GetSchemaResponse();
  response.setSchema("{}");
  return response;
}

function serve(answers: Answers): void {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MESSAGE_LIMIT,
    "grpc.max_send_message_length": MESSAGE_LIMIT,
  });
  server.addService(ResourceProviderService, {
    handshake: unary(handshake),
    checkConfig: unary(check),
    diffConfig: unary(unchanged),
    configure: unary(configure),
    check: unary(check),
    diff: unary(unchanged),
    create: unary((request: provider.CreateRequest) => create(request, answers)),
    read: unary(read),
    update: unary(update),
    delete: unary(() => new Empty()),
    invoke: unary((request: provider.InvokeRequest) => invoke(request, answers)),
    getPluginInfo: unary(() => new plugin.PluginInfo()),
    getSchema: unary(schema),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      throw error;
    }
    console.log(port);
  });
}

process.stdin.resume().on("end", () => process.exit(0));
serve(readAnswers(process.argv[2]));
