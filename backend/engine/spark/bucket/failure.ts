import type { AppError } from "../../../contract/errors.js";
import { unavailable } from "../worker.js";
import { type BucketAddress, placeOf } from "./address.js";
import { textOf } from "./xml.js";

/** What was refused, and how. */
export interface Refused {
	/** For people: "write to". */
	readonly action: string;
	readonly status: number;
	/** S3's own word, such as NoSuchBucket; null where the answer is none of S3's. */
	readonly code: string | null;
	readonly message: string | null;
	/** Where the bucket is, as far as the answer tells it. */
	readonly region: string | null;
}

export const refusedBy = (action: string, { status, headers }: Response, body: string): Refused => ({
	action,
	status,
	code: textOf(body, "Code"),
	message: textOf(body, "Message"),
	region: headers.get("x-amz-bucket-region") ?? textOf(body, "Region"),
});

const keys = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, where they end by themselves)";
const wrongKeys = new Set(["InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "TokenRefreshRequired", "InvalidSecurity"]);
const rights = "s3:ListBucket, s3:ListBucketMultipartUploads, s3:GetObject, s3:PutObject, s3:DeleteObject and s3:AbortMultipartUpload";

/** The failure for people: what, where, and what to do. S3's own words hold no secrets. */
export const failureOf = (address: BucketAddress, refused: Refused): AppError => {
	const { action, status, code, message, region } = refused;
	const place = placeOf(address);
	if (region !== null && region !== address.region && status <= 400)
		return unavailable(
			`The bucket ${address.bucket} is in the region ${region}, and was asked for in ${address.region}.`,
			`Set AWS_REGION=${region}`,
		);
	if (code === "NoSuchBucket") return unavailable(`There is no such bucket: ${place}.`, "Make it, or name another in SPARK_DATA");
	if (code === "ExpiredToken") return unavailable(`The credentials for ${place} have ended (${code}).`, `Set new ones in ${keys}`);
	if (code !== null && wrongKeys.has(code))
		return unavailable(`The credentials for ${place} are not right (${code}).`, `Mend ${keys}, then start again`);
	if (code === "RequestTimeTooSkewed")
		return unavailable(`The clock of this computer is not that of ${place} (${code}).`, "Set it right, then try again");
	if (status === 403)
		return unavailable(
			`The credentials have no right to ${action} ${place} (${code ?? status}).`,
			`Allow them ${rights} there, or give others in ${keys}`,
		);
	if (code === null)
		return unavailable(
			`What answers for ${place} is no S3 service: it said ${status} where this server had to ${action} it.`,
			"Mend AWS_ENDPOINT_URL_S3, or AWS_ENDPOINT_URL",
		);
	return unavailable(
		`This server could not ${action} ${place}: ${code}${message === null ? "" : `, ${message}`}.`,
		"Mend that, then try again",
	);
};

/** Nothing came back, however often it was asked. */
export const unreachable = (address: BucketAddress, { cause, tries }: { readonly cause: unknown; readonly tries: number }): AppError => {
	const inner = (cause as { readonly cause?: unknown }).cause ?? cause;
	const { code, name, message } = inner as NodeJS.ErrnoException;
	const why = name === "TimeoutError" ? "no answer in time" : (code ?? message);
	return unavailable(
		`${placeOf(address).replace("the", "The")} did not answer, tried ${tries} times (${why}).`,
		"See that it runs and is reached from here, or mend AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL or AWS_REGION",
	);
};
