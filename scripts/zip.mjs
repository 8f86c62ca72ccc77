// Writes a ZIP archive that is the same on every machine: one file, stored as it is, without a date.

/** The earliest day that an entry can name: 1980-01-01. */
const NO_DATE = 0x21;
/** Permissions of a file that everybody may read, where Unix looks for them. */
const READABLE = (0o100644 << 16) >>> 0;
const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;

/** An archive of one file. */
export function zipOf(name, content) {
  const entry = entryOf(Buffer.from(name), content);
  const local = Buffer.concat([numbers([4, 0x04034b50], ...entry.shared), entry.name, content]);
  const central = Buffer.concat([
    numbers([4, 0x02014b50], [2, MADE_ON_UNIX], ...entry.shared, [2, 0], [2, 0], [2, 0], [4, READABLE], [4, 0]),
    entry.name,
  ]);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, 1], [2, 1], [4, central.length], [4, local.length], [2, 0]);
  return Buffer.concat([local, central, end]);
}

/** What both records of an entry say: version, flags, method, date, checksum, sizes, lengths of name and extra field. */
function entryOf(name, content) {
  const { length } = content;
  const date = [
    [2, 0],
    [2, NO_DATE],
  ];
  const sizes = [
    [4, length],
    [4, length],
  ];
  return {
    name,
    shared: [[2, VERSION], [2, 0], [2, 0], ...date, [4, crc32(content)], ...sizes, [2, name.length], [2, 0]],
  };
}

/** Whole numbers in little-endian order, each given with its size in bytes. */
function numbers(...sized) {
  return Buffer.concat(
    sized.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}

/** The checksum of ZIP archives, bit by bit: an archive is written once in a build. */
function crc32(content) {
  let checksum = 0xffffffff;
  for (const byte of content) {
    checksum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      checksum = (checksum >>> 1) ^ (checksum & 1 ? 0xedb88320 : 0);
    }
  }
  return (checksum ^ 0xffffffff) >>> 0;
}
