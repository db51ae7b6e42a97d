import { stat } from "node:fs/promises";

export const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Whether something lies at the path. Rejects where that cannot be told, such as in a folder that may not be read. */
export const isThere = async (path: string): Promise<boolean> => {
	try {
		await stat(path);
		return true;
	} catch (error) {
		if (isMissing(error)) return false;
		throw error;
	}
};
