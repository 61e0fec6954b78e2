package onecard.edge.words;

import onecard.words.Words;

/// What `--help` shows of each command, option and parameter.
public enum Help {
    USAGE("usage.synopsisHeading", "用法: ", "Usage: "),
    COMMANDS("usage.commandListHeading", "命令:%n", "Commands:%n"),

    ONECARD(
            "onecard.usage.description",
            "门、通道闸、道闸与食堂终端旁的控制器。",
            "The controller beside doors, turnstiles and canteen terminals."),
    HELP("help", "显示本帮助并退出", "show this help and end"),
    VERSION("version", "显示版本并退出", "show the version and end"),
    LANG(
            "lang",
            "消息语言 zh-CN 或 en;默认按系统区域设置",
            "language of messages: zh-CN or en; default: the locale's"),
    DEBUG("debug", "出错时显示调用栈", "show the stack of a failure"),
    STATE("state", "状态目录,默认 ${DEFAULT-VALUE}", "the state directory; default: ${DEFAULT-VALUE}"),
    SITE("site", "现场文件", "the site file"),
    BROKER(
            "broker",
            "代理地址,如 mqtts://主机:8883;默认取自现场文件",
            "the broker, as mqtts://host:8883; default: the site file's"),
    SITE_FILE(
            "site-file",
            "取其中的现场、控制器、密钥、代理及连接方式",
            "where site, device, keys, the broker and the way to it are taken from"),

    RUN("onecard.run.usage.description", "守护进程。", "The daemon."),

    DEMO(
            "onecard.demo.usage.description",
            "在模拟板上运行守护进程,自带消息代理与刷卡。仅限源码树。",
            "The daemon on a simulated board with a broker of its own, taps and all. Source tree"
                    + " only."),
    PAGE_PORT(
            "page-port",
            "页面端口(仅本机),0 取空闲端口;默认 ${DEFAULT-VALUE}",
            "the page's port, on loopback alone; 0 takes a free one; default: ${DEFAULT-VALUE}"),
    DEMO_MQTT_PORT(
            "mqtt-port",
            "代理端口,0 取空闲端口;默认 ${DEFAULT-VALUE}",
            "the broker's port, 0 takes a free one; default: ${DEFAULT-VALUE}"),
    DEMO_HEADLESS("headless", "不等待按键,由 --seconds 结束", "no waiting for a key; ends with --seconds"),
    DEMO_SECONDS("seconds", "运行秒数;默认直到中断", "how long; default: until interrupted"),
    DEMO_STATE(
            "onecard.demo.state",
            "状态保存于此;默认临时目录",
            "keep the state here; default: a temporary folder"),

    SIMULATE(
            "onecard.simulate.usage.description",
            "把现场文件改成全模拟并运行守护进程,在本机网页上操作与观看。",
            "The daemon by a site file with every part simulated, and a page on this machine to play"
                    + " with it and watch."),
    SIMULATE_STATE(
            "onecard.simulate.state",
            "状态保存于此;默认临时目录",
            "keep the state here; default: a temporary folder"),
    SIMULATE_BROKER(
            "onecard.simulate.broker",
            "本机代理 mqtt://127.0.0.1:端口;默认为本进程自带者(如有)",
            "the broker on this machine, mqtt://127.0.0.1:port; default: one in this process, where"
                    + " it has one along"),

    CHECK(
            "onecard.check.usage.description",
            "检查现场文件:一次列出全部问题及其行号。",
            "Validates site files: every problem at once, with its line."),
    CHECK_FILES("check-files", "现场文件", "site files"),
    CHECK_JSON("json", "以 JSON 数组输出问题", "problems as a JSON array"),
    CHECK_SHOW(
            "show",
            "打印现场文件,其中的预设逐键写出",
            "print the site file with its ready profiles written out, key by key"),

    INIT(
            "onecard.init.usage.description",
            "问几个问题,写出一份可用的现场文件;不会覆盖已有文件。",
            "Asks a few questions and writes a site file that is good; never over one that is there."),
    INIT_FILE("init-file", "新文件,默认 ${DEFAULT-VALUE}", "the new file; default: ${DEFAULT-VALUE}"),
    INIT_ANSWER(
            "answer",
            "预先回答一个问题,可多次;没有终端时其余取默认值",
            "answers one question beforehand, any number of times; without a terminal the others"
                    + " are as usual"),

