import type { ProductImport } from "../../backend/contract/catalog.js";
import { connect } from "../remote.js";
import { print, say } from "./terminal.js";

export interface ProductsOptions {
	readonly dryRun: boolean;
	readonly json: boolean;
}

/** Takes a file of products into the catalog, or with `dryRun` tells what would happen. */
export const productsCommand = async (path: string, { dryRun, json }: ProductsOptions, signal: AbortSignal): Promise<number> => {
	const { client, close } = await connect();
	try {
		const { file_id } = await client.transfer.open({ path }, { signal });
		const result = await client.catalog.importProducts({ file_id, dry_run: dryRun }, { signal });
		for (const { row, path, message, fix } of result.rejects) say(`row ${row}: ${path ? `${path}: ` : ""}${message}. ${fix}`);
		print(json ? JSON.stringify(result) : summary(result, dryRun));
		return result.rows > result.rejected ? 0 : 1;
	} finally {
		await close();
	}
};

const summary = ({ rows, inserted, updated, unchanged, rejected }: ProductImport, dryRun: boolean): string =>
	`${rows} rows: ${inserted} new products, ${updated} changed, ${unchanged} as they were, ${rejected} left out${dryRun ? "; nothing was written" : ""}.`;
