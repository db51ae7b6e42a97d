import { safeStorage } from "electron";
import type ElectronStore from "electron-store";
import type { Keyring } from "../backend/main.js";

/** Ciphertext by name, base64. */
interface Sealed {
	[name: string]: string;
}

/** An agent of the keyring that waits for its user, or hangs, must not hold a request for ever. */
const patienceMs = 8_000;

const names: Readonly<Record<string, string>> = {
	gnome_libsecret: "GNOME Keyring",
	kwallet: "KDE Wallet",
	kwallet5: "KDE Wallet",
	kwallet6: "KDE Wallet",
};

const bySystem: Readonly<Record<string, string>> = { darwin: "the macOS Keychain", win32: "Windows (DPAPI)" };

/** What answers for Electron; null for its fallback on Linux, which "encrypts" with a password that everybody knows. */
const nameOf = (): string | null => bySystem[process.platform] ?? names[safeStorage.getSelectedStorageBackend()] ?? null;

/** Electron 42 answers with a plain value where its types promise a promise. */
const within = <T>(work: T | Promise<T>): Promise<T> =>
	new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`The system's keyring did not answer within ${patienceMs / 1000} s.`)), patienceMs);
		Promise.resolve(work)
			.then(resolve, reject)
			.finally(() => clearTimeout(timer));
	});

/**
 * The system's keyring through Electron, the only file that knows it. The key that encrypts rests in the keyring; the ciphertext in
 * keys.json of `folder`. Asked only when a key is used, never while the app starts: it may put a question to its user.
 */
export const openKeyring = (folder: string): Keyring => {
	let opened: ElectronStore<Sealed> | null = null;
	/** Loaded when a key is used: no start needs it. */
	const open = async (): Promise<ElectronStore<Sealed>> => {
		const { default: Store } = await import("electron-store");
		opened ??= new Store<Sealed>({ cwd: folder, name: "keys", clearInvalidConfig: true, accessPropertiesByDotNotation: false });
		return opened;
	};
	const usable = async (): Promise<boolean> => {
		if (nameOf() === null) return false;
		return within(safeStorage.isAsyncEncryptionAvailable()).catch((error: unknown) => {
			console.error("The system's keyring cannot be used.", error);
			return false;
		});
	};
	return {
		state: async () => ({ usable: await usable(), name: nameOf() ?? "" }),
		write: async (name, secret) => {
			const sealed = await within(safeStorage.encryptStringAsync(secret));
			(await open()).set(name, sealed.toString("base64"));
		},
		read: async (name) => {
			const store = await open();
			const sealed = store.get(name);
			if (sealed === undefined) return null;
			const { result, shouldReEncrypt } = await within(safeStorage.decryptStringAsync(Buffer.from(sealed, "base64")));
			if (shouldReEncrypt) store.set(name, (await within(safeStorage.encryptStringAsync(result))).toString("base64"));
			return result;
		},
		remove: async (name) => (await open()).delete(name),
	};
};
