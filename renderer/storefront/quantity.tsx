import { useEffect, useRef, useState } from "react";
import { cart } from "./cart.js";
import type { CartItem } from "./cart-item.js";

/** Typing 12 is no change to 1 and then to 12: a quantity counts when nothing was typed for so long, ms, or the field is left. */
const settleMs = 500;

export const Quantity = ({ item }: { readonly item: CartItem }) => {
	const [typed, setTyped] = useState<string | null>(null);
	const last = useRef<string | null>(null);
	last.current = typed;
	const { product_id: id, name, quantity } = item;
	const settle = (): void => {
		const text = last.current;
		last.current = null;
		setTyped(null);
		if (text !== null && text.trim() !== "") cart.setQuantity(id, Number(text));
	};
	const settled = useRef(settle);
	settled.current = settle;
	useEffect(() => {
		if (typed === null || typed.trim() === "") return;
		const timer = setTimeout(() => settled.current(), settleMs);
		return () => clearTimeout(timer);
	}, [typed]);
	useEffect(() => () => settled.current(), []);
	return (
		<input
			type="number"
			min="0"
			max="999"
			value={typed ?? quantity}
			aria-label={`Quantity of ${name}`}
			onChange={(event) => setTyped(event.target.value)}
			onBlur={settle}
			onKeyDown={(event) => event.key === "Enter" && settle()}
		/>
	);
};
