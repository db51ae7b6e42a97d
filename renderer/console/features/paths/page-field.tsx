import { CloseButton, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";

interface Props {
	readonly page: string | undefined;
	readonly placeholder: string;
	readonly onPage: (page: string | undefined) => void;
}

/** A page's path, asked for on Enter or when the field is left: each letter would be another question. */
export const PageField = ({ page, placeholder, onPage }: Props) => {
	const [text, setText] = useState(page ?? "");
	useEffect(() => setText(page ?? ""), [page]);
	const settle = (): void => {
		const next = text.trim() || undefined;
		if (next !== page) onPage(next);
	};
	return (
		<TextInput
			aria-label={placeholder}
			placeholder={placeholder}
			value={text}
			maxLength={2000}
			w={220}
			onChange={(event) => setText(event.currentTarget.value)}
			onKeyDown={(event) => event.key === "Enter" && settle()}
			onBlur={settle}
			rightSection={page !== undefined && <CloseButton size={20} aria-label="Begin at any page" onClick={() => onPage(undefined)} />}
		/>
	);
};