    WIRING(
            "onecard.wiring.usage.description",
            "接线表:每个部件接在何处、电平、安全状态与疏散线路;并可生成 A4 横向接线图。",
            "What goes where: each part's pin, levels, safe state and fire route, as a table; and"
                    + " pictures for A4, landscape."),
    WIRING_FILE("wiring-file", "现场文件", "the site file"),
    WIRING_SVG(
            "svg",
            "将接线图写成 SVG;多页时后续为 OUT-2 等",
            "write the picture as SVG; further pages go into OUT-2 and so on"),
    WIRING_PNG("wiring-png", "同上,写成 200 dpi 的 PNG", "the same as PNG of 200 dpi"),

    DOCTOR(
            "onecard.doctor.usage.description",
            "在本机逐项检查现场文件所列部件: 每项一行,有问题则给出下一步。目前为各线与密钥。",
            "Looks at the parts of a site file on this machine: one line each, with the next step"
                    + " where something is amiss. Lines and keys, so far."),

    BACKUP(
            "onecard.backup.usage.description",
            "将流水、名单与现场文件备份到一个签名的文件,不含任何密钥与生物特征;守护进程运行与否均可。",
            "Puts journal, lists and site file into one signed file, without any key and anything of"
                    + " people's bodies; while a daemon runs or not."),
    BACKUP_OUT(
            "onecard.backup.out",
            "备份文件(0600);已有的会被替换",
            "the file (0600); one that is there is replaced"),
    RESTORE(
            "onecard.restore.usage.description",
            "将备份恢复到空的状态目录: 本机用自己的设备密钥,开始新的纪元,未发送的流水照常发送。",
            "Puts a backup into an empty state directory: this board goes on with a key of its own, in"
                    + " a new epoch, and sends what was not sent."),
    RESTORE_FILE("restore-file", "备份文件", "the backup"),
    RESTORE_KEY("onecard.restore.key", "备份必须由此公钥签名", "the public key that it must be signed by"),
    RESTORE_SITE(
            "onecard.restore.site",
            "以此现场文件代替备份中的;现场与控制器须相同",
            "this site file in the place of the one in it; of the same site and device"),
    RESTORE_OTHER(
            "onecard.restore.other-site-key",
            "接受另一把现场密钥: 原来的卡与人将不再被识别",
            "take another site key: cards and people of before are not known then"),

    WIPE(
            "onecard.wipe.usage.description",
            "报废前擦除状态目录: 覆盖写并删除全部文件,密钥最先。",
            "Erases a state directory before its board is disposed of: every file is written over and"
                    + " deleted, keys first."),
    WIPE_DEVICE(
            "onecard.wipe.device",
            "控制器名称,代替输入;流水不可读时为状态目录的完整路径",
            "the device's name, in the place of typing it; where the journal cannot be read, the whole"
                    + " path of the state directory"),
    WIPE_LOSE("onecard.wipe.lose-unsent", "放弃未发送的流水", "lose what was not sent"),

    WALK(
            "onecard.walk.usage.description",
            "逐步调试现场: 手动触发、脉冲、刷卡、断网、金额,指出可能的接线错误,最后生成设备签名的移交报告(HTML 与 JSON)。须先停止守护进程。",
            "Guided commissioning: contacts, pulses, taps, offline, money. Names the likely wiring"
                    + " mistakes and ends in a handover report, HTML and JSON, signed by the device. The"
                    + " daemon must be stopped before."),
    WALK_SITE("onecard.walk.site", "现场文件", "the site file"),
    WALK_REPORT(
            "onecard.walk.report",
            "报告文件名;默认写入状态目录: OUT.json、OUT.zh-CN.html、OUT.en.html",
            "where the report goes: OUT.json, OUT.zh-CN.html, OUT.en.html; default: in the state"
                    + " directory"),
    WALK_RESUME(
            "onecard.walk.resume",
            "断电或中断之后,从上次完成的步骤继续",
            "go on after the last block that was over, once the power is back"),
    WALK_READINGS(
            "onecard.walk.readings",
            "每台读卡器连续刷卡的次数,1 到 100,默认 10;报告给出刷卡时间的 p50 与 p95",
            "how often a card is held to each reader, 1 to 100, 10 by default; the report has p50"
                    + " and p95 of the tap times"),
    WALK_VERIFY(
            "onecard.walk.verify",
            "不调试,验证一份报告(HTML 或 JSON)的签名",
            "no walk: verify the signature of a report, HTML or JSON"),
    WALK_KEY("onecard.walk.key", "签名须出自此设备公钥", "the device's public key that it must be signed by"),

