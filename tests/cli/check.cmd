fenliu check tests/cli/tiny
fenliu check tests/cli/tiny/rules.fenliu --lang zh
fenliu check tests/cli/tiny --format json
fenliu check tests/cli/broken
fenliu check tests/cli/broken --lang zh
fenliu check tests/cli/failing
fenliu check tests/cli/failing --allow FL0601
fenliu check tests/cli/failing --format json
fenliu check tests/cli/failing --allow 9999
fenliu check tests/cli/nowhere
fenliu check
fenliu check tests/cli/tiny --budget 10
fenliu check tests/cli/tiny --budget 500ms --as-of 2024-01-01 --threads 2 --notes
