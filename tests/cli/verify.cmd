fenliu verify tests/cli/proved tests/cli/proved/certificate.json
fenliu verify tests/cli/proved tests/cli/proved/certificate.json --lang zh
fenliu verify tests/cli/proved tests/cli/proved/short.json
fenliu verify tests/cli/proved tests/cli/proved/short.json --lang zh
fenliu verify tests/cli/proved tests/cli/proved/coarse.json
fenliu verify tests/cli/proved tests/cli/proved/coarse.json --lang zh
fenliu verify tests/cli/proved tests/cli/proved/older.json
fenliu verify tests/cli/proved tests/cli/proved/older.json --lang zh
fenliu verify tests/cli/tiny tests/cli/proved/certificate.json
fenliu verify tests/cli/proved tests/cli/proved/explanation.json
fenliu verify tests/cli/proved tests/cli/proved/explanation.json --lang zh
fenliu verify tests/cli/proved tests/cli/proved/nothing.json
fenliu verify tests/cli/proved tests/cli/proved/rules.fenliu
fenliu verify tests/cli/proved tests/cli/nowhere.json
fenliu verify tests/cli/broken tests/cli/proved/certificate.json
fenliu verify tests/cli/proved
fenliu verify tests/cli/proved tests/cli/proved/untrue.json
fenliu verify tests/cli/proved tests/cli/proved/untrue.json --lang zh
fenliu verify tests/cli/proved tests/cli/proved/explanations.jsonl
fenliu verify tests/cli/proved tests/cli/proved/explanations.jsonl --lang zh
fenliu verify tests/cli/tiny tests/cli/proved/explanation.json
