import { ActionIcon, Tooltip } from "@mantine/core";
import { IconDownload, IconTable } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { Column } from "./column.js";
import { download, fileName, toCsv } from "./csv.js";
import { DataTable } from "./data-table.js";
import classes from "./panel.module.css";

/** The rows a panel shows: for its CSV and, where it is a chart, for its table. */
export interface Twin<Row> {
	readonly columns: readonly Column<Row>[];
	readonly rows: readonly Row[];
	/** Parts of the file name: the measure, then the range. */
	readonly file: readonly string[];
}

export interface PanelView {
	readonly asTable: boolean;
	readonly onToggle: () => void;
}

interface PanelProps<Row> {
	/** A noun. */
	readonly title: string;
	/** Unit or scope, in grey. */
	readonly scope?: ReactNode;
	/** A chart gives its rows here: the panel then shows them as a table on request, and as CSV. */
	readonly twin?: Twin<Row> | undefined;
	/** A panel that is a table already gives only its CSV. */
	readonly csv?: Twin<Row> | undefined;
	/** A panel whose owner keeps what is shown: the children are the chart or the table already. */
	readonly view?: PanelView | undefined;
	/** Its CSV, where the rows are still to be fetched. */
	readonly onCsv?: (() => void) | undefined;
	/** Further ways to take it along, after the icons. */
	readonly menu?: ReactNode;
	/** What the numbers are of; only in print and in pictures, where the filters are not seen. */
	readonly caption?: string | undefined;
	/** Controls between title and icons. */
	readonly controls?: ReactNode;
	/** Shown under the content, after a rule. */
	readonly foot?: ReactNode;
	/** Old numbers stay, dimmed, while new ones come. */
	readonly stale?: boolean;
	readonly className?: string;
	readonly children: ReactNode;
}

interface IconProps {
	readonly label: string;
	readonly act: string;
	readonly on?: boolean;
	readonly onClick: () => void;
	readonly children: ReactNode;
}

const PanelIcon = ({ label, act, on, onClick, children }: IconProps) => (
	<Tooltip label={label}>
		<ActionIcon
			variant="subtle"
			size={24}
			className={classes.icon}
			aria-label={label}
			data-act={act}
			{...(on === undefined ? {} : { "aria-pressed": on })}
			onClick={onClick}
		>
			{children}
		</ActionIcon>
	</Tooltip>
);

const save = <Row,>(twin: Twin<Row>): void => download(fileName(twin.file, "csv"), toCsv(twin.columns, twin.rows));

const TwinIcon = ({ title, view }: { title: string; view: PanelView }) => (
	<PanelIcon label={`${view.asTable ? "Show as chart" : "Show as table"}: ${title}`} act="twin" on={view.asTable} onClick={view.onToggle}>
		<IconTable size={16} stroke={1.5} aria-hidden />
	</PanelIcon>
);

const CsvIcon = ({ title, onCsv }: { title: string; onCsv: () => void }) => (
	<PanelIcon label={`CSV: ${title}`} act="csv" onClick={onCsv}>
		<IconDownload size={16} stroke={1.5} aria-hidden />
	</PanelIcon>
);

/** Flat, one hairline. V shows the table twin of the focused panel and X writes its CSV: both press the buttons here. */
export const Panel = <Row,>(props: PanelProps<Row>) => {
	const { title, scope, twin, csv, controls, foot, menu, caption, stale = false, className = "", children } = props;
	const id = useId();
	const [asTable, setAsTable] = useState(false);
	const source = twin ?? csv;
	const view = props.view ?? (twin && { asTable, onToggle: () => setAsTable(!asTable) });
	const onCsv = props.onCsv ?? (source && (() => save(source)));
	return (
		<section className={`${classes.panel} ${className}`} aria-labelledby={id} data-panel data-stale={stale || undefined}>
			<header className={classes.header}>
				<h2 id={id}>{title}</h2>
				{scope && <span className={classes.scope}>{scope}</span>}
				<div className={classes.controls}>
					{controls}
					{view && <TwinIcon title={title} view={view} />}
					{onCsv && <CsvIcon title={title} onCsv={onCsv} />}
					{menu}
				</div>
			</header>
			{caption && (
				<p className={classes.caption} aria-hidden>
					{caption}
				</p>
			)}
			<div className={classes.body}>
				{twin && asTable ? <DataTable label={title} columns={twin.columns} rows={twin.rows} maxHeight={420} /> : children}
			</div>
			{foot && <footer className={classes.foot}>{foot}</footer>}
		</section>
	);
};
