export { Certificate, type CertificateArgs } from "./certificate";
export * from "./certificate.plan";
export { certificateRefusals, type CertificateRefusalArgs } from "./certificate.refusals";
