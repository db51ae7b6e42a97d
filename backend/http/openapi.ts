import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { user } from "../contract/accounts.js";
import {
	analysis,
	analysisHead,
	appliedFilter,
	breakdown,
	detailedMetrics,
	finding,
	insights,
	simpleMetrics,
	tablePage,
} from "../contract/analysis.js";
import { contract, plainContract } from "../contract/contract.js";
import { errorCodes } from "../contract/errors.js";
import { batchReply, eventInput, eventRow, rejection, rejectRow } from "../contract/events.js";
import { report, reportColumn, reportHead } from "../contract/reports.js";
import { settings, status } from "../contract/system.js";
import { checkResult, fileInfo, importRecord, mapping, problem } from "../contract/transfer.js";
import { routes } from "./routes.js";

const output = <T>(schema: T) => ({ schema, strategy: "output" }) as const;

/** Schemas that several operations share; everything else is written where it is used. */
const shared = {
	EventInput: { schema: eventInput, strategy: "input" },
	BatchReply: output(batchReply),
	Rejection: output(rejection),
	RejectRow: output(rejectRow),
	EventRow: output(eventRow),
	Status: output(status),
	Settings: output(settings),
	User: output(user),
	Analysis: output(analysis),
	AnalysisHead: output(analysisHead),
	AppliedFilter: output(appliedFilter),
	DetailedMetrics: output(detailedMetrics),
	SimpleMetrics: output(simpleMetrics),
	Insights: output(insights),
	Finding: output(finding),
	Breakdown: output(breakdown),
	TablePage: output(tablePage),
	Report: output(report),
	ReportHead: output(reportHead),
	ReportColumn: output(reportColumn),
	FileInfo: output(fileInfo),
	Mapping: output(mapping),
	Problem: output(problem),
	CheckResult: output(checkResult),
	ImportRecord: output(importRecord),
} as const;

const failureSchema = {
	type: "object",
	required: ["error"],
	properties: {
		error: {
			type: "object",
			required: ["code", "message"],
			properties: {
				code: { type: "string", enum: Object.keys(errorCodes) },
				message: { type: "string", description: "What happened, to what, and what to do next" },
				details: { type: "object", additionalProperties: true },
				id: { type: "string", description: "Found again in the log" },
				retry_after: { type: "number", description: "Seconds; also in the Retry-After header" },
			},
		},
	},
};

const codeTable = Object.entries(errorCodes)
	.map(([code, entry]) => `${entry.status} ${code}${entry.retry ? " (sending it again can help)" : ""}`)
	.join(", ");

const frame = (version: string) => ({
	info: {
		title: "Clickstream Console",
		version,
		description: `Every failure has one JSON shape, Failure. Its codes: ${codeTable}.`,
	},
	servers: [{ url: "/" }],
	components: {
		schemas: { Failure: failureSchema },
		responses: {
			Failure: {
				description: "Any failure, with the status of its code",
				content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
			},
		},
		securitySchemes: {
			bearer: { type: "http", scheme: "bearer", description: "A token of POST /api/login, as `Bearer <token>`" },
			raw: { type: "apiKey", in: "header", name: "Authorization", description: "The same token without a scheme" },
			cookie: { type: "apiKey", in: "cookie", name: "cc_session", description: "What the browser console uses" },
		},
	},
});

interface Operation {
	responses?: Record<string, unknown>;
	parameters?: Record<string, unknown>[];
	[key: string]: unknown;
}

export interface Document {
	openapi: string;
	info: { title: string; version: string; description?: string };
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Record<string, unknown> };
	[key: string]: unknown;
}

/** Every operation can fail with every code, so the failures are one shared response and not fifteen copies. */
const withSharedFailures = (responses: Record<string, unknown> = {}): Record<string, unknown> => ({
	...Object.fromEntries(Object.entries(responses).filter(([code]) => code.startsWith("2"))),
	default: { $ref: "#/components/responses/Failure" },
});

const signedIn = [{ bearer: [] }, { raw: [] }, { cookie: [] }];

/** An empty requirement means: also without a log-in. */
const securityOf = (roles: readonly string[]) => (roles.includes("anyone") ? [{}, ...signedIn] : signedIn);

/** The library lets an empty query value stand for any; ours are strict. */
const strictParameter = ({ allowEmptyValue: _empty, allowReserved: _reserved, ...parameter }: Record<string, unknown>) => parameter;

const complete = (document: Document): Document => {
	for (const { path, method, roles } of routes) {
		const operation = document.paths[path]?.[method.toLowerCase()];
		if (!operation) throw new Error(`The document lacks ${method} ${path}`);
		Object.assign(operation, {
			...(operation.parameters && { parameters: operation.parameters.map(strictParameter) }),
			responses: withSharedFailures(operation.responses),
			security: securityOf(roles),
			"x-roles": roles,
		});
	}
	return document;
};

/** The OpenAPI 3.1 document, made from the contract alone. */
export const openApiDocument = async (version: string): Promise<Document> => {
	const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
	const options = { ...frame(version), commonSchemas: shared } as unknown as Parameters<typeof generator.generate>[1];
	return complete((await generator.generate({ ...contract, ...plainContract }, options)) as unknown as Document);
};
