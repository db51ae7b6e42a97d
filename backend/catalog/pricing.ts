import { AppError } from "../contract/errors.js";
import type { Priced } from "../contract/orders.js";
import type { StoredProduct } from "../store/catalog-ports.js";

export interface CartItem {
	readonly product_id: string;
	readonly quantity: number;
	readonly price?: number | undefined;
}

const taxRate = 0.1;
/** Of any order, in units of its currency. */
const shippingPrice = 5;

/** Decimals of a currency's smallest unit: 2 for EUR, 0 for JPY, 3 for KWD. Two where the currency is not known. */
export const decimalsOf = (currency: string | null): number => {
	if (currency === null) return 2;
	const { maximumFractionDigits } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
	return maximumFractionDigits ?? 2;
};

const gone = (id: string): AppError =>
	new AppError("conflict", `The product ${id} is no longer in the catalog. Take it out of the cart.`, { product_id: id, reason: "gone" });

const changed = ({ name, productId, price }: StoredProduct, sent: number): AppError =>
	new AppError("conflict", `${name} costs ${price}, not ${sent}. Look at the cart again, then order.`, {
		product_id: productId,
		reason: "price",
		price,
	});

const tooFew = ({ name, productId, stock }: StoredProduct): AppError =>
	new AppError(
		"conflict",
		stock === 0 ? `${name} is sold out. Take it out of the cart.` : `Of ${name} only ${stock} are left. Order fewer.`,
		{
			product_id: productId,
			reason: "stock",
			stock,
		},
	);

const mixed = (): AppError =>
	new AppError("invalid", "The cart holds products of more than one currency. Order them apart.", { reason: "currency" });

/** Several entries of one product are one line. */
const merged = (items: readonly CartItem[]): CartItem[] => {
	const lines = new Map<string, CartItem>();
	for (const item of items) {
		const before = lines.get(item.product_id);
		lines.set(item.product_id, { ...item, quantity: item.quantity + (before?.quantity ?? 0), price: item.price ?? before?.price });
	}
	return [...lines.values()];
};

/**
 * Prices a cart from the catalog alone; what the sender says of a price is only compared. Sums are made in the currency's smallest
 * unit; tax is 10 % of the subtotal, half a unit rounded up. Throws `conflict` for what is gone, sold out or otherwise priced,
 * `invalid` for several currencies.
 */
export const priceCart = (items: readonly CartItem[], products: ReadonlyMap<string, StoredProduct>): Priced => {
	const lines = merged(items).map((item) => {
		const product = products.get(item.product_id);
		if (!product) throw gone(item.product_id);
		if (item.price !== undefined && item.price !== product.price) throw changed(product, item.price);
		if (product.stock !== null && product.stock < item.quantity) throw tooFew(product);
		return { product, quantity: item.quantity };
	});
	const currency = lines[0]?.product.currency ?? null;
	if (lines.some(({ product }) => product.currency !== currency)) throw mixed();
	const unit = 10 ** decimalsOf(currency);
	const units = (amount: number): number => Math.round(amount * unit);
	const money = (amount: number): number => amount / unit;
	const subtotal = lines.reduce((sum, { product, quantity }) => sum + units(product.price) * quantity, 0);
	const tax = Math.floor(subtotal * taxRate + 0.5);
	const shipping = units(shippingPrice);
	return {
		items: lines.map(({ product, quantity }) => ({
			product_id: product.productId,
			name: product.name,
			category: product.category,
			price: product.price,
			quantity,
			amount: money(units(product.price) * quantity),
		})),
		currency,
		subtotal: money(subtotal),
		tax: money(tax),
		shipping: money(shipping),
		total: money(subtotal + tax + shipping),
	};
};
