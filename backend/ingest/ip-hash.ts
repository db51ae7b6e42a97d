import { createHmac } from "node:crypto";
import { isIP } from "node:net";
import { remember } from "./remember.js";

export interface AddressHashes {
	readonly ipHash: string;
	/** Of the /24 of an IPv4 address, the /48 of an IPv6 one. */
	readonly netHash: string;
}

/** The URL parser writes an IPv6 address in its one canonical form. */
const canonical = (address: string): string => new URL(`http://[${address.split("%", 1)[0]}]/`).hostname.slice(1, -1);

/** The first 48 bits as three groups; "::" stands for the groups left out. */
const network6 = (address: string): string => {
	const [head = "", tail] = address.split("::");
	const before = head === "" ? [] : head.split(":");
	const after = tail ? tail.split(":") : [];
	const zeros = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill("0");
	return `${[...before, ...zeros, ...after].slice(0, 3).join(":")}::/48`;
};

const network4 = (address: string): string => `${address.split(".").slice(0, 3).join(".")}.0/24`;

const hashesOf = (secret: Uint8Array, given: string): AddressHashes | { readonly ipHash: null } => {
	const address = given.replace(/^::ffff:(?=\d+\.)/i, "");
	const version = isIP(address);
	if (version === 0) return { ipHash: null };
	const whole = version === 6 ? canonical(address) : address;
	const keyed = (text: string): string => createHmac("sha256", secret).update(text).digest("hex").slice(0, 32);
	return { ipHash: keyed(whole), netHash: keyed(version === 6 ? network6(whole) : network4(whole)) };
};

/**
 * Hashes an address and its network with HMAC-SHA256 under the store's secret (the first 128 bits, hex). The address
 * itself is kept nowhere but in a small memory of this process. Null for what is no address.
 */
export const openAddressHash = (secret: Uint8Array): ((address: string) => AddressHashes | null) => {
	const known = remember(10_000, (address) => hashesOf(secret, address));
	return (address) => {
		const hashes = known(address);
		return hashes.ipHash === null ? null : hashes;
	};
};
