// What benchmarks take from the service.
export { keyHash, keyText } from "../src/access";
export { openBatcher, Unanswered } from "../src/batch";
export { Admission, MOST_UNPUBLISHED_SECONDS } from "../src/service/admission";
export { migrate, openPool, readMigrations, storeKey, unpublishedAge } from "../src/storage";
export { storedKey } from "../src/storage/idempotency";
export { reserveOne } from "../src/storage/reserve-one";
export { InProcessStream } from "../src/stream";
export { KafkaStream } from "../src/stream/kafka";
export { Relay } from "../src/worker/relay";
export { repeat } from "../src/worker/repeat";
