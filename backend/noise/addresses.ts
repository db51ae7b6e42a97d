import { isIP } from "node:net";
import { AppError } from "../contract/errors.js";
import type { Ground } from "./rule.js";

interface Network {
	readonly kind: "address" | "network";
	/** Every address, or one of every network whose hash events carry. */
	readonly members: readonly string[];
}

/** Events carry the hash of the address and that of its /24 (IPv6: /48): a network between these is counted out, up to so many of them. */
const most = 256;

const refusal = (entry: string): AppError =>
	new AppError(
		"invalid",
		`${entry} is no address or network that can be looked for. Write an address (203.0.113.7), or a network of IPv4 from /16 to /32, of IPv6 from /40 to /48.`,
		{ path: "addresses" },
	);

const number4 = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const text4 = (number: number): string => [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");

const network4 = (address: string, bits: number): Network => {
	const size = 2 ** (32 - bits);
	const first = Math.floor(number4(address) / size) * size;
	const step = bits > 24 ? 1 : 256;
	const members = Array.from({ length: Math.max(1, size / step) }, (_, at) => text4(first + at * step));
	return { kind: bits > 24 ? "address" : "network", members };
};

/** The third group of an IPv6 address, in which networks from /32 to /48 differ. */
const network6 = (address: string, bits: number): Network => {
	const whole = new URL(`http://[${address}]/`).hostname.slice(1, -1);
	const [head = ""] = whole.split("::");
	const groups = [...head.split(":"), "0", "0", "0"].slice(0, 3).map((group) => Number.parseInt(group || "0", 16));
	const size = 2 ** (48 - bits);
	const first = Math.floor((groups[2] ?? 0) / size) * size;
	const hex = (number: number): string => number.toString(16);
	const members = Array.from({ length: size }, (_, at) => `${hex(groups[0] ?? 0)}:${hex(groups[1] ?? 0)}:${hex(first + at)}::`);
	return { kind: "network", members };
};

/** What an entry of the list stands for. Throws AppError `invalid` for what is neither an address nor a network that can be counted out. */
export const networkOf = (entry: string): Network => {
	const [address = "", length, more] = entry.trim().split("/");
	const version = isIP(address);
	if (version === 0 || more !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) throw refusal(entry);
	if (length === undefined || Number(length) === (version === 4 ? 32 : 128)) return { kind: "address", members: [address] };
	const bits = Number(length);
	if (version === 4 && bits >= 16 && bits < 32) return network4(address, bits);
	if (version === 6 && bits >= 48 - Math.log2(most) && bits <= 48) return network6(address, bits);
	throw refusal(entry);
};

/** The hashes by which the events of these addresses are found. */
export const hashesOf = (entries: readonly string[], { hashAddress }: Ground): { addresses: string[]; networks: string[] } => {
	const addresses: string[] = [];
	const networks: string[] = [];
	for (const { kind, members } of entries.map(networkOf))
		for (const member of members) {
			const hashes = hashAddress(member);
			if (hashes) (kind === "address" ? addresses : networks).push(kind === "address" ? hashes.ipHash : hashes.netHash);
		}
	return { addresses, networks };
};