    TEAR_LAB(
            "onecard.tear-lab.usage.description",
            "在读写的每个字节处拔出软件卡,并打印判定表。",
            "Pulls software cards at every byte of every dialogue and prints the grid of"
                    + " verdicts."),
    TEAR_LAB_READER(
            "reader",
            "模拟读卡器,或运行中的 pcscd 的虚拟读卡器;默认 ${DEFAULT-VALUE}",
            "the simulated reader, or the virtual one of a pcscd that runs; default:"
                    + " ${DEFAULT-VALUE}"),
    TEAR_LAB_STEP(
            "step",
            "每隔几个字节拔一次,首末字节必试;默认 ${DEFAULT-VALUE}",
            "pull at every so many bytes, and at the first and the last; default:"
                    + " ${DEFAULT-VALUE}"),
    TEAR_LAB_VERDICT(
            "verdict-ms",
            "从拔卡到判定的最长毫秒数;默认 ${DEFAULT-VALUE}",
            "the longest from pull to verdict, in ms; default: ${DEFAULT-VALUE}"),
    TEAR_LAB_NEXT(
            "next-ms",
            "读出下一张卡的最长毫秒数;默认 ${DEFAULT-VALUE}",
            "the longest for the next card, in ms; default: ${DEFAULT-VALUE}"),

    CMD(
            "onecard.cmd.usage.description",
            "向本机或经代理向任一控制器的点位发出指令,并等待答复。",
            "Gives a command to a point of the daemon that runs here, or signed to any by way of"
                    + " its broker, and waits for the answer."),
    CMD_VERB(
            "cmd-verb",
            "release、hold、normal、lockdown、disable、forgive、settle、reconcile、attend 或 identify;对控制器:"
                    + " sync、replay、identify 或 restart",
            "release, hold, normal, lockdown, disable, forgive, settle, reconcile, attend or"
                    + " identify; of the device: sync, replay, identify or restart"),
    SETTLE(
            "onecard.settle.usage.description",
            "结束一台消费终端的批次并显示结账单",
            "close the batch of a till, and show its settlement"),
    CMD_POINT("onecard.cmd.point", "点位名称", "the point's name"),
    CMD_LOCAL(
            "onecard.cmd.local", "经本机的控制套接字,无需签名", "over this machine's control socket, unsigned"),
    CMD_FOR(
            "for",
            "持续时间,如 90s、10m、2h、1d;默认直至 normal",
            "how long, as 90s, 10m, 2h or 1d; default: until normal"),
    CMD_OUT("out", "release: 向外放行", "release: outwards"),
    CMD_KIND("kind", "forgive: 凭证类别", "forgive: the kind of credential"),
    CMD_TOKEN(
            "onecard.cmd.token",
            "forgive: 凭证标识,32 位十六进制;默认该点位全部",
            "forgive: the credential's token, 32 hex digits; default: everybody at the point"),
    CMD_PERSON(
            "person",
            "forgive: 人员标识,32 位十六进制,视为不在任何区域;attend: 代签的人员",
            "forgive: the person's token, 32 hex digits, who is taken to be in no area; attend: who"
                    + " is signed in"),
    CMD_AREA("area", "forgive: 区域;视为其中无人", "forgive: the area that nobody is taken to be in"),
    CMD_OPERATOR(
            "operator",
            "attend: 代签操作员的标识,32 位十六进制",
            "attend: the token of the operator who signs them in, 32 hex digits"),
    CMD_MEETING(
            "onecard.cmd.meeting",
            "attend: 会议;默认正在进行的",
            "attend: the meeting; default: the one that is on"),
    ATTENDANCE("onecard.attendance.usage.description", "会议签到结果。", "Who attended."),
    ATTENDANCE_EXPORT(
            "onecard.attendance.export.usage.description",
            "以 CSV 输出一次会议的签到,只含标识。",
            "Writes who attended a meeting as CSV, with tokens only."),
    ATTENDANCE_MEETING("meeting", "会议名称", "the meeting's name"),
    ATTENDANCE_DATE("date", "日期 YYYY-MM-DD;默认全部", "its date, YYYY-MM-DD; default: all"),
    ATTENDANCE_FROM(
            "from-export",
            "另计其他控制器由 journal export 导出的文件,可重复",
            "a file that journal export wrote of another device counts, too; may be repeated"),
    CMD_ID(
            "onecard.cmd.id",
            "指令编号,重复时只答复不再执行;默认随机",
            "the command's id, answered again and not done again; default: drawn at random"),

