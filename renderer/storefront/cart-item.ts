import type { CartLine } from "./api.js";

/** A product in the cart, as the visitor put it there. */
export interface CartItem extends CartLine {
	readonly slug: string;
	readonly name: string;
	readonly category: string | null;
	readonly currency: string | null;
}
