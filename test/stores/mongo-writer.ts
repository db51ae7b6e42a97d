import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { openMongoStore } from "../../backend/store/mongo/open.js";
import { event } from "../builders/event.js";

/** A console of its own process, which writes beside others: ids of its own and ids that all of them send, and orders of one product. */
const [uri = "", database = "", place = "", name = "", streams = "", batches = ""] = process.argv.slice(2);
const replica = await openDuckStore({ path: `${place}.duckdb` });
const store = openMongoStore({ uri, database, replica, statePath: `${place}.json` });

const write = async (stream: number): Promise<number> => {
	let inserted = 0;
	for (let batch = 0; batch < Number(batches); batch++) {
		const ids = Array.from({ length: 5 }, (_, index) => [`w${name}-${stream}-${batch}-${index}`, `shared-${batch}-${index}`]).flat();
		const stored = await store.append(ids.map((eventId) => event({ eventId })));
		inserted += stored.inserted.filter(Boolean).length;
	}
	return inserted;
};

/** Ten orders of one piece each; there are fewer pieces than all want. */
const buy = async (): Promise<number> => {
	let sold = 0;
	for (let number = 0; number < 10; number++) {
		const items = [{ product_id: "shoe", name: "Shoe", category: null, price: 1, quantity: 1, amount: 1 }];
		const order = { order_id: `${name}-${number}`, user_id: null, created_at: "2026-01-01T00:00:00.000Z", items, currency: "EUR" };
		const placed = store.placeOrder(`${name}-${number}`, { ...order, subtotal: 1, tax: 0, shipping: 0, total: 1 });
		sold += await placed.then(
			() => 1,
			() => 0,
		);
	}
	return sold;
};

const [sold, ...inserted] = await Promise.all([buy(), ...Array.from({ length: Number(streams) }, (_, stream) => write(stream))]);
await store.close();
process.send?.({ inserted: inserted.reduce((sum, count) => sum + count, 0), sold });
process.disconnect();