    CMD_EPOCH("onecard.cmd.epoch", "replay: 流水的纪元", "replay: the journal's epoch"),
    CMD_FROM("onecard.cmd.from", "replay: 首条序号", "replay: the first record's number"),
    CMD_TO("onecard.cmd.to", "replay: 末条序号", "replay: the last record's number"),
    CMD_BATCH(
            "onecard.cmd.batch",
            "reconcile: 批次,须同时给 --sales 和 --net-fen",
            "reconcile: the batch; with --sales and --net-fen"),
    CMD_SALES("onecard.cmd.sales", "reconcile: 主机统计的笔数", "reconcile: how many the host counted"),
    CMD_NET("onecard.cmd.net", "reconcile: 主机统计的净额(分)", "reconcile: their net, in fen"),
    CMD_WALLET("onecard.cmd.wallet", "reconcile: 各账户净额(分)", "reconcile: the net of each wallet"),
    CMD_SITE("onecard.cmd.site", "现场名称", "the site's name"),
    CMD_DEVICE("onecard.cmd.device", "控制器名称", "the device's name"),
    CMD_KEY(
            "onecard.cmd.key",
            "签名密钥 PKCS#8 PEM,其公钥在控制器的 keys.commands 中",
            "the signing key as PKCS#8 PEM; its public string stands in the device's"
                    + " keys.commands"),
    CMD_BY(
            "onecard.cmd.by",
            "记入流水的操作者;默认系统用户名",
            "who asks, for the journal; default: the user's name"),
    CMD_REASON("onecard.cmd.reason", "记入流水的缘由", "what for, for the journal"),

    WATCH(
            "onecard.watch.usage.description",
            "仅凭 MQTT 消息实时查看一批控制器。",
            "A fleet, live, from its MQTT messages alone."),
    WATCH_SITE("onecard.watch.site", "仅此现场;默认全部", "this site only; default: all"),
    WATCH_SECONDS(
            "onecard.watch.seconds", "若干秒后结束;默认不结束", "end after so many seconds; default: never"),
    KEYS("onecard.keys.usage.description", "密钥。", "Keys."),
    KEYS_NEW(
            "onecard.keys.new.usage.description",
            "生成一个密钥文件(PKCS#8 PEM,0600)并打印其公钥。",
            "Makes a key (PKCS#8 PEM, mode 0600) and prints its public string."),
    KEYS_FOR(
            "onecard.keys.for",
            "用途: device、site、lists、commands、configs、hosts、passes、updates、calibrations、enrolments"
                    + " 或 vault",
            "device, site, lists, commands, configs, hosts, passes, updates, calibrations,"
                    + " enrolments or vault"),
    KEYS_OUT("onecard.keys.out", "密钥文件,不得已存在", "the key's file, which must not be there yet"),

