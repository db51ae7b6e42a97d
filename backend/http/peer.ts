import { isIPv4 } from "node:net";
import type { Request } from "express";

/** 127.0.0.0/8 and ::1. */
export const isLoopback = (address: string | null): boolean =>
	address === "::1" || (address?.startsWith("127.") === true && isIPv4(address));

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
