import { NativeSelect, Select } from "@mantine/core";
import { type ReactNode, useId, useMemo } from "react";
import type { FileInfo, Mapping } from "../../../../backend/contract/transfer.js";
import classes from "./columns.module.css";
import { CurrencySelect } from "./currency-select.js";

interface Props {
	readonly file: FileInfo;
	readonly mapping: Mapping;
	readonly onChange: (mapping: Mapping) => void;
	/** Some amounts come without a currency: the problem asks which, and not this line. */
	readonly asksCurrency: boolean;
	readonly children: ReactNode;
}

const dateOrders = [
	{ value: "iso", label: "year - month - day" },
	{ value: "dmy", label: "day / month / year" },
	{ value: "mdy", label: "month / day / year" },
] as const;
const decimals = [
	{ value: "point", label: "point (89.00)" },
	{ value: "comma", label: "comma (89,00)" },
] as const;

const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** How the texts of the file are to be read. Only what this file leaves open is asked. */
export const ReadingControls = ({ file, mapping, onChange, asksCurrency, children }: Props) => {
	const all = useMemo(zones, []);
	const isText = file.format === "csv";
	return (
		<div className={classes.reading}>
			{file.needs_zone && (
				<Control label="Times are in">
					{(id) => (
						<Select
							id={id}
							data={all.includes(mapping.tz) ? all : [mapping.tz, ...all]}
							value={mapping.tz}
							onChange={(tz) => tz && onChange({ ...mapping, tz })}
							searchable
							limit={80}
							nothingFoundMessage="No such zone"
							w={128}
						/>
					)}
				</Control>
			)}
			{isText && (
				<>
					<Control label="Dates">
						{(id) => (
							<NativeSelect
								id={id}
								data={dateOrders}
								value={mapping.date_order}
								onChange={(event) => onChange({ ...mapping, date_order: orderOf(event.currentTarget.value) })}
							/>
						)}
					</Control>
					<Control label="Decimals">
						{(id) => (
							<NativeSelect
								id={id}
								data={decimals}
								value={mapping.decimal}
								onChange={(event) => onChange({ ...mapping, decimal: event.currentTarget.value === "comma" ? "comma" : "point" })}
							/>
						)}
					</Control>
				</>
			)}
			{mapping.default_currency !== null && !asksCurrency && (
				<Control label="Money is in">{(id) => <CurrencySelect id={id} mapping={mapping} onChange={onChange} />}</Control>
			)}
			{children}
		</div>
	);
};

const orderOf = (value: string): Mapping["date_order"] => dateOrders.find((order) => order.value === value)?.value ?? "iso";

interface ControlProps {
	readonly label: string;
	readonly children: (id: string) => ReactNode;
}

const Control = ({ label, children }: ControlProps) => {
	const id = useId();
	return (
		<div className={classes.control}>
			<label htmlFor={id}>{label}</label>
			{children(id)}
		</div>
	);
};
