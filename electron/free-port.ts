import { createServer } from "node:net";

const isFree = (host: string, port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const probe = createServer();
		probe.once("error", () => resolve(false));
		probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
	});

/** The first port after `taken` on which this host can listen, of the next 50; 0 (any) when all of these are taken. */
export const freePortAfter = async (host: string, taken: number): Promise<number> => {
	for (let port = taken + 1; port <= Math.min(taken + 50, 65_535); port++) {
		if (await isFree(host, port)) return port;
	}
	return 0;
};
