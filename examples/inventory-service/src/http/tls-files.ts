import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";

/** Where a server's certificate lies, and whom it lets in. */
export interface TlsFiles {
  /** Its certificate, and those between it and the authority that made it, in PEM. */
  readonly certFile: string;
  /** Its private key, in PEM. */
  readonly keyFile: string;
  /** The authorities whose clients are let in, in PEM; `undefined` where clients need no certificate. */
  readonly clientCaFile: string | undefined;
}

/** What a server is given: what the files hold, which has been tried. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  /** Of whose clients certificates are taken. */
  readonly ca: string | undefined;
  /** Differs where any of them does. */
  readonly digest: string;
  /** When the certificate ends, in ms since the epoch. */
  readonly expiresAt: number;
}

/** Files of which no server can be made. */
export class TlsFilesError extends Error {}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads a server's files, and tries what they hold: files that are changed one after the other do not fit for a moment.
 * @throws TlsFilesError that names the file and what is wrong, and nothing of what it holds
 */
export async function readTls({ certFile, keyFile, clientCaFile }: TlsFiles): Promise<TlsMaterial> {
  const cert = await read("TLS_CERT_FILE", certFile);
  const key = await read("TLS_KEY_FILE", keyFile);
  const ca = clientCaFile === undefined ? undefined : await read("TLS_CLIENT_CA_FILE", clientCaFile);
  const [own] = certificatesOf(`TLS_CERT_FILE ${certFile}`, cert);
  if (ca !== undefined) {
    certificatesOf(`TLS_CLIENT_CA_FILE ${clientCaFile}`, ca);
  }
  tried(`TLS_KEY_FILE ${keyFile}: holds no private key in PEM`, () => createPrivateKey(key));
  tried(`TLS_KEY_FILE ${keyFile}: is not the key of TLS_CERT_FILE ${certFile}`, () =>
    createSecureContext({ cert, key }),
  );
  const digest = createHash("sha256")
    .update(JSON.stringify([cert, key, ca]))
    .digest("hex");
  return { cert, key, ca, digest, expiresAt: Date.parse(own?.validTo ?? "") };
}

async function read(variable: string, file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unreadable";
    throw new TlsFilesError(`${variable} ${file}: cannot be read (${code})`, { cause: error });
  });
}

function certificatesOf(place: string, text: string): readonly X509Certificate[] {
  const parts = text.match(PEM_CERTIFICATE) ?? [];
  if (parts.length === 0) {
    throw new TlsFilesError(`${place}: holds no certificate in PEM`);
  }
  return parts.map((part, index) =>
    tried(`${place}: its certificate number ${index + 1} cannot be read`, () => new X509Certificate(part)),
  );
}

function tried<Result>(message: string, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    throw new TlsFilesError(message, { cause: error });
  }
}
