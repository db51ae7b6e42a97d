SELECT *, CAST(NULL AS VARCHAR) AS by_value FROM /*base*/
