import { connect } from "../remote.js";
import { print } from "../transfer/terminal.js";

/** Puts the demo shop's products into the catalog; a second time nothing changes. */
export const seedProductsCommand = async (json: boolean, signal: AbortSignal): Promise<number> => {
	const { client, close } = await connect();
	try {
		const result = await client.seeding.products(undefined, { signal });
		const { products, categories, inserted, updated, unchanged } = result;
		print(
			json
				? JSON.stringify(result)
				: `${products} products in ${categories} categories: ${inserted} new, ${updated} changed, ${unchanged} as they were.`,
		);
		return 0;
	} finally {
		await close();
	}
};
