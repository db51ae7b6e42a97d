import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import type { Client } from "./client.js";
import { throwAppErrors } from "./failures.js";

/** The client over a message port whose other end the desktop shell serves. Starts the port. */
export const portClient = (port: MessagePort): Client => {
	const link = new RPCLink({ port, interceptors: [throwAppErrors] });
	port.start();
	return createORPCClient(link);
};
