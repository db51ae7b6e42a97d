import { type Condition, type Funnel, type FunnelInput, funnel, stepBounds } from "../../../../backend/contract/funnel.js";

/** A condition while it is being written: its value is text, and may be empty. */
export interface DraftCondition {
	readonly field: string;
	readonly is: Condition["is"];
	readonly value: string;
}

export interface DraftStep {
	readonly on: "event" | "page";
	readonly is: string;
	readonly name: string;
	readonly where: readonly DraftCondition[];
}

/** A funnel while it is being built: it may not be complete. */
export interface Draft extends Omit<Funnel, "steps"> {
	readonly steps: readonly DraftStep[];
}

export const emptyStep: DraftStep = { on: "event", is: "", name: "", where: [] };
export const emptyCondition: DraftCondition = { field: "", is: "equals", value: "" };

export const needsValue = (is: Condition["is"]): boolean => is !== "exists" && is !== "missing";
const isNumber = (is: Condition["is"]): boolean => is === "greater" || is === "less";

export const draftOf = ({ steps, ...rest }: Funnel): Draft => ({
	...rest,
	steps: steps.map(({ on, is, name = "", where }) => ({
		on,
		is,
		name,
		where: where.map((condition) => ({
			field: condition.field,
			is: condition.is,
			value: "value" in condition ? String(condition.value) : "",
		})),
	})),
});

/** What is missing in a step, or null. */
export const missingIn = ({ on, is, where }: DraftStep): string | null => {
	if (is.trim() === "") return on === "event" ? "Choose or type an event." : "Choose or type a page, such as /product/*.";
	for (const condition of where) {
		if (condition.field.trim() === "") return "Choose what the condition is about, or remove it.";
		if (needsValue(condition.is) && condition.value === "") return `Give a value for ${condition.field}, or remove the condition.`;
		if (isNumber(condition.is) && !Number.isFinite(Number(condition.value)))
			return `${condition.value} is not a number: ${condition.field} is compared with one.`;
	}
	return null;
};

const conditionOf = ({ field, is, value }: DraftCondition): unknown => {
	if (!needsValue(is)) return { field, is };
	return { field, is, value: isNumber(is) ? Number(value) : value };
};

/** The funnel that a draft means; null while something is missing in it. */
export const funnelOf = ({ steps, ...rest }: Draft): Funnel | null => {
	if (steps.some((step) => missingIn(step) !== null)) return null;
	const asked = steps.map(({ on, is, name, where }) => ({
		on,
		is,
		...(name.trim() === "" ? {} : { name: name.trim() }),
		where: where.map(conditionOf),
	}));
	const read = funnel.safeParse({ ...rest, steps: asked });
	return read.success ? read.data : null;
};

/** Without what is usual, for the address. */
export const compactOf = ({ steps, per, window, strict, by }: Funnel): FunnelInput => ({
	steps: steps.map(({ where, ...step }) => ({ ...step, ...(where.length === 0 ? {} : { where }) })),
	...(per === "session" ? {} : { per }),
	...(window === null ? {} : { window }),
	...(strict ? { strict } : {}),
	...(by === null ? {} : { by }),
});

export const changeStep = (draft: Draft, at: number, change: Partial<DraftStep>): Draft => ({
	...draft,
	steps: draft.steps.map((step, index) => (index === at ? { ...step, ...change } : step)),
});

export const addStep = (draft: Draft): Draft =>
	draft.steps.length < stepBounds.most ? { ...draft, steps: [...draft.steps, emptyStep] } : draft;

export const removeStep = (draft: Draft, at: number): Draft =>
	draft.steps.length > stepBounds.fewest ? { ...draft, steps: draft.steps.filter((_, index) => index !== at) } : draft;

/** Both ends stay where they are when a step is moved beyond them. */
export const moveStep = (draft: Draft, from: number, to: number): Draft => {
	const moved = draft.steps[from];
	if (!moved || to < 0 || to >= draft.steps.length) return draft;
	const rest = draft.steps.filter((_, index) => index !== from);
	return { ...draft, steps: [...rest.slice(0, to), moved, ...rest.slice(to)] };
};

interface Choices {
	readonly event_types: readonly { readonly value: string }[];
	readonly actions: readonly { readonly value: string }[];
	readonly pages: readonly { readonly value: string }[];
}

const shopSteps = ["product_viewed", "product_added", "checkout_started", "order_completed"];

/** The shop's way to an order as far as it is there; else its most seen pages, or events; null where nothing happened. */
export const firstFunnel = ({ actions, pages, event_types }: Choices): Funnel | null => {
	const known = shopSteps.filter((action) => actions.some(({ value }) => value === action));
	const usual = { per: "session", window: null, strict: false, by: null } as const;
	if (known.length >= stepBounds.fewest) return { ...usual, steps: known.map((is) => ({ on: "event" as const, is, where: [] })) };
	const [page, order] = [pages[0], known[0]];
	if (page && order)
		return {
			...usual,
			steps: [
				{ on: "page", is: page.value, where: [] },
				{ on: "event", is: order, where: [] },
			],
		};
	const on = pages.length >= stepBounds.fewest ? ("page" as const) : ("event" as const);
	const two = (on === "page" ? pages : event_types).slice(0, 2).map(({ value }) => ({ on, is: value, where: [] }));
	const [first] = two;
	if (!first) return null;
	return { ...usual, steps: two.length === 2 ? two : [first, first] };
};