    LIST(
            "onecard.list.usage.description",
            "准许通行者及其他名单。",
            "Lists: of who may pass, and of all else that points decide by."),
    UPDATE(
            "onecard.update.usage.description",
            "更新本程序: 验证签名,试运行,不正常则自动恢复原版本。不带文件时显示上一次更新的结果。",
            "Another release: its signature is checked, it is tried, and what was before is back by"
                    + " itself where it does not serve. Without a file: how the last one stands."),
    UPDATE_FILE(
            "onecard.update.file",
            "软件包 onecard_版本_机型.deb",
            "the package, onecard_VERSION_MACHINE.deb"),
    UPDATE_NOTICE(
            "onecard.update.notice",
            "其签名;默认为 FILE.json",
            "what was signed of it; default: FILE.json"),
    UPDATE_GO_ON(
            "onecard.update.go-on",
            "继续进行中的更新;由系统服务调用",
            "go on with what is under way; for the system's service"),
    UPDATE_FOLDER(
            "onecard.update.folder",
            "更新所用目录,默认 ${DEFAULT-VALUE}",
            "the folder of updates; default: ${DEFAULT-VALUE}"),
    UPDATE_SIGN(
            "onecard.update.sign.usage.description",
            "为软件包签名,制作更新通知。",
            "Signs a package: makes the notice that lies beside it, or that a broker retains."),
    UPDATE_SIGN_KEY("onecard.update.sign.key", "签名密钥 PKCS#8 PEM", "the signing key as PKCS#8 PEM"),
    UPDATE_SIGN_SITE(
            "onecard.update.sign.site",
            "只供此现场文件的设备使用;默认任何设备",
            "for the device of this site file alone; default: any"),
    UPDATE_SIGN_URL(
            "onecard.update.sign.url",
            "设备从现场网络的何处下载",
            "where that device gets it, within the site's network"),
    UPDATE_SIGN_OUT(
            "onecard.update.sign.out", "写入何处;默认为 FILE.json", "where to; default: FILE.json"),
    BUILD(
            "onecard.list.build.usage.description",
            "由 CSV 制作已签名的名单。",
            "Makes a signed list from CSV."),
    BUILD_SOURCE(
            "onecard.list.build.source",
            "CSV 文件,表头见 README",
            "the CSV file; its header stands in the README"),
    BUILD_TYPE("type", "people、wallets 等;deny 不需要", "people, wallets, ...; not for deny"),
    BUILD_KEY("onecard.list.build.key", "签名密钥 PKCS#8 PEM", "the signing key as PKCS#8 PEM"),
    BUILD_OUT("out-lists", "已签名名单的目录", "the directory of signed lists"),
    BUILD_VERSION(
            "list-version", "版本;默认比目录中的大一", "the version; default: one more than in the directory"),
    BUILD_VALID_UNTIL(
            "valid-until",
            "此后名单视为陈旧;仅日期则含当日",
            "after it the list is stale; a date alone is inclusive"),
    BUILD_DENY_MIN(
            "deny-min",
            "设备须先有此版本的 deny;默认同上一版本",
            "the version of deny a device must hold first; default: as before"),
    PUBLISH(
            "onecard.list.publish.usage.description",
            "把已签名的名单发布到代理,只发送其缺少的部分。",
            "Brings signed lists to a broker: what it lacks of them, the head last."),
    PUBLISH_DIRECTORY("onecard.list.publish.directory", "已签名名单的目录", "a directory of signed lists"),
    PUBLISH_LIST("onecard.list.publish.list", "只发布此名单", "this list only"),
    PUBLISH_FOLLOW(
            "follow",
            "持续运行;设备仍持有旧版本时再次发布",
            "keep running, and publish again what a device's birth shows to be old"),
    SHOW(
            "onecard.list.show.usage.description",
            "查看已签名的名单,并检查签名与各部分。",
            "Looks at signed lists: what they say of themselves, signature and parts."),
    SHOW_SOURCE(
            "onecard.list.show.source",
            "目录、head.json 或 deny.json",
            "a directory, a head.json or a deny.json"),
    SHOW_KEY(
            "onecard.list.show.key",
            "可信公钥,见 keys.lists",
            "the public key that may sign, as in keys.lists"),
    SHOW_ENTRIES("entries", "逐行输出条目", "print the entries, one a line"),
    IMPORT(
            "onecard.list.import.usage.description",
            "从 CSV 导入名单,守护进程运行与否均可。",
            "Brings a list in from CSV, daemon running or not."),
    IMPORT_SOURCE("import-source", "CSV 文件", "the CSV file"),
    IMPORT_LIST("list", "名单名称", "the list's name"),
    IMPORT_LOCAL("local", "未签名的文件,由本机人员提供", "an unsigned file, from someone at this machine"),
    IMPORT_SKIP_BAD("skip-bad", "略过错误的行并逐一列出", "leave bad rows out and name them"),

