fenliu schema tests/cli/failing
fenliu explain-code FL9901
fenliu explain-code nonsense --lang zh
fenliu man nothing
fenliu new tests/cli
fenliu nothing
