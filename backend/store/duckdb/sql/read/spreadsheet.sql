-- Text that a spreadsheet would run as a formula gets an apostrophe before it.
SELECT * REPLACE (/*columns*/) FROM (/*rows*/)
