/** Protocol messages that the engine itself has to build, to call back into the program. */
export interface SdkProtos {
  readonly resource: typeof import("@pulumi/pulumi/proto/resource_pb");
  readonly callback: typeof import("@pulumi/pulumi/proto/callback_pb");
  readonly callbackService: typeof import("@pulumi/pulumi/proto/callback_grpc_pb");
  readonly struct: typeof import("google-protobuf/google/protobuf/struct_pb");
}
