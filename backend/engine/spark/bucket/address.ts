export interface Credentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Of keys that end by themselves. */
	readonly sessionToken: string | null;
}

/** A place in a bucket. Holds a secret: never logged, never sent but to sign. */
export interface BucketAddress {
	readonly bucket: string;
	/** Before every key, without slashes at its ends; may be empty. */
	readonly prefix: string;
	readonly region: string;
	/** Of a service other than AWS, such as http://127.0.0.1:9000; null for AWS. */
	readonly endpoint: string | null;
	readonly credentials: Credentials;
}

const awsHost = (region: string): string => `s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;

/** Where the bucket's keys begin. Other services than AWS often know a bucket by the path alone; a name with a dot has no certificate. */
export const bucketUrl = ({ bucket, region, endpoint }: BucketAddress): string => {
	if (endpoint !== null) return `${endpoint.replace(/\/+$/, "")}/${bucket}`;
	return bucket.includes(".") ? `https://${awsHost(region)}/${bucket}` : `https://${bucket}.${awsHost(region)}`;
};

/** The bucket for people, with where it is. */
export const placeOf = ({ bucket, region, endpoint }: BucketAddress): string => `the bucket ${bucket} at ${endpoint ?? `AWS in ${region}`}`;
