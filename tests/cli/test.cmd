fenliu test tests/cli/tiny
fenliu test tests/cli/failing
fenliu test tests/cli/failing --lang zh
fenliu test tests/cli/tiny --filter ROOF
fenliu test tests/cli/tiny --filter nothing
fenliu test tests/cli/broken/kinds.fenliu
fenliu test tests/cli/tiny --coverage
fenliu test tests/cli/tiny --coverage --lang zh
fenliu test tests/cli/tiny --filter nothing --coverage --lang zh
fenliu test tests/cli/failing --min-coverage 100
fenliu test tests/cli/tiny --min-coverage 60 --filter ROOF --format json
fenliu test tests/cli/failing --format json
fenliu test tests/cli/unfilled
fenliu test tests/cli/unfilled --lang zh
fenliu fmt tests/cli/unfilled --check
