import { slugOf } from "../catalog/catalog.js";
import type { HeldRecord } from "../store/depot-port.js";
import type { OldDocument, Refused, Taken } from "../store/predecessor-port.js";

const textOf = (value: unknown): string | null => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);

const timeOf = ({ storedAt, fields }: OldDocument, now: number): number => {
	const { created_at: at } = fields;
	if (at instanceof Date && !Number.isNaN(at.getTime())) return at.getTime();
	return storedAt ?? now;
};

/** Its old id where it was text: events name users and products by it. */
const idOf = ({ key, id }: OldDocument): string => (typeof key === "string" ? key : id);

const refused = ({ key }: OldDocument, path: string, reason: string): Refused => ({ key, path, reason });

const taken = ({ key }: OldDocument, record: object): Taken => ({ key, record: record as HeldRecord });

/**
 * An account without its password, whose hash is of another kind: an owner sends a link to set one. Nobody becomes an owner by what a
 * database says: its administrators become analysts.
 */
export const takenUser = (document: OldDocument, now: number): Taken | Refused => {
	const { username, email, role } = document.fields;
	const name = textOf(username);
	if (name === null) return refused(document, "username", "The account has no name");
	return taken(document, {
		userId: idOf(document),
		username: name,
		email: textOf(email),
		role: role === "admin" ? "analyst" : "customer",
		passwordHash: null,
		createdAt: timeOf(document, now),
	});
};

/** A whole address alone: the old shop's own pictures are not here. */
const pictureOf = (image: unknown): string | null => (typeof image === "string" && /^https?:\/\//.test(image) ? image : null);

const amount = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null);

export const takenProduct = (document: OldDocument, now: number): Taken | Refused => {
	const { name, slug, category, price, tags, image_url: image, description } = document.fields;
	const called = textOf(name);
	if (called === null) return refused(document, "name", "The product has no name");
	const costs = amount(price);
	if (costs === null) return refused(document, "price", "The price is no amount");
	const at = timeOf(document, now);
	return taken(document, {
		productId: idOf(document),
		slug: textOf(slug) ?? slugOf(called),
		name: called,
		category: textOf(category),
		price: costs,
		currency: null,
		tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
		description: textOf(description),
		brand: null,
		stock: null,
		imageUrl: pictureOf(image),
		createdAt: at,
		updatedAt: at,
	});
};