    PASS("onecard.pass.usage.description", "访客与电子通行证二维码。", "QR passes for visitors and phones."),
    PASS_ISSUE(
            "onecard.pass.issue.usage.description",
            "签发一张通行证: 文本、终端图案,可另存 PNG。",
            "Signs a pass: its text, a picture for the terminal, and a PNG file."),
    PASS_ISSUE_KEY(
            "onecard.pass.issue.key",
            "签名密钥 PKCS#8 PEM;rolling 则为 64 位十六进制密钥文件",
            "the signing key as PKCS#8 PEM; rolling: the file with 64 hex digits"),
    PASS_ISSUE_ID(
            "id", "通行证编号,16 位十六进制;默认随机", "the pass id, 16 hex digits; default: drawn at random"),
    PASS_ISSUE_FROM("from", "生效时间;默认现在", "when it begins to hold; default: now"),
    PASS_ISSUE_UNTIL("until", "失效时间;仅日期则含当日", "when it ends; a date alone is inclusive"),
    PASS_ISSUE_POINT("point", "可通行的点位,可重复", "a point it opens; may be repeated"),
    PASS_ISSUE_GROUP("group", "所属的组,可重复", "a group it counts in; may be repeated"),
    PASS_ISSUE_USES("uses", "可通行次数;默认 1;动态码不适用", "how often it opens; default: 1; not for rolling"),
    PASS_ISSUE_FORM("form", "形式;默认 ${DEFAULT-VALUE}", "its form; default: ${DEFAULT-VALUE}"),
    PASS_ISSUE_PNG("png", "另存为 PNG 图片", "write the picture to this PNG file too"),
    PASS_VERIFY(
            "onecard.pass.verify.usage.description",
            "按现场文件验证一张通行证。",
            "Verifies a pass as that site's controller would, used or not."),
    PASS_TOKEN("pass-token", "二维码文本", "the text of the QR code"),
    PASS_VERIFY_POINT("onecard.pass.verify.point", "出示的点位", "the point where it is shown"),
    PASS_CODE(
            "onecard.pass.code.usage.description",
            "由种子生成当前动态码,与手机相同。",
            "The present code of a rolling pass, as a phone shows it."),
    PASS_CODE_SEED("pass-seed", "种子文本", "the seed's text"),

    JOURNAL(
            "onecard.journal.usage.description",
            "跟踪、证明与导出流水。",
            "Follow, prove and export the journal."),
    TAIL(
            "onecard.journal.tail.usage.description",
            "最新的事件,以及之后发生的。",
            "The newest events, and those to come."),
    TAIL_COUNT(
            "n", "最新的条数;默认 ${DEFAULT-VALUE}", "how many of the newest; default: ${DEFAULT-VALUE}"),
    TAIL_ONCE("once", "不等待后续事件", "do not wait for more"),
    VERIFY(
            "onecard.journal.verify.usage.description",
            "逐条证明哈希链。",
            "Proves the chain, record by record."),
    VERIFY_EXPORT("export", "改为检查此导出文件", "verify this export instead"),
    VERIFY_KEY(
            "key",
            "设备公钥,见 birth 消息;更换过控制器的可给出多个",
            "the device's public key, as birth tells it; several of one whose board was replaced"),
    VERIFY_HEAD("head", "从外部得知的 EPOCH:SEQ:HASH", "EPOCH:SEQ:HASH known from outside"),
    EXPORT(
            "onecard.journal.export.usage.description",
            "按顺序以 JSON 行输出已发布的事件。",
            "The published events as JSON lines, in order."),

    EXPLAIN(
            "onecard.explain.usage.description",
            "某次刷卡为何放行或拒绝,依据哪份名单。",
            "Why a tap was granted or refused, and by which list."),
    EXPLAIN_ID(
            "explain-id",
            "device:epoch:seq;或原因代码,如 STALE_LIST: 含义、下一步与处理者",
            "device:epoch:seq; or a reason, as STALE_LIST: what it means, what to do and who"),
    TRACE(
            "onecard.trace.usage.description",
            "本机持有的与一个令牌有关的内容及其期限;--erase 删除可删除者。",
            "What is held here about one token, and until when; with --erase what may go goes."),
    TRACE_TOKEN("onecard.trace.token", "卡或人员的令牌,32 位十六进制", "of a card or a person, 32 hex digits"),
    TRACE_ERASE(
            "erase",
            "删除记忆中可删除者并记入流水;流水与名单不变",
            "forget what may be forgotten, and record that; journal and lists stay as they are"),
    TRACE_SITE("onecard.trace.site", "守护进程未运行时的现场文件", "the site file, where no daemon runs"),
    TRACE_JSON(
            "onecard.trace.json",
            "一行 JSON,含全部相关事件",
            "one line of JSON, with every event that names it"),

