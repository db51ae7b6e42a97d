import { AppError } from "../../contract/errors.js";
import { type By, byColumns } from "../../engine/port.js";

const deepest = 8;

/** What `by` names: a column of the events, else a path into their properties, its parts parted by dots. Throws `invalid` for an empty part. */
export const readBy = (text: string): By => {
	const column = byColumns.find((known) => known === text);
	if (column) return { kind: "column", column };
	const path = text.split(".");
	if (path.every((part) => part !== "") && path.length <= deepest) return { kind: "property", path };
	throw new AppError(
		"invalid",
		`by is ${text}, which names neither a column nor a property. Write a column such as device, or a property's path of at most ${deepest} names such as cart.size.`,
		{ path: "by" },
	);
};
