import type { IncomingMessage, ServerOptions, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { Socket } from "node:net";
import type { SecureContextOptions, TlsOptions as TlsServerOptions } from "node:tls";
import type { Metrics } from "../observe";
import { readTls, type TlsFiles, type TlsMaterial } from "./tls-files";

/** How often it is looked whether the files have changed, in ms. */
const LOOK_MILLISECONDS = 5_000;

/** What TLS needs. */
export interface TlsOptions {
  /** Where they lie. */
  readonly files: TlsFiles;
  /** What is measured. */
  readonly metrics: Pick<Metrics, "tlsReloads" | "tlsExpiry" | "tlsRefused">;
  /** Told of files that cannot be used, once for each time that they change. */
  readonly onError: (error: unknown) => void;
}

/**
 * A server's TLS, which follows its files. Whoever is connected stays so; who was let in by an authority that is none any
 * longer is answered what he asks next, and then has to come again.
 */
export class TlsServer {
  readonly #options: TlsOptions;
  readonly #sockets = new Set<Socket>();
  readonly #outdated = new WeakSet<Socket>();
  #server: Server | undefined;
  #material: TlsMaterial;
  #looking: NodeJS.Timeout | undefined;
  #refused = "";

  private constructor(options: TlsOptions, material: TlsMaterial) {
    this.#options = options;
    this.#material = material;
    options.metrics.tlsExpiry.set(material.expiresAt / 1000);
  }

  /**
   * Reads the files, which have to be right at the start.
   * @throws TlsFilesError that names the file that is not
   */
  static async open(options: TlsOptions): Promise<TlsServer> {
    return new TlsServer(options, await readTls(options.files));
  }

  /** Makes the server, and follows the files until it is closed. */
  listen(
    handler: (request: IncomingMessage, reply: ServerResponse) => void,
    limits: Pick<ServerOptions, "requestTimeout" | "keepAliveTimeout">,
  ): Server {
    const server = createServer({ ...this.#secure(), ...this.#asked(), ...limits }, handler);
    server.on("secureConnection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    server.once("close", () => clearInterval(this.#looking));
    this.#looking = setInterval(() => void this.look(), LOOK_MILLISECONDS).unref();
    this.#server = server;
    return server;
  }

  /** Whether a connection was made under authorities that have changed since. */
  isOutdated(socket: Socket): boolean {
    return this.#outdated.has(socket);
  }

  /** Takes files that have changed, where they can be used; where not, goes on with those it has. */
  async look(): Promise<void> {
    const { files, metrics, onError } = this.#options;
    try {
      const found = await readTls(files);
      this.#refused = "";
      metrics.tlsRefused.set(0);
      if (found.digest !== this.#material.digest) {
        this.#take(found);
        metrics.tlsReloads.inc();
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      metrics.tlsRefused.set(1);
      if (message !== this.#refused) {
        this.#refused = message;
        onError(error);
      }
    }
  }

  #take(found: TlsMaterial): void {
    if (found.ca !== this.#material.ca) {
      this.#sockets.forEach((socket) => this.#outdated.add(socket));
    }
    this.#material = found;
    // A new context has new keys for tickets, so that nobody resumes what the old one let in.
    this.#server?.setSecureContext(this.#secure());
    this.#options.metrics.tlsExpiry.set(found.expiresAt / 1000);
  }

  #secure(): SecureContextOptions {
    const { cert, key, ca } = this.#material;
    return { cert, key, minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) };
  }

  #asked(): Pick<TlsServerOptions, "requestCert" | "rejectUnauthorized"> {
    const isAsked = this.#material.ca !== undefined;
    return { requestCert: isAsked, rejectUnauthorized: isAsked };
  }
}
