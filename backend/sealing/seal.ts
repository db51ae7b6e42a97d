import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";

/** argon2id with 46 MiB and one pass, as OWASP advises first. 2 is the library's value for argon2id. */
const hardness = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1, outputLen: 32 } as const;

const [saltBytes, ivBytes, tagBytes] = [16, 12, 16];

/** Names the form, so that a later one can be told from it. */
const form = "a1";

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> => hashRaw(passphrase.normalize("NFKC"), { ...hardness, salt });

/** Text that only the passphrase opens again, and only for the same owner: AES-256-GCM under a key from argon2id, with a salt of its own. */
export const seal = async (secret: string, passphrase: string, owner: string): Promise<string> => {
	const salt = randomBytes(saltBytes);
	const iv = randomBytes(ivBytes);
	const cipher = createCipheriv("aes-256-gcm", await keyOf(passphrase, salt), iv).setAAD(Buffer.from(owner));
	const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
	return `${form}.${Buffer.concat([salt, iv, cipher.getAuthTag(), body]).toString("base64url")}`;
};

/** Null for another passphrase, another owner, or a changed text. */
export const unseal = async (sealed: string, passphrase: string, owner: string): Promise<string | null> => {
	const [name, text = ""] = sealed.split(".");
	const bytes = Buffer.from(text, "base64url");
	if (name !== form || bytes.length <= saltBytes + ivBytes + tagBytes) return null;
	const salt = bytes.subarray(0, saltBytes);
	const iv = bytes.subarray(saltBytes, saltBytes + ivBytes);
	const tag = bytes.subarray(saltBytes + ivBytes, saltBytes + ivBytes + tagBytes);
	const decipher = createDecipheriv("aes-256-gcm", await keyOf(passphrase, salt), iv, { authTagLength: tagBytes })
		.setAAD(Buffer.from(owner))
		.setAuthTag(tag);
	const opened = decipher.update(bytes.subarray(saltBytes + ivBytes + tagBytes));
	try {
		return Buffer.concat([opened, decipher.final()]).toString("utf8");
	} catch {
		return null;
	}
};
