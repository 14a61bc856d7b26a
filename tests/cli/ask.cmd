fenliu ask tests/cli/tiny --decision tier <<< x | w | parking | maybe | yes
fenliu ask tests/cli/tiny --decision tier --lang zh <<< ? | 停 | 返回 | 屋顶漏水 | 0 | 6 | 3000
fenliu ask tests/cli/tiny --decision tier --fact matter=roof <<< ? | don't know | back | 10 | quit
fenliu ask tests/cli/tiny --decision tier --fact matter=roof --lang zh <<< 不知道 | 不清楚
fenliu ask tests/cli/tiny --decision notify --decision within --format json <<< 公共服务 | nobody | owner, tenant
fenliu ask tests/cli/tiny --decision fee --format markdown <<< 10 | 2000 EUR | 20000
fenliu ask tests/cli/tiny --decision tier --fact planning=yes --as-of 2029-01-01 <<< back | roof | parking
fenliu ask tests/cli/tiny --fact matter=roof --fact planning=yes
fenliu ask tests/cli/tiny --decision tear
fenliu ask tests/cli/tiny --fact mater=roof
fenliu ask tests/cli/interview <<< the tap is dry and the lights are out | no | 1 | ? | quit
fenliu ask tests/cli/interview <<< we have had no water since Monday | yes | none | 2024-05-07
fenliu ask tests/cli/interview --lang zh <<< 小区停水 | 是 | 1，3 | 返回 | 老人、孩子 | 还没有 | 2024-13-01 | 2024年5月7日
fenliu ask tests/cli/interview --fact 'words=no water' --lang zh <<< 不是 | 停 | 停电 | 返回 | 返回 | 返回
