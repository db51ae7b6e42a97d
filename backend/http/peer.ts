import { BlockList, isIP } from "node:net";
import type { Request } from "express";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

export const isLoopback = (address: string | null): boolean => {
	const version = address === null ? 0 : isIP(address);
	return address !== null && version !== 0 && loopback.check(address, version === 6 ? "ipv6" : "ipv4");
};

/** The client's address, by `trust proxy` where that is on. IPv4 in IPv6 dress is undressed. */
export const peerOf = (request: Request): string | null => {
	const address = request.ip ?? request.socket.remoteAddress;
	return address ? address.replace(/^::ffff:(?=\d+\.)/i, "") : null;
};

const forwarding = ["x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-host", "via"] as const;

/**
 * Whether the client itself sits on this computer. A proxy on this computer makes every stranger look so: a request that
 * shows signs of one counts as remote, unless TRUST_PROXY says that the client's address it names may be believed.
 */
export const isLocalClient = (request: Request, trustProxy: boolean): boolean =>
	isLoopback(peerOf(request)) && (trustProxy || forwarding.every((name) => request.headers[name] === undefined));
