/** A keyring of the system, given by a shell that has one. Names and secrets are text. */
export interface Keyring {
	/** Asks the system; `usable` only when secrets are really encrypted, and outlive the program. */
	state(): Promise<{ readonly usable: boolean; readonly name: string }>;
	write(name: string, secret: string): Promise<void>;
	/** Null for the unknown. Rejects when there is one that cannot be decrypted now. */
	read(name: string): Promise<string | null>;
	/** Idempotent; needs no keyring. */
	remove(name: string): Promise<void>;
}
