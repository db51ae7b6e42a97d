SELECT *, CAST(NULL AS STRING) AS by_value FROM /*base*/
