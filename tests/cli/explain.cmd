fenliu explain tests/cli/tiny --fact matter=停车 --fact planning=是 --decision tier
fenliu explain tests/cli/tiny --fact matter=roof --fact households=6 --fact cost=3000 --lang zh --decision tier
fenliu explain tests/cli/tiny --decision within --as-of 2029-01-01 --fact matter=parking --format markdown
fenliu explain tests/cli/tiny tests/cli/affairs.jsonl --id 2 --fact matter= --decision within --format json
fenliu explain tests/cli/tiny tests/cli/affairs.csv --ignore note,recorded --id id=4 --decision tier
fenliu explain tests/cli/tiny tests/cli/affairs.jsonl --decision within
fenliu explain tests/cli/tiny tests/cli/affairs.jsonl --decision within --format json --id 5
fenliu explain tests/cli/tiny - --decision tier < tests/cli/affairs.json
fenliu explain tests/cli/tiny tests/cli/affairs.csv
fenliu explain tests/cli/tiny --fact mater=roof
fenliu explain tests/cli/tiny --fact matter=rof
fenliu explain tests/cli/tiny --fact matter
fenliu explain tests/cli/tiny --fact matter=roof --fact planning=yes
fenliu explain tests/cli/tiny tests/cli/affairs.jsonl --id nobody
fenliu explain tests/cli/tiny tests/cli/nowhere.json
fenliu explain tests/cli/tiny --decision tear
fenliu explain tests/cli/tiny --fact matter=roof --fact households=6 --why-not tier=official
fenliu explain tests/cli/tiny --fact matter=roof --fact households=6 --fact cost=9000 --why-not tier=家事 --why-not notify=tenant --lang zh
fenliu explain tests/cli/tiny --fact matter=roof --why-not tear=common
fenliu explain tests/cli/tiny --fact matter=roof --why-not tier=comon
fenliu explain tests/cli/tiny --fact matter=roof --why-not tier
fenliu explain tests/cli/tiny --fact matter=roof --why-not within=soon
fenliu explain tests/cli/tiny --fact matter=roof --why-not tier=common --why-not tier=family
fenliu explain tests/cli/tiny --fact matter=roof --why-not tier=common --decision tier
fenliu explain tests/cli/tiny tests/cli/affairs.jsonl --id 2 --redact --decision fee
fenliu explain tests/cli/tiny --decision fee
fenliu explain tests/cli/tiny --decision fee --lang zh
fenliu explain tests/cli/tiny --decision fee --decision within --fact matter=water --format markdown
