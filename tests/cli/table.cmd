fenliu table tests/cli/tiny
fenliu table tests/cli/tiny --decision tier --lang zh
fenliu table tests/cli/tiny --decision notify --format markdown
fenliu table tests/cli/tiny --format csv
fenliu table tests/cli/tiny --decision fee --format json
fenliu table tests/cli/tiny --decision tier --format html --lang zh
fenliu table tests/cli/tiny --decision tear
fenliu table tests/cli/tiny --decision fee --format csv --no-findings
