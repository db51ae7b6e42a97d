/** What other features may use of the way in: the decoders of files, and what stands between a decoder and the store. */
export * from "./decoders/access-log.js";
export * from "./decoders/csv.js";
export { parseExact } from "./decoders/exact-json.js";
export type * from "./decoders/file-row.js";
export { decodeNative } from "./decoders/native.js";
export { ndjsonRows, objectOf } from "./decoders/ndjson.js";
export * from "./decoders/parquet.js";
export { textLines } from "./decoders/text-lines.js";
export { Fault } from "./fault.js";
export { openAddressHash } from "./ip-hash.js";
export { normalise } from "./normalise.js";
export { checkSize } from "./size.js";