    DOCTOR_BUNDLE(
            "onecard.doctor.bundle",
            "将遮盖后的支持包写入此文件",
            "write a masked support archive there, to be sent to whoever is asked for help"),
    DOCTOR_LOG(
            "onecard.doctor.log",
            "支持包所取的日志文件;默认取 systemd 日志中的 onecard 服务",
            "the log for that archive; default: what systemd has of the service onecard"),
    DOCTOR_JSON("onecard.doctor.json", "一行 JSON", "one line of JSON"),
    VAULT_TOKEN(
            "onecard.vault.token",
            "人员的令牌,32 位十六进制",
            "of a person, 32 hex digits; to withdraw, show and forget also of their card"),
    VAULT_LAST_TAP(
            "onecard.vault.last-tap",
            "代替 --token: 最近 30 秒内在此点位出示的卡的持卡人",
            "in place of --token: whose card was shown at that point in the last 30 s"),
    CONSENT(
            "onecard.consent.usage.description",
            "某人同意保存其身体数据、撤回同意,以及已有的记录。",
            "What somebody agrees to have kept of their body, that they withdraw it, and what is"
                    + " noted."),
    CONSENT_GIVE(
            "onecard.consent.give.usage.description",
            "记录同意;未经同意不采集也不比对。",
            "Notes that they agree: without that nothing is enrolled or compared."),
    CONSENT_WITHDRAW(
            "onecard.consent.withdraw.usage.description",
            "撤回同意;该类模板立即删除。",
            "Notes that they agree no more: what was kept of it goes at once."),
    CONSENT_SHOW(
            "onecard.consent.show.usage.description",
            "已同意与已保存的内容,不需要守护进程。",
            "What they agreed to, and how much is kept; needs no daemon."),
    CONSENT_FOR("onecard.consent.for", "身体的哪一部分", "which part of their body"),
    CONSENT_PURPOSE("onecard.consent.purpose", "用途的标签,如 gate", "what for, as a label such as gate"),
    CONSENT_TEXT(
            "onecard.consent.text",
            "所示文本的版本,如 2026-03",
            "version of the text they saw, as 2026-03"),
    CONSENT_CHANNEL(
            "onecard.consent.channel",
            "以何种方式表示;默认 ${DEFAULT-VALUE}",
            "how they said so; default: ${DEFAULT-VALUE}"),
    CONSENT_FOR_DAYS(
            "onecard.consent.days",
            "有效天数,到期删除;默认 ${DEFAULT-VALUE}",
            "for how many days; all that is kept under it goes then; default: ${DEFAULT-VALUE}"),
    CONSENT_GUARDIAN("onecard.consent.guardian", "由监护人给出", "given by a guardian"),
    CONSENT_MAY_MOVE(
            "onecard.consent.may-move", "模板可带到其他设备", "a template may be brought to another device"),
    CONSENT_JSON("onecard.consent.json", "一行 JSON", "one line of JSON"),
    ENROL(
            "onecard.enrol.usage.description",
            "由图片采集已同意者的指纹、人脸或静脉;图片不保存。",
            "Keeps a finger, a face or veins of somebody who agreed, from pictures of it, which are"
                    + " not kept."),
    ENROL_FOR(
            "onecard.enrol.for",
            "图片是身体的哪一部分;省略则为 finger",
            "which part of their body the pictures are of; absent: finger"),
    ENROL_CARD(
            "onecard.enrol.card",
            "单独识别时代表此人的卡",
            "the card that stands for them when nothing else does"),
    ENROL_LIST(
            "onecard.enrol.list",
            "列出须重新采集的人员: 其模板出自另一算法、模型或设备",
            "who must be enrolled again: another extractor, model or sensor knew them"),
    ENROL_JSON("onecard.enrol.json", "与 --list 合用: 一行 JSON", "with --list: one line of JSON"),
    ENROL_FINGER(
            "onecard.enrol.finger",
            "1 右手拇指至 5 右手小指,6 左手拇指至 10 左手小指",
            "1 right thumb to 5 right little finger, 6 left thumb to 10 left little finger"),
    ENROL_DPI(
            "onecard.enrol.dpi",
            "图片每英寸点数;默认 ${DEFAULT-VALUE}",
            "dots an inch of the pictures; default: ${DEFAULT-VALUE}"),
    ENROL_SENSOR(
            "onecard.enrol.sensor",
            "采集器型号;默认 ${DEFAULT-VALUE}",
            "model of the sensor; default: ${DEFAULT-VALUE}"),
    ENROL_AT(
            "onecard.enrol.at",
            "由运行中的守护进程在此设备上采集,代替图片",
            "whoever stands at that sensor of the daemon that runs, in place of pictures"),
    ENROL_FILE(
            "onecard.enrol.file",
            "同一手指或人脸的 3 到 5 张图片(tif、png、bmp、pgm)",
            "3 to 5 pictures of one finger or face: tif, png, bmp or pgm"),
    MODULE(
            "onecard.module.usage.description",
            "在自身槽位中保存人员的模块。",
            "Modules that hold people in slots of their own."),
    MODULE_LIST(
            "onecard.module.list.usage.description",
            "已知的模块:标记(- 表示没有)、设备、人数与待清空槽位。",
            "Those that are known: mark (- for none), sensor, people, and slots to be emptied."),
    MODULE_EMPTY(
            "onecard.module.empty.usage.description",
            "清空该设备上的模块,无论其中是谁;此后为本机所有。",
            "Nobody is left in the module at a sensor, whoever is in it; it is ours from then on."),
    MODULE_FORGET(
            "onecard.module.forget.usage.description",
            "忘记不再回来的模块:其中的人须重新采集。",
            "Nothing is known any more of one that never comes back: whoever is in it enrols anew."),
    MODULE_SENSOR("onecard.module.sensor", "设备名", "name of the sensor"),
    MODULE_MARK(
            "onecard.module.mark",
            "模块的标记;没有标记时为设备名",
            "its mark; for one without, the sensor's name"),
    FORGET(
            "onecard.forget.usage.description",
            "删除某人的全部身体数据与同意记录。",
            "Nothing is kept of somebody's body any more, nor what they agreed to."),

