fenliu diff tests/diff/parking/old.fenliu tests/diff/parking/new.fenliu --cases tests/diff/parking/cases.csv --decision tier
fenliu diff tests/diff/parking/old.fenliu tests/diff/parking/new.fenliu --cases tests/diff/parking/cases.csv --decision tier --max-moved 3 --lang zh
fenliu diff tests/diff/titles/old.fenliu tests/diff/titles/new.fenliu
fenliu diff tests/diff/titles/old.fenliu tests/diff/titles/old.fenliu --lang zh
fenliu diff tests/diff/versions/old.fenliu tests/diff/versions/new.fenliu --as-of 2024-02-01
fenliu diff tests/diff/parking/old.fenliu tests/diff/parking/new.fenliu --decision leed
fenliu diff tests/diff/parking/old.fenliu tests/diff/parking/new.fenliu --max-moved 3
fenliu diff tests/diff/parking/old.fenliu nothing.fenliu
