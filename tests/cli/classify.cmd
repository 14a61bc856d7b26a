fenliu classify tests/cli/tiny tests/cli/affairs.jsonl
fenliu classify tests/cli/tiny tests/cli/affairs.json --format csv
fenliu classify tests/cli/tiny < tests/cli/affairs.json
fenliu classify tests/cli/tiny tests/cli/affairs.jsonl --format table
fenliu classify tests/cli/tiny tests/cli/affairs.jsonl --format table --lang zh --quiet
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore note,recorded --format csv
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore note,recorded --as-of 2029-05-01 --format table
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore note,recorded --as-of 2031-01-01 --format csv
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore note --compare tier=recorded --quiet
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore-unknown --compare tier=recorded --format csv --lang zh
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore-unknown --compare tier=recorded --format table
