import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../contract/errors.js";
import type { Keeping } from "../contract/model.js";
import type { Keyring } from "../sealing/keyring.js";
import { seal, unseal } from "../sealing/seal.js";
import { hasSecret, shownAddress } from "./address.js";

export interface MongoAddress {
	/** May hold a password: never logged, never sent. */
	readonly uri: string;
	readonly database: string;
}

const schema = z.discriminatedUnion("kind", [
	z.object({ version: z.literal(1), kind: z.literal("embedded") }),
	z.object({
		version: z.literal(1),
		kind: z.literal("mongodb"),
		database: z.string(),
		shown: z.string(),
		/** `none`: it holds no secret, and stands in `text` as it is; `keyring`: it is not in this file. */
		sealed_by: z.enum(["none", "keyring", "secret_key"]),
		text: z.string().nullable(),
	}),
]);
type Kept = z.infer<typeof schema>;

export interface ChoiceDeps {
	/** A file of the data folder. */
	readonly path: string;
	/** The shell's; null on a plain server. */
	readonly keyring: Keyring | null;
	readonly secretKey: string | null;
	/** Hears why a keyring did not open what it keeps; no secret is among it. */
	readonly log?: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

export interface Choice {
	/** Where a password would be kept. */
	keeping(): Promise<Keeping>;
	/** Without opening a seal; null when nothing was chosen. */
	shown(): Promise<
		{ readonly kind: "embedded" } | { readonly kind: "mongodb"; readonly address: string; readonly database: string } | null
	>;
	/** The MongoDB that was chosen; null for the embedded store. Throws AppError `store_unavailable`, reason `sealed`. */
	mongo(): Promise<MongoAddress | null>;
	/** For the next start. Throws AppError `unsupported` where a password may not be kept. */
	save(choice: MongoAddress | null): Promise<void>;
}

const name = "mongodb";

const refusal =
	"A password is not kept here: there is nothing to seal it with. Set SECRET_KEY to at least 16 characters of chance and start again, or set MONGO_URI, which is used and never stored.";

const noKeyring =
	"This computer has no keyring that encrypts, so a password is not kept. Set MONGO_URI for this program, or use an address without a password.";

const sealed = (path: string, what: string): AppError =>
	new AppError(
		"store_unavailable",
		`The address of the chosen MongoDB is sealed, and ${what}. Set MONGO_URI, or remove ${path} to go on with the embedded store. Nothing was changed.`,
		{ reason: "sealed", path },
	);

/** Which store the next start takes. A password rests in the keyring, sealed by SECRET_KEY, or nowhere. */
export const openChoice = ({ path, keyring, secretKey, log = () => undefined }: ChoiceDeps): Choice => {
	const load = async (): Promise<Kept | null> => {
		const text = await readFile(path, "utf8").catch((error: unknown) => {
			if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
			throw error;
		});
		if (text === null) return null;
		try {
			return schema.parse(JSON.parse(text));
		} catch {
			throw new AppError("store_unavailable", `${path} cannot be read: it is not what the console writes. Remove it, then start again.`, {
				reason: "corrupt",
				path,
			});
		}
	};
	const write = async (kept: Kept): Promise<void> => {
		await writeFile(`${path}.part`, JSON.stringify(kept), { mode: 0o600 });
		await rename(`${path}.part`, path);
	};
	const keeping = async (): Promise<Keeping> => {
		const ring = keyring ? await keyring.state() : null;
		if (ring?.usable) return { kind: "keyring", name: ring.name, durable: true, text: `A password is encrypted by ${ring.name}.` };
		if (ring) return { kind: "refused", name: "Nowhere", durable: false, text: noKeyring };
		if (secretKey === null) return { kind: "refused", name: "Nowhere", durable: false, text: refusal };
		return { kind: "secret_key", name: "SECRET_KEY", durable: true, text: "A password is encrypted with the server's SECRET_KEY." };
	};
	const textOf = async (uri: string): Promise<Pick<Extract<Kept, { kind: "mongodb" }>, "sealed_by" | "text">> => {
		if (!hasSecret(uri)) return { sealed_by: "none", text: uri };
		const { kind, text } = await keeping();
		if (kind === "keyring" && keyring) {
			await keyring.write(name, uri);
			return { sealed_by: "keyring", text: null };
		}
		if (kind === "secret_key" && secretKey !== null) return { sealed_by: "secret_key", text: await seal(uri, secretKey, name) };
		throw new AppError("unsupported", text);
	};
	return {
		keeping,
		shown: async () => {
			const kept = await load();
			return kept?.kind === "mongodb" ? { kind: kept.kind, address: kept.shown, database: kept.database } : kept && { kind: kept.kind };
		},
		mongo: async () => {
			const kept = await load();
			if (kept?.kind !== "mongodb") return null;
			const { sealed_by: by, text, database } = kept;
			if (by === "none" && text !== null) return { uri: text, database };
			if (by === "keyring") {
				if (!keyring) throw sealed(path, "the keyring of the desktop window alone opens it");
				const uri = await keyring.read(name).catch((error: unknown) => {
					log("The keyring did not open the address of the MongoDB", { reason: error instanceof Error ? error.message : String(error) });
					return null;
				});
				if (uri === null) throw sealed(path, "the keyring does not open it");
				return { uri, database };
			}
			const uri = secretKey === null || text === null ? null : await unseal(text, secretKey, name);
			if (uri === null) throw sealed(path, "SECRET_KEY is not the one that sealed it");
			return { uri, database };
		},
		save: async (choice) => {
			if (choice === null) {
				await keyring?.remove(name);
				await write({ version: 1, kind: "embedded" });
				return;
			}
			const { uri, database } = choice;
			await write({ version: 1, kind: "mongodb", database, shown: shownAddress(uri), ...(await textOf(uri)) });
			await rm(`${path}.part`, { force: true });
		},
	};
};
