const assets = "css|m?js|map|ico|png|jpe?g|gif|svg|webp|avif|woff2?|ttf|otf|eot|mp3|mp4|webm|wasm|json|xml|rss|atom";
const asked = "robots[.]txt|(app-)?ads[.]txt|humans[.]txt|wp-login[.]php|xmlrpc[.]php|wp-(admin|includes)/.*|[.].*";

/**
 * Paths in lower case that nobody goes to, which access logs are full of: what a browser fetches beside a page, and what robots look for
 * (`/robots.txt`, `/.env`). A regular expression of both engines, without a backslash; found is what is to be left out.
 */
export const unseenPages = `^[^?#]*[.](${assets})([?#]|$)|^/(${asked})([?#]|$)`;
