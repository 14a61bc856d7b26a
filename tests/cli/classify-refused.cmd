fenliu classify tests/cli/tiny tests/cli/affairs.csv
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore note
fenliu classify tests/cli/tiny tests/cli/collides.csv --ignore-unknown --format csv
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore matter
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore-unknown --compare tier
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore-unknown --compare tear=recorded
fenliu classify tests/cli/tiny tests/cli/affairs.csv --ignore-unknown --compare tier=agency
fenliu classify tests/cli/tiny tests/cli/nowhere.csv
fenliu classify tests/cli/tiny tests/cli
fenliu classify tests/cli/tiny tests/cli/affairs.csv --as-of 2024-13-01
fenliu classify tests/cli/broken/kinds.fenliu tests/cli/affairs.csv
