import {
  AnalyzeDiagnostic,
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { AnalyzerResource, PolicyNotApplicable } from "@pulumi/pulumi/proto/analyzer_pb";
import * as fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { listOf, readDiagnostics, withProperties } from "../../../planner/policy/wire";
import type { Properties } from "../../../planner/plan";

const propertiesIn = (request: Uint8Array) => AnalyzeRequest.deserializeBinary(request).getProperties()?.toJavaScript();

const PROPERTIES = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Properties>;

describe("messages written field by field", () => {
  it("read like those that message objects give", () => {
    fc.assert(
      fc.property(PROPERTIES, (properties) => {
        const written = withProperties(new Uint8Array(), 2, properties);
        const request = new AnalyzeRequest();
        request.setProperties(Struct.fromJavaScript(properties));
        expect(propertiesIn(written)).toEqual(propertiesIn(request.serializeBinary()));
      }),
    );
  });

  it("keep the fields that were there", () => {
    const request = new AnalyzeRequest();
    request.setType("aws:sqs/queue:Queue");
    request.setUrn("urn:pulumi:dev::p::aws:sqs/queue:Queue::q");
    const written = withProperties(request.serializeBinary(), 2, { name: "q", fifo: false, size: 1.5, none: null });

    const read = AnalyzeRequest.deserializeBinary(written);
    expect(read.getType()).toBe("aws:sqs/queue:Queue");
    expect(read.getUrn()).toBe("urn:pulumi:dev::p::aws:sqs/queue:Queue::q");
    expect(read.getProperties()?.toJavaScript()).toEqual({ name: "q", fifo: false, size: 1.5, none: null });
  });

  it("list the resources of a stack in their order", () => {
    const resources = ["a", "b"].map((name) => {
      const resource = new AnalyzerResource();
      resource.setName(name);
      return withProperties(resource.serializeBinary(), 2, { name });
    });
    const read = AnalyzeStackRequest.deserializeBinary(listOf(1, resources));
    const described = read.getResourcesList().map((r) => [r.getName(), r.getProperties()?.toJavaScript()]);
    expect(described).toEqual([
      ["a", { name: "a" }],
      ["b", { name: "b" }],
    ]);
  });
});

describe("an answer", () => {
  it("gives its diagnostics, past the policies that do not apply", () => {
    const [diagnostic, skipped] = [new AnalyzeDiagnostic(), new PolicyNotApplicable()];
    diagnostic.setPolicyname("queue-require-key");
    skipped.setPolicyName("table-require-key");
    const response = new AnalyzeResponse();
    response.setDiagnosticsList([diagnostic]);
    response.setNotApplicableList([skipped, skipped]);

    const read = readDiagnostics(response.serializeBinary());
    expect(read.map((found) => found.getPolicyname())).toEqual(["queue-require-key"]);
  });

  it("without a finding gives none", () => {
    expect(readDiagnostics(new AnalyzeResponse().serializeBinary())).toEqual([]);
  });
});