    BIO("onecard.bio.usage.description", "生物识别引擎。", "Engines that tell people apart."),
    BIO_EVAL(
            "onecard.bio.eval.usage.description",
            "用一个目录的样本评测引擎: 错误率、置信区间,可另存标定记录与 DET 图。样本不离开本机。",
            "Measures an engine on a folder of samples: error rates with their confidence, and if"
                    + " asked the calibration record and a DET plot. No sample leaves this machine."),
    BIO_EVAL_SET(
            "onecard.bio.eval.set",
            "样本目录: IDENTITY_IMPRESSION.ext 或 IDENTITY/IMPRESSION.ext,ext 为 tif、png、bmp 或 pgm",
            "the samples: IDENTITY_IMPRESSION.ext or IDENTITY/IMPRESSION.ext, ext one of tif, png,"
                    + " bmp and pgm"),
    BIO_EVAL_ENGINE(
            "onecard.bio.eval.engine",
            "引擎;默认 ${DEFAULT-VALUE}",
            "the engine; default: ${DEFAULT-VALUE}"),
    BIO_EVAL_MODEL(
            "onecard.bio.eval.model",
            "face: 单个特征模型,图像须为已对齐的人脸;其余用 --site",
            "face: one net that embeds pictures that are faces already, in rgb, less 127.5, through"
                    + " 127.5; any other is described in a site file"),
    BIO_EVAL_SITE(
            "onecard.bio.eval.site",
            "face: 使用此站点文件的 models.face",
            "face: by models.face of this site file"),
    BIO_EVAL_DPI(
            "onecard.bio.eval.dpi",
            "图像每英寸点数;指纹默认 500",
            "dots an inch of the pictures; default for fingerprints: 500"),
    BIO_EVAL_VIEWS(
            "onecard.bio.eval.views",
            "按交易评测: 每人登记的样本数",
            "measure transactions: so many samples of each are enrolled"),
    BIO_EVAL_TRIES(
            "onecard.bio.eval.tries",
            "按交易评测: 每次交易的尝试次数",
            "measure transactions: so many tries each"),
    BIO_EVAL_JSON("onecard.bio.eval.json", "一行 JSON", "one line of JSON"),
    BIO_EVAL_OUT(
            "onecard.bio.eval.out",
            "把 DET 图 det.svg 与 det.png 写入此目录",
            "write the DET plot there, as det.svg and det.png"),
    BIO_EVAL_RECORD("onecard.bio.eval.record", "写出标定记录", "write the calibration record"),
    BIO_EVAL_KEY(
            "onecard.bio.eval.key",
            "为标定记录签名的密钥 PKCS#8 PEM",
            "the key that signs the calibration record, as PKCS#8 PEM"),
    BIO_EVAL_SENSOR(
            "onecard.bio.eval.sensor",
            "标定记录所适用的传感器型号;默认全部",
            "the sensor model that the calibration record holds for; default: all");

    private final String key;
    private final Words words;

    Help(String key, String zh, String en) {
        this.key = key;
        this.words = new Words(zh, en);
    }

    /// Where picocli looks for it: an option's name, or a command's path and what of it.
    String key() {
        return key;
    }

    public Words words() {
        return words;
    }
}
