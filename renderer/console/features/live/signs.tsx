import {
	IconAlertCircle,
	IconAlertTriangle,
	IconCircle,
	IconCircleCheck,
	IconCircleX,
	IconCreditCard,
	IconEye,
	IconFileText,
	IconList,
	IconPointer,
	IconReceiptRefund,
	IconSearch,
	IconShoppingCart,
	IconShoppingCartMinus,
	IconShoppingCartPlus,
} from "@tabler/icons-react";
import classes from "./live.module.css";

export type SignState = "good" | "warning" | "bad";

const states = { good: IconCircleCheck, warning: IconAlertTriangle, bad: IconAlertCircle } as const;

/** How a part of the way does; the value beside it says so in words. */
export const StateSign = ({ state }: { state: SignState }) => {
	const Sign = states[state];
	return <Sign className={classes.state} data-tone={state} size={14} stroke={1.7} aria-hidden />;
};

const actions = {
	page_viewed: IconFileText,
	product_viewed: IconEye,
	product_list_viewed: IconList,
	product_clicked: IconPointer,
	products_searched: IconSearch,
	product_added: IconShoppingCartPlus,
	product_removed: IconShoppingCartMinus,
	cart_viewed: IconShoppingCart,
	checkout_started: IconCreditCard,
	order_completed: IconCircleCheck,
	order_refunded: IconReceiptRefund,
	order_cancelled: IconCircleX,
} as const;

/** What kind of event it is, before its name. */
export const ActionSign = ({ action }: { action: string | null }) => {
	const Sign = action !== null && Object.hasOwn(actions, action) ? actions[action as keyof typeof actions] : IconCircle;
	return <Sign size={14} stroke={1.6} aria-hidden />;
};
