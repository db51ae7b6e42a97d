/** An image of one size, in pixels, as PNG. */
export interface Image {
	readonly size: number;
	readonly png: Buffer;
}

const icoHeader = 6;
const icoEntry = 16;

/** Windows' .ico of PNGs (since Vista): a header, an entry an image, the images. 256 pixels are written as 0. */
export const ico = (images: readonly Image[]): Buffer => {
	const head = Buffer.alloc(icoHeader + icoEntry * images.length);
	head.writeUInt16LE(1, 2);
	head.writeUInt16LE(images.length, 4);
	let offset = head.length;
	images.forEach(({ size, png }, index) => {
		const at = icoHeader + icoEntry * index;
		head.writeUInt8(size % 256, at);
		head.writeUInt8(size % 256, at + 1);
		head.writeUInt16LE(1, at + 4);
		head.writeUInt16LE(32, at + 6);
		head.writeUInt32LE(png.length, at + 8);
		head.writeUInt32LE(offset, at + 12);
		offset += png.length;
	});
	return Buffer.concat([head, ...images.map(({ png }) => png)]);
};

/** Apple's name of an image of so many pixels; of 32, 64, 256 and 512 the second is that of half the points on a fine screen. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
	16: ["icp4"],
	32: ["icp5", "ic11"],
	64: ["ic12"],
	128: ["ic07"],
	256: ["ic08", "ic13"],
	512: ["ic09", "ic14"],
	1024: ["ic10"],
};

/** macOS's .icns of PNGs: chunks of a type, a length and the image. */
export const icns = (images: readonly Image[]): Buffer => {
	const chunks = images.flatMap(({ size, png }) =>
		(icnsTypes[size] ?? []).map((type) => {
			const head = Buffer.alloc(8);
			head.write(type, "latin1");
			head.writeUInt32BE(png.length + 8, 4);
			return Buffer.concat([head, png]);
		}),
	);
	const body = Buffer.concat(chunks);
	const head = Buffer.alloc(8);
	head.write("icns", "latin1");
	head.writeUInt32BE(body.length + 8, 4);
	return Buffer.concat([head, body]);
};
