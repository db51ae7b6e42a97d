import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { java } from "./jars.js";
import { freePort, type Program, startProgram } from "./program.js";
import { s3Folder } from "./s3-jars.js";

export interface S3 extends Program {
	/** For AWS_ENDPOINT_URL_S3. */
	readonly endpoint: string;
	/** The only ones it takes. */
	readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: null };
	/** Each folder in it is a bucket, each file an object. */
	readonly folder: string;
}

const startLimitMs = 60_000;
const credentials = { accessKeyId: "console", secretAccessKey: "a secret of the tests", sessionToken: null } as const;

const quiet = `<configuration><appender name="OUT" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%msg%n</pattern></encoder></appender>
<root level="INFO"><appender-ref ref="OUT"/></root></configuration>`;

/** Starts a real server of S3, on this computer alone, with its objects in `folder`. Rejects where `npm test` has not provided one. */
export const startS3 = async (folder: string): Promise<S3> => {
	if (!existsSync(s3Folder())) throw new Error("There is no S3 server for the tests. `npm test` gets it, or says what is missing.");
	const objects = join(folder, "objects");
	await mkdir(objects, { recursive: true });
	const endpoint = `http://127.0.0.1:${await freePort()}`;
	const settings = {
		"s3proxy.endpoint": endpoint,
		"s3proxy.authorization": "aws-v4",
		"s3proxy.identity": credentials.accessKeyId,
		"s3proxy.credential": credentials.secretAccessKey,
		"jclouds.provider": "filesystem-nio2",
		"jclouds.filesystem.basedir": objects,
	};
	const [properties, logging] = [join(folder, "s3proxy.properties"), join(folder, "logback.xml")];
	const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
	await writeFile(properties, lines.join(""));
	await writeFile(logging, quiet);
	const args = [
		"-Xmx128m",
		"-XX:+UseSerialGC",
		"-XX:TieredStopAtLevel=1",
		`-Dlogback.configurationFile=${logging}`,
		"-cp",
		join(s3Folder(), "*"),
		"org.gaul.s3proxy.Main",
		"--properties",
		properties,
	];
	const server = await startProgram({
		name: "S3Proxy",
		program: java(),
		args,
		ready: /Started oejs\.Server|Started .*Server@/,
		limitMs: startLimitMs,
	});
	return { ...server, endpoint, credentials, folder: objects };
};
