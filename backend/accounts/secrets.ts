import { createHash, randomBytes } from "node:crypto";

/** 256 bits, as 64 hex characters: the form of the predecessor's tokens. */
export const newToken = (): string => randomBytes(32).toString("hex");

/** 256 bits, short enough to read from a terminal. */
export const newCode = (): string => randomBytes(32).toString("base64url");

/** What is kept of a token or code. They are random, so a fast hash is enough; passwords go through argon2id. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");
