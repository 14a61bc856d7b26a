fenliu contest rulesets/jiangjin --fact matter=new_parking_spaces --fact settlement=street --fact needs_planning=no --claim assist=street_office --dispute needs_planning=yes
fenliu contest rulesets/jiangjin --fact matter=elevator_installation --claim tier=common --ground rule_misapplied:O.3 --ground priority_wrong:C.8,O.3
fenliu contest rulesets/jiangjin rulesets/jiangjin/affairs.jsonl --id A03 --claim tier=common --ground functions_overlap:family,common --lang zh
fenliu contest rulesets/jiangjin --fact matter=new_parking_spaces --fact settlement=street --fact needs_planning=no --objection tests/cli/contest/objection.json
fenliu contest rulesets/jiangjin --fact matter=new_parking_spaces --fact settlement=street --fact needs_planning=no --objection tests/cli/contest/objection.json --lang zh
fenliu contest rulesets/jiangjin --fact matter=new_parking_spaces --fact settlement=street --fact needs_planning=yes --claim tier=official --ground fact_wrong:matter=sewage_pipe_at_home --ground fact_missing:in_difficulty=yes --ground fact_missing:needs_planning=no --lang zh
fenliu contest rulesets/contested-cases --fact matter=roof_leak --fact clauses=published --fact reported_on_platform=no --claim tier=common --dispute reported_on_platform=yes --ground priority_wrong:R.2,R.1 --format markdown
fenliu contest rulesets/contested-cases rulesets/contested-cases/affairs.jsonl --id A03 --claim tier=common --dispute clauses=proposed --ground wrong_territory --ground wrong_version --other rulesets/jiangjin --lang zh
fenliu contest rulesets/nanan --fact 事项=老旧社区治安防范 --fact 提出途径=线上 --claim 类别=大事 --dispute 事项=其他治安防范 --dispute 提出途径=线下 --ground rule_misapplied：小事.3 --ground priority_wrong：大事.2，小事.3 --lang zh
fenliu contest rulesets/jiangjin --fact matter=street_lights --claim tier=common --dispute paid_from_common_income=yes --ground wrong_version:2024-06-01 --ground wrong_version:2020-01-01
fenliu contest tests/cli/tiny --fact matter=parking --claim tier=common --dispute households=3
fenliu contest rulesets/jiangjin --claim tier=comon
fenliu contest rulesets/jiangjin --claim tear=common --lang zh
fenliu contest rulesets/jiangjin --claim tier=
fenliu contest rulesets/jiangjin --claim tier=common --dispute mater=x
fenliu contest rulesets/jiangjin --claim tier=common --ground rule_misapplied:O.33
fenliu contest rulesets/jiangjin --claim tier=common --ground fact_wong:a=b --lang zh
fenliu contest rulesets/jiangjin --claim tier=common --ground wrong_territory
fenliu contest rulesets/jiangjin --claim tier=common --ground not_entitled:needs_planning,comunity --lang zh
fenliu contest rulesets/jiangjin rulesets/jiangjin/affairs.jsonl --claim tier=common
fenliu contest rulesets/jiangjin --claim tier=common --fact matter=sewage_pipe_at_home --fact needs_planning=yes
fenliu contest rulesets/jiangjin --objection tests/cli/affairs.json
