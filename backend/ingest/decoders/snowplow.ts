import { identityOf } from "./identity.js";
import { type Decoded, given, isRecord, malformed, objectOf, type Raw, recordOf, textOf, type Wire } from "./wire.js";

/** The `type` of a snowplow_ecommerce_action as a name that the map of actions knows: https://docs.snowplow.io/docs/sources/web-trackers/tracking-events/ecommerce */
const commerce: Readonly<Record<string, string>> = {
	product_view: "product_viewed",
	list_view: "product_list_viewed",
	list_click: "product_clicked",
	add_to_cart: "product_added",
	remove_from_cart: "product_removed",
	checkout_step: "checkout_step_completed",
	transaction: "order_completed",
	refund: "order_refunded",
	promo_view: "promotion_viewed",
	promo_click: "promotion_clicked",
	internal_search: "products_searched",
};

const broken = (field: string): Error =>
	malformed(field, "It holds no JSON object", "Send the tracker's own encoding: JSON, or its base64 form for URLs.");

/** Self-describing JSON, as text or in base64 for URLs; an empty object when there is none. */
const jsonOf = (event: Raw, plain: string, encoded: string): Raw => {
	const text = textOf(event[plain]);
	const base64 = textOf(event[encoded]);
	if (text === undefined && base64 === undefined) return {};
	const field = text === undefined ? encoded : plain;
	try {
		const value: unknown = JSON.parse(text ?? Buffer.from(base64 ?? "", "base64url").toString());
		if (isRecord(value)) return value;
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	throw broken(field);
};

interface Entity {
	readonly name: string;
	readonly data: Raw;
}

/** `iglu:vendor/name/format/version` → name */
const entityOf = (value: unknown): Entity => {
	const { schema, data } = recordOf(value);
	return { name: (textOf(schema) ?? "").split("/")[1] ?? "", data: recordOf(data) };
};

const productOf = ({ id, name, category, brand, price, currency, quantity, variant, position }: Raw): Raw =>
	given({ product_id: id, name, category, brand, price, currency, quantity, variant, position });

/** One product stands in the event's own fields, several in `products`, as Segment's orders have them. */
const productFields = (products: readonly Raw[]): Raw => {
	const [only] = products;
	if (only === undefined) return {};
	if (products.length > 1) return given({ products: products.map(productOf), currency: only["currency"] });
	const { name, category, ...rest } = productOf(only);
	return { ...rest, ...given({ product_name: name, product_category: category }) };
};

/** Entities of a commerce event, under the names that normalisation knows; all others by their own names. */
const entityFields = (entities: readonly Entity[]): Raw => {
	const dataOf = (name: string): Raw => entities.find((one) => one.name === name)?.data ?? {};
	const all = (name: string): Raw[] => entities.filter((one) => one.name === name).map(({ data }) => data);
	const { transaction_id, revenue, tax, shipping, payment_method, currency, discount_code } = dataOf("transaction");
	const { refund_amount, refund_reason } = dataOf("refund");
	const refund = dataOf("refund");
	const step = dataOf("checkout_step")["step"];
	const known = new Set(["product", "transaction", "refund", "checkout_step", "cart", "internal_search", "client_session"]);
	const { total_value } = dataOf("cart");
	return {
		...productFields(all("product")),
		...given({
			order_id: transaction_id ?? refund["transaction_id"],
			revenue: revenue ?? refund_amount,
			currency: currency ?? refund["currency"] ?? dataOf("cart")["currency"],
			tax,
			shipping,
			payment_method,
			coupon: discount_code,
			refund_reason,
			step,
			cart_value: total_value,
			...dataOf("internal_search"),
		}),
		...given({ entities: others(entities, known) }),
	};
};

const others = (entities: readonly Entity[], known: ReadonlySet<string>): Raw | undefined => {
	const rest = entities.filter(({ name }) => name !== "" && !known.has(name));
	return rest.length === 0 ? undefined : Object.fromEntries(rest.map(({ name, data }) => [name, data]));
};

interface Body {
	readonly type: string;
	readonly properties: Raw;
	readonly actionName?: string | undefined;
}

/** What each kind of event carries: https://docs.snowplow.io/docs/fundamentals/canonical-event/understanding-tracking-design */
const bodyOf = (event: Raw): Body => {
	switch (event["e"]) {
		case "pv":
			return { type: "page_view", properties: given({ title: event["page"] }) };
		case "pp":
			return { type: "page_ping", properties: {} };
		case "se": {
			const type = textOf(event["se_ac"]) ?? "structured_event";
			return {
				type,
				properties: given({ event_category: event["se_ca"], label: event["se_la"], property: event["se_pr"], event_value: event["se_va"] }),
			};
		}
		case "tr":
			return {
				type: "transaction",
				properties: given({
					order_id: event["tr_id"],
					total: event["tr_tt"],
					tax: event["tr_tx"],
					shipping: event["tr_sh"],
					currency: event["tr_cu"],
				}),
			};
		case "ti":
			return {
				type: "transaction_item",
				properties: given({
					order_id: event["ti_id"],
					product_id: event["ti_sk"],
					product_name: event["ti_nm"],
					product_category: event["ti_ca"],
					price: event["ti_pr"],
					quantity: event["ti_qu"],
					currency: event["ti_cu"],
				}),
			};
		case "ue": {
			const { name, data } = entityOf(jsonOf(event, "ue_pr", "ue_px")["data"]);
			if (name === "") throw broken("ue_pr");
			const kind = name === "snowplow_ecommerce_action" ? textOf(data["type"]) : undefined;
			const actionName = kind !== undefined && Object.hasOwn(commerce, kind) ? commerce[kind] : undefined;
			return { type: name, properties: data, actionName };
		}
		default:
			throw malformed(
				"e",
				`"${(textOf(event["e"]) ?? "").slice(0, 40)}" is no kind of event`,
				"Send pv, pp, se, ue, tr or ti, as the tracker does.",
			);
	}
};

/** The first step of a checkout begins it. */
const actionOf = (actionName: string | undefined, fields: Raw): string | undefined =>
	actionName === "checkout_step_completed" && textOf(fields["step"]) === "1" ? "checkout_started" : actionName;

const seconds = (milliseconds: unknown): number | undefined => {
	const text = textOf(milliseconds);
	return text !== undefined && /^\d{10,16}$/.test(text) ? Number(text) / 1000 : undefined;
};

/** An event of the Snowplow tracker protocol: https://docs.snowplow.io/docs/sources/snowplow-tracker-protocol */
export const decodeSnowplow = (raw: unknown): Decoded => {
	const event = objectOf(raw, "Snowplow's trackers do");
	const contexts = jsonOf(event, "co", "cx")["data"];
	const entities = (Array.isArray(contexts) ? contexts : []).map(entityOf);
	const { type, properties, actionName } = bodyOf(event);
	const fields = entityFields(entities);
	const session = event["sid"] ?? entities.find(({ name }) => name === "client_session")?.data["sessionId"];
	return {
		input: {
			...given({ event_id: textOf(event["eid"]), timestamp: seconds(event["dtm"]), sent_at: seconds(event["stm"]) }),
			...identityOf({ anonymous: event["duid"] ?? event["nuid"], user: event["uid"], session }),
			event_type: type,
			page: null,
			properties: {
				...given({ url: event["url"], referrer: event["refr"], user_agent: event["ua"], app_id: event["aid"], tracker: event["tna"] }),
				...properties,
				...fields,
			},
		},
		actionName: actionOf(actionName, fields),
		ip: textOf(event["ip"]),
	};
};

export const snowplow: Wire = {
	source: "snowplow",
	decode: decodeSnowplow,
	fields: { event_id: "eid", client_id: "duid", user_id: "uid", session_id: "sid", timestamp: "dtm", sent_at: "stm" },
};
