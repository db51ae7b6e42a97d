/**
 * Loaded before anything else: libuv's pool is as large as it is when it starts, and later settings come too late. Each question that
 * DuckDB works on holds one of its threads, so with the usual four, four long questions hold up every commit, log-in and file.
 */
process.env.UV_THREADPOOL_SIZE ??= "16";
