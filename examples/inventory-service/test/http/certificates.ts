import forge from "node-forge";

/** A certificate, and its key. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

/** An authority that issues certificates of its own. */
export interface Authority extends Issued {
  issue(name: string, purpose: "server" | "client"): Issued;
}

const DAY_MILLISECONDS = 86_400_000;
let serial = 0;

/** Makes an authority that nobody else knows. */
export function makeAuthority(name: string): Authority {
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const own = certificate(name, keys.publicKey);
  own.setIssuer(own.subject.attributes);
  own.setExtensions([
    { name: "basicConstraints", cA: true },
    { name: "keyUsage", keyCertSign: true },
  ]);
  own.sign(keys.privateKey, forge.md.sha256.create());
  return {
    ...pem(own, keys.privateKey),
    issue: (subject, purpose) => {
      const theirs = forge.pki.rsa.generateKeyPair(2048);
      const issued = certificate(subject, theirs.publicKey);
      issued.setIssuer(own.subject.attributes);
      issued.setExtensions([
        { name: "extKeyUsage", serverAuth: purpose === "server", clientAuth: purpose === "client" },
        { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
      ]);
      issued.sign(keys.privateKey, forge.md.sha256.create());
      return pem(issued, theirs.privateKey);
    },
  };
}

function certificate(name: string, publicKey: forge.pki.PublicKey): forge.pki.Certificate {
  const made = forge.pki.createCertificate();
  made.publicKey = publicKey;
  made.serialNumber = (serial += 1).toString(16).padStart(4, "0");
  made.validity.notBefore = new Date(Date.now() - DAY_MILLISECONDS);
  made.validity.notAfter = new Date(Date.now() + DAY_MILLISECONDS);
  made.setSubject([{ name: "commonName", value: name }]);
  return made;
}

function pem(made: forge.pki.Certificate, key: forge.pki.PrivateKey): Issued {
  return { cert: forge.pki.certificateToPem(made), key: forge.pki.privateKeyToPem(key) };
}
