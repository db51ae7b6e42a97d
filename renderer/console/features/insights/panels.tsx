import { IconAlertTriangle, IconArrowRight, IconInfoCircle, IconRuler2, IconShieldCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { InsightSection, OpenrouterOutput, ProductRecommendation, Saying } from "../../../../backend/contract/insight-text.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { ProductPicture } from "../../ui/product-picture.js";
import { Empty } from "../../ui/states.js";
import classes from "./insights.module.css";
import { Chips, type Opening, Sentence } from "./sentence.js";
import { countedNumbers, sectionNames } from "./words.js";

interface Props extends Opening {
	readonly output: OpenrouterOutput;
}

const FromRules = ({ output, section }: { output: OpenrouterOutput; section: InsightSection }) =>
	output.from_rules.includes(section) ? (
		<Tag tone="warning" icon={IconRuler2}>
			From rules
		</Tag>
	) : null;

const Counted = ({ output }: { output: OpenrouterOutput }) => {
	if (output.from_rules.includes("executive_summary")) return <FromRules output={output} section="executive_summary" />;
	const count = countedNumbers(output);
	return (
		<Tag tone="good" icon={IconShieldCheck}>
			{count === 1 ? "1 number, found in facts" : `${format.count(count)} numbers, all found in facts`}
		</Tag>
	);
};

export const SummaryPanel = ({ scope, foot, ...props }: Props & { readonly scope: string; readonly foot?: ReactNode }) => (
	<Panel title="Summary" scope={scope} controls={<Counted output={props.output} />} foot={foot}>
		<p className={classes.summary}>
			<Sentence template={props.output.summary_template} chips {...props} />
		</p>
	</Panel>
);

export const FindingsPanel = (props: Props) => {
	const { output } = props;
	const { key_insights: items } = output.parsed;
	return (
		<Panel title="Findings" scope="a chip opens the number it stands on" controls={<FromRules output={output} section="key_insights" />}>
			{items.length === 0 ? (
				<Empty title="Nothing was found to say">The numbers of this period show nothing that stands out.</Empty>
			) : (
				<ul className={classes.findings}>
					{items.map(({ title, template, facts, next_template: next }) => (
						<li key={template}>
							<IconInfoCircle size={17} stroke={1.6} aria-hidden />
							<div>
								{title && <h3>{title}</h3>}
								<p className={title === null ? undefined : classes.quiet}>
									<Sentence template={template} {...props} />
								</p>
								<Chips ids={facts} {...props} />
								{next && (
									<p className={classes.next}>
										<IconArrowRight size={14} stroke={1.7} aria-hidden />
										<span>
											<b>Next:</b> <Sentence template={next} {...props} />
										</span>
									</p>
								)}
							</div>
						</li>
					))}
				</ul>
			)}
		</Panel>
	);
};

const Lines = ({ items, alert = false, ...opening }: Opening & { readonly items: readonly Saying[]; readonly alert?: boolean }) => (
	<ul className={classes.lines} data-alert={alert || undefined}>
		{items.map(({ template, facts }) => (
			<li key={template}>
				{alert ? <IconAlertTriangle size={16} stroke={1.6} aria-label="Alert" /> : <i aria-hidden />}
				<p>
					<Sentence template={template} {...opening} />
				</p>
				<Chips ids={facts.slice(0, 2)} {...opening} />
			</li>
		))}
	</ul>
);

/** A section as lines; nothing at all where it is empty. */
export const LinesPanel = ({
	section,
	items,
	alert = false,
	...props
}: Props & { readonly section: InsightSection; readonly items: readonly Saying[]; readonly alert?: boolean }) =>
	items.length === 0 ? null : (
		<Panel title={sectionNames[section]} controls={<FromRules output={props.output} section={section} />}>
			<Lines items={items} alert={alert} {...props} />
		</Panel>
	);

/** Several small sections under one title, each with its own name. */
export const GroupPanel = ({
	title,
	parts,
	...props
}: Props & { readonly title: string; readonly parts: readonly (readonly [InsightSection, readonly Saying[]])[] }) => {
	const filled = parts.filter(([, items]) => items.length > 0);
	if (filled.length === 0) return null;
	const ruled = filled.every(([section]) => props.output.from_rules.includes(section));
	return (
		<Panel title={title} controls={ruled && filled[0] ? <FromRules output={props.output} section={filled[0][0]} /> : null}>
			{filled.map(([section, items]) => (
				<section key={section} aria-label={sectionNames[section]} className={classes.part}>
					<h3>
						{sectionNames[section]} {!ruled && <FromRules output={props.output} section={section} />}
					</h3>
					<Lines items={items} {...props} />
				</section>
			))}
		</Panel>
	);
};

const Card = ({ product, ...opening }: Opening & { readonly product: ProductRecommendation }) => (
	<li className={classes.product}>
		<ProductPicture url={product.image_url} name={product.name} className={classes.picture} />
		<div>
			<p className={classes.productHead}>
				<strong>{product.name}</strong>
				<span className="num">{format.money(product.price, product.currency)}</span>
			</p>
			<p className={classes.quiet}>
				<Sentence template={product.template} {...opening} />
			</p>
			<div className={classes.productFoot}>
				{product.stock !== null && <Tag tone={product.stock > 0 ? "neutral" : "bad"}>in stock: {format.count(product.stock)}</Tag>}
				<Chips ids={product.facts} {...opening} />
			</div>
		</div>
	</li>
);

export const ProductsPanel = (props: Props) => {
	const { output } = props;
	const { recommendations_for_user_products: items } = output.parsed;
	return (
		<Panel
			title="Products to put forward"
			scope={items.length > 0 ? `${items.length} of ${format.count(output.candidates.length)} candidates` : undefined}
			controls={<FromRules output={output} section="recommendations_for_user_products" />}
		>
			{items.length === 0 ? (
				<Empty title="No products to choose from">
					A product is a candidate when the shop recommends it, and the catalog has it in stock. Bring the catalog in with Import.
				</Empty>
			) : (
				<ul className={classes.products}>
					{items.map((product) => (
						<Card key={product.product_id} product={product} {...props} />
					))}
				</ul>
			)}
		</Panel>
	);
};
