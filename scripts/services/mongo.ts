import { mkdir } from "node:fs/promises";
import { mongoCommand } from "./mongo-engine.js";
import { freePort, type Program, startProgram } from "./program.js";

export interface Mongo extends Program {
	readonly uri: string;
	readonly port: number;
}

/** Starts a real MongoDB engine over TCP, on this computer alone, with its data in `folder`. Rejects where `npm test` has not provided one. */
export const startMongo = async (folder: string, port?: number): Promise<Mongo> => {
	await mkdir(folder, { recursive: true });
	const own = port ?? (await freePort());
	const command = mongoCommand(folder, own);
	if (command === null) throw new Error("There is no MongoDB engine for the tests. `npm test` gets it, or says what is missing.");
	const program = await startProgram({ name: "The MongoDB engine", ...command, limitMs: 60_000 });
	return { ...program, uri: `mongodb://127.0.0.1:${own}`, port: own };
};
