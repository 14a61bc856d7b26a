fenliu --help
fenliu new --help
fenliu check --help
fenliu test --help
fenliu fmt --help
fenliu explain --help
fenliu ask --help
fenliu table --help
fenliu classify --help
fenliu track --help
fenliu schema --help
fenliu verify --help
fenliu diff --help
fenliu explain-code --help
fenliu completions --help
fenliu man --help
