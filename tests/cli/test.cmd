fenliu test tests/cli/tiny
fenliu test tests/cli/failing
fenliu test tests/cli/failing --lang zh
fenliu test tests/cli/tiny --filter ROOF
fenliu test tests/cli/tiny --filter nothing
fenliu test tests/cli/broken/kinds.fenliu
