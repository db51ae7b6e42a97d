import { rm } from "node:fs/promises";
import type { SnapshotWriter } from "../../../store/snapshot-port.js";
import type { Ground } from "../ground.js";
import { daysFolder, keptMs, ownFolder } from "../leftovers.js";
import type { BucketAddress } from "./address.js";
import { type Objects, openObjects } from "./objects.js";
import { bucketShelf } from "./shelf.js";
import { sparkEnv, sparkSettings } from "./spark-settings.js";

export interface BucketPlace {
	readonly address: BucketAddress;
	/** Names the store that only this process has open: what lies under this name in the bucket is its own. */
	readonly owner: string;
	/** A folder of this computer, for days until they are sent; this process's alone. */
	readonly staging: string;
	/** Files of Spark's way to S3, comma separated; null: Spark gets them from Maven Central. */
	readonly jars: string | null;
	readonly now: () => number;
}

/** Its time tells when a server's days were last asked for. */
const askedName = "asked";

const keysOf = async (objects: Objects, prefix: string): Promise<string[]> => (await objects.list(prefix)).map(({ key }) => key);

/** When a server's days were last asked for, or anything of them written; epoch ms. */
const lastUse = async (objects: Objects, own: string): Promise<number> => {
	const [asked] = await objects.list(`${own}${askedName}`);
	if (asked) return asked.changed;
	return Math.max(0, ...(await objects.list(own)).map(({ changed }) => changed));
};

export const openBucket = (source: SnapshotWriter, { address, owner, staging, jars, now }: BucketPlace): Ground => {
	const objects = openObjects(address);
	const root = address.prefix === "" ? "" : `${address.prefix}/`;
	const own = `${root}${ownFolder(owner)}/`;
	const forSpark = (key: string): string => `s3a://${address.bucket}/${key}`;
	const shelf = bucketShelf({ objects, source, staging, at: `${own}${daysFolder}/`, asked: `${own}${askedName}` });
	/** Runs of the server before, and parts of files it never put together; its half days are no names of any, and go with the next `take`. */
	const sweepOwn = async (): Promise<void> => {
		await rm(staging, { recursive: true, force: true });
		await objects.dropParts(own);
		const kept = [`${own}${daysFolder}/`, `${own}${askedName}`];
		const keys = await keysOf(objects, own);
		await objects.remove(keys.filter((key) => !kept.some((one) => key.startsWith(one))));
	};
	const sweepForgotten = async (): Promise<void> => {
		for (const name of await objects.folders(root)) {
			const other = `${root}${name}`;
			if (!name.startsWith("server_") || other === own || now() - (await lastUse(objects, other)) <= keptMs) continue;
			await objects.dropParts(other);
			await objects.remove(await keysOf(objects, other));
		}
	};
	return {
		conf: sparkSettings(address, jars),
		env: sparkEnv(address),
		days: { ...shelf, at: (name) => forSpark(`${own}${daysFolder}/${name}`) },
		sweep: async () => {
			await sweepOwn();
			await sweepForgotten();
		},
		keepAt: (run, name) => forSpark(`${own}${run}/${name}`),
		removeRun: async (run) => objects.remove(await keysOf(objects, `${own}${run}/`)),
	};
};
