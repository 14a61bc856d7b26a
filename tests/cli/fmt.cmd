fenliu fmt tests/cli/untidy --check
fenliu fmt tests/cli/untidy/rules.fenliu --check --lang zh
fenliu fmt tests/cli/wrong
fenliu fmt tests/cli/nowhere
