SELECT * FROM /*table*/ WHERE /*time*/ >= :from AND /*time*/ < :to
