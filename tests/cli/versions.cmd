fenliu check tests/versions/parking
fenliu check tests/versions/parking --lang zh --notes
fenliu check tests/versions/parking --certificate target/none/proof.json
fenliu check tests/diagnostics/versions_overlap
fenliu check tests/diagnostics/versions_overlap --lang zh
fenliu check tests/diagnostics/versions_with_a_hole
fenliu check tests/diagnostics/versions_with_a_hole --deny warnings --allow FL0423
fenliu check tests/diagnostics/versions_of_two_names
fenliu check tests/versions/street --notes
fenliu test tests/versions/parking
fenliu test tests/versions/parking --as-of 2024-05-05
fenliu test tests/versions/parking --as-of 2022-05-05
fenliu schema tests/versions/parking --as-of 2024-05-05
fenliu table tests/versions/parking --as-of 2024-05-05 --lang zh
fenliu classify tests/versions/parking tests/versions/parking/affairs.jsonl
fenliu classify tests/versions/parking tests/versions/parking/affairs.jsonl --format table --lang zh
fenliu classify tests/versions/parking tests/versions/parking/affairs.csv --ignore recorded --format csv
fenliu classify tests/versions/parking tests/versions/parking/affairs.csv --compare tier=recorded --quiet
fenliu classify tests/versions/parking tests/versions/parking/affairs.csv --ignore recorded --as-of 2024-01-01 --as-known-on 2025-01-31
fenliu classify tests/versions/parking tests/versions/parking/affairs.csv --ignore recorded --as-known-on 2025-03-01
fenliu classify tests/versions/parking tests/versions/parking/affairs.jsonl --as-known-on 2025-07-01 --quiet
fenliu classify tests/versions/parking tests/versions/parking/affairs.jsonl --as-known-on 2023-07-01
fenliu explain tests/versions/parking --fact on_road=yes
fenliu explain tests/versions/parking --fact on_road=yes --as-of 2024-02-02 --lang zh
fenliu explain tests/versions/parking --fact on_road=yes --fact at_night=no --as-of 2025-01-20 --as-known-on 2025-01-31
fenliu explain tests/versions/parking --fact at_night=yes --as-of 2024-02-02
fenliu explain tests/versions/parking tests/versions/parking/affairs.jsonl --id old --as-of 2025-05-05
fenliu contest tests/versions/parking tests/versions/parking/affairs.jsonl --id old --claim tier=common
fenliu explain tests/versions/street --fact large=yes --fact urgent=yes --fact on_road=no --as-of 2024-06-01
fenliu explain tests/versions/street --fact large=no --fact urgent=yes --fact on_road=no --as-of 2024-06-01 --format json
fenliu explain tests/versions/street --fact large=no --fact urgent=yes --fact on_road=no --as-of 2025-06-01 --lang zh
