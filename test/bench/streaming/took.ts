import { z } from "zod";

/** What one way of doing it took for the messages. */
export const took = z.object({
	rate: z.number().describe("Messages a second, by the clock"),
	cpuUs: z.number().describe("Processor time of the process a message, microseconds: what others do on the computer takes less part in it"),
});
export type Took = z.infer<typeof took>;

/** And what the messages were. */
export const figured = took.extend({ events: z.int(), bytesPerMessage: z.number() });
export type Figured = z.infer<typeof figured>;

/** Begins to measure; what it gives ends it. */
export const measure = (events: number): (() => Took) => {
	const [began, used] = [performance.now(), process.cpuUsage()];
	return () => {
		const { user, system } = process.cpuUsage(used);
		return { rate: (events / (performance.now() - began)) * 1000, cpuUs: (user + system) / events };
	};
};
