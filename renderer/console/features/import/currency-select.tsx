import { Select } from "@mantine/core";
import { useMemo } from "react";
import type { Mapping } from "../../../../backend/contract/transfer.js";

interface Props {
	readonly id: string;
	readonly mapping: Mapping;
	readonly onChange: (mapping: Mapping) => void;
}

const currencies = (): string[] => Intl.supportedValuesOf("currency");

/** What amounts without a currency count in. Empty: they stay a group of their own, without a name. */
export const CurrencySelect = ({ id, mapping, onChange }: Props) => {
	const all = useMemo(currencies, []);
	return (
		<Select
			id={id}
			data={all}
			value={mapping.default_currency}
			onChange={(value) => onChange({ ...mapping, default_currency: value })}
			searchable
			clearable
			limit={80}
			placeholder="none"
			nothingFoundMessage="No such currency"
			w={104}
		/>
	);
};
