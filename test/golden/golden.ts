import { readFile } from "node:fs/promises";
import type { NewEvent } from "../../backend/store/event.js";
import { event } from "../builders/event.js";

export interface GoldenEvent {
	readonly event: NewEvent;
	readonly flag: string | null;
}

/** The events of clickstream.txt, in its order. */
export const goldenEvents = async (): Promise<GoldenEvent[]> => {
	const text = await readFile(new URL("clickstream.txt", import.meta.url), "utf8");
	const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
	return lines.map(read);
};

const read = (line: string): GoldenEvent => {
	const [id = "", time = "", visitor = "", ...rest] = line.trim().split(/\s+/);
	const [userId, sessionId, eventType, action, page] = rest.slice(0, 5).map((cell) => (cell === "-" ? null : cell));
	const more = new Map(rest.slice(5).map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=")[1] ?? ""]));
	const quantity = more.get("quantity");
	const ts = Date.parse(`${time}Z`);
	return {
		flag: more.get("flag") ?? null,
		event: event({
			source: more.get("source") ?? "api",
			eventId: id,
			ts,
			receivedAt: ts,
			visitor,
			clientId: visitor,
			sessionId: sessionId ?? null,
			userId: userId ?? null,
			eventType: eventType ?? "",
			action: action ?? null,
			page: page ?? null,
			productId: more.get("product") ?? null,
			productName: more.get("name")?.replaceAll("_", " ") ?? null,
			price: more.get("price") ?? null,
			quantity: quantity === undefined ? null : Number(quantity),
			currency: more.get("currency") ?? null,
			orderId: more.get("order") ?? null,
			revenue: more.get("revenue") ?? null,
			channel: more.get("channel") ?? null,
			device: more.get("device") ?? null,
			utmSource: more.get("utm") ?? null,
			utmMedium: more.get("medium") ?? null,
			utmCampaign: more.get("campaign") ?? null,
		}),
	};
};
