package onecard.edge.words;

import java.util.Locale;
import onecard.words.Lang;
import onecard.words.Words;

/// What commands say. `%s` stands for a value, in the same order in both languages; `%2$s` where
/// a language needs another order. Errors say what, which rule, what stood there, and what next.
public enum Message {

    // --- any command ---
    NEXT_HELP("下一步: %s --help", "Next: %s --help"),
    WHICH_COMMAND("%s: 需要一个子命令", "%s: a command must follow, but none did"),
    OPTION_MISSING("%s: 必须给出,但没有", "%s: must be given, but was not"),
    ARGUMENT_UNKNOWN("%s: 无此选项或参数", "%s: no such option or argument"),
    VALUE_WRONG("%s: 不能为 %s", "%s: cannot be %s"),
    USAGE_WRONG("用法错误: %s", "wrong usage: %s"),
    LANG_WRONG("--lang: 必须为 zh-CN 或 en,实际为 %s", "--lang: must be zh-CN or en, but was %s"),
    FILE_MISSING("%s: 文件不存在;请检查路径", "%s: must exist, but does not; check the path"),
    FILE_DENIED(
            "%s: 无权访问;请以有权限的用户运行,或更改其权限",
            "%s: may not be opened by this user; run as one who may, or change its mode"),
    FILE_UNREADABLE("%s: 文件不存在或不可读;请检查路径", "%s: must be a readable file; check the path"),
    IO_FAILED("读写失败: %s", "reading or writing failed: %s"),
    STORE_FAILED(
            "数据库操作失败: %s;请检查磁盘空间与状态目录",
            "the database failed: %s; look at the disk and the state directory"),
    BUG(
            "程序缺陷: %s;请加 --debug 重试并报告所示内容",
            "a bug: %s; run it again with --debug and report what that shows"),
    STATE_IN_USE(
            "%s: 同一时间只能由一个 onecard 使用,现已被占用;请先停止另一个",
            "%s: may be held by one onecard at a time, but another holds it; stop that one first"),
    JOURNAL_MISSING(
            "%s: 此处没有流水;请用 --state 指定其目录", "%s: no journal is there; name its folder by --state"),
    CREDENTIAL_MISSING(
            "需要凭据 %s,但 systemd 未传入;请以含 LoadCredential= 的服务启动",
            "the credential %s is wanted, but systemd passed none; start as a service with"
                    + " LoadCredential="),
    SECRET_WRONG(
            "%s: 密钥必须为 64 位十六进制数;请放回正确的文件",
            "%s: a secret must be 64 hex digits; put the right file there"),
    SECRET_EXPOSED("%s: 不使用该密钥文件: %s;%s", "%s: is not used: %s; %s"),
    SECRET_MODE(
            "密钥只能由其属主读写(0600),实际权限为 %s",
            "a secret must be its owner's alone (0600), but its mode is %s"),
    SECRET_MODE_NEXT("请执行 chmod 600 %s", "run chmod 600 %s"),
    SECRET_OWNER(
            "密钥的属主必须为 root 或运行本程序的用户,实际为 uid %s,而非 uid %s",
            "a secret must belong to root or to the user that runs this, but belongs to uid %s and"
                    + " not %s"),
    SECRET_OWNER_NEXT("请执行 chown %s %s", "run chown %s %s"),
    VAULT_KEY_OTHER(
            "%s: 由另一把密钥或为另一个现场建立;请放回 keys.vault 原来的密钥,或移走该文件并重新采集",
            "%s: was made with another key, or for another site; bring the former key of keys.vault"
                    + " back, or move the file away and enrol people again"),
    SIGNING_KEY_WRONG(
            "%s: 必须为 PKCS#8 PEM 格式的 Ed25519 或 SM2 密钥;请放回正确的文件",
            "%s: must be an Ed25519 or SM2 key as PKCS#8 PEM; put the right file there"),
    ISSUERS_WRONG(
            "%s: 必须为 PEM 格式的 SM2 机构证书,且其中至少一份为自签名根证书;请放回正确的文件",
            "%s: must be PEM certificates of SM2 authorities, one of them a root that signs itself;"
                    + " put the right file there"),
    REQUEST_TOO_LONG("控制请求必须为一行,最多 %s 字节", "a request must be one line of at most %s bytes"),
    REQUEST_SILENT("%s 秒内没有收到控制请求", "nothing was said within %s s"),
    REQUEST_SRC("名单文件必须可读", "the list must be a file that can be read"),
    REQUEST_DIRECTORY(
            "已签名名单必须在可读的目录中;CSV 需要 --list 与 --local",
            "signed lists must be in a directory that can be read; a CSV needs --list and --local"),
    REQUEST_WRONG("控制请求必须为 JSON 对象", "a request must be a JSON object"),

    BROKER_MISSING(
            "需要 --broker URL,或以 --site-file 指定现场文件",
            "needs --broker URL, or a site file by --site-file"),
    BROKER_URL_WRONG(
            "--broker: 必须为 mqtt://、mqtts://、ws:// 或 wss:// 地址,实际为 %s",
            "--broker: must be mqtt://, mqtts://, ws:// or wss:// and a host, but was %s"),
    BROKER_LOST("与代理的连接失败: %s", "the broker cannot be reached: %s"),
    BROKER_NO_ANSWER(
            "代理 10 秒内没有答复;请检查网络与代理",
            "the broker did not answer within 10 s; look at the network and the broker"),
    BROKER_SHOWS_NOT(
            "代理不允许订阅 %s(原因码 %s);请为此用户放行",
            "the broker lets nobody subscribe to %s (reason %s); allow it to this user"),
    BROKER_TAKES_NOT(
            "代理未接受 %s(原因码 %s);请为此用户放行或检查配额",
            "the broker did not take %s (reason %s); allow it to this user, or look at its quota"),

    // --- check ---
    PROBLEM("%s:%s:%s: %s: %s,实际为 %s;%s", "%s:%s:%s: %s: %s, but was %s; %s"),
    SITE_GOOD("%s: 没有问题", "%s: good"),
    RECORD_LINE(
            "说明: %s 的 %s 按引擎作者给出的曲线,而非实测",
            "note: %s: at %s a line that the engine's author documented holds, and nothing that"
                    + " was measured"),
    RECORD_PEOPLE(
            "说明: %s 的 %s 在此误识率下最多识别人数: 按每人三个视图 %s 人,按一个视图 %s 人",
            "note: %s: %s looks for so many people at most, at so few false matches: %s by three"
                    + " views of each, %s by one"),
    RECORD_NONE(
            "说明: %s 的 %s 没有校准记录,不作比对,改用替代方式",
            "note: %s: at %s nothing is compared without a calibration record, and people take the"
                    + " alternative"),
    RECORD_NOT_HERE(
            "说明: %s 的 %s 的校准记录 %s 不在此处,未检查",
            "note: %s: the calibration record of %s is not looked at, for here is no file %s"),
    RECORD_UNFIT("校准记录不可用: %s", "the calibration record is of no use: %s"),
    RECORD_OTHER(
            "校准记录属于 %s,而此处为 %s: 请重新校准",
            "the calibration record is of %s, and here is %s: calibrate what is here"),
    RECORD_TOO_FINE(
            "%s 的校准记录在此最细只到 %s 中一人(模板 %s 个,%s 次): 请写此数以内,或以更大的数据集校准",
            "the calibration record of %s holds for one in %s at most, with %s templates and %s"
                    + " tries: write no more, or calibrate by a larger set"),

    // --- wiring ---
    WIRING_TITLE("接线: 站点 %s,设备 %s", "Wiring of %s, device %s"),
    WIRING_BOARD("板型 %s", "board: %s"),
    WIRING_BOARD_UNNAMED("未写明板型: 无法画出引脚", "no board is named, so its pins are not known"),
    WIRING_PAGE("第 %s 页,共 %s 页", "page %s of %s"),
    WIRING_FILE("文件 %s", "file %s"),
    WIRING_CONTINUED("(续)", "(continued)"),
    WIRING_SEE_PAGE("%s: 见第 %s 页", "%s: page %s"),
    WIRING_NO_POINT("未用于任何点位", "at no point"),
    WIRING_PART("部件", "part"),
    WIRING_WHERE("接于", "wired to"),
    WIRING_FOR("点位与用途", "point: role"),
    WIRING_HOW("电气", "electrical"),
    WIRING_PORTS("主机接口", "computer"),
    WIRING_FILES_BELOW("模拟 (sim 目录)", "simulated (sim/)"),
    WIRING_READER("读卡器", "reader"),
    WIRING_SCANNER("扫码器", "scanner"),
    WIRING_CAMERA("车牌摄像机", "plate camera"),
    WIRING_SENSOR("生物识别", "sensor"),
    WIRING_KEYPAD("键盘", "keypad"),
    WIRING_MODULE("安全模块", "security module"),
    WIRING_PURSE("钱包模块", "purse module"),
    WIRING_RELAY("继电器", "relay"),
    WIRING_CONTACT("触点", "contact"),
    WIRING_DISPLAY("显示屏", "display"),
    WIRING_VOICE("语音", "voice"),
    WIRING_PRINTER("打印机", "printer"),
    WIRING_TRAY("托盘天线", "tray antenna"),
    WIRING_SCALE("秤", "scale"),
    WIRING_PORT_SMART_CARD("USB 智能卡", "USB smart card"),
    WIRING_PORT_SERIAL("串口", "serial"),
    WIRING_PORT_INPUT("按键设备", "input device"),
    WIRING_PORT_NETWORK("网络", "network"),
    WIRING_PORT_FILES("目录", "directory"),
    WIRING_PORT_SOUND("音频", "sound"),
    WIRING_CHANNEL("%s 通道 %s", "%s channel %s"),
    WIRING_HSM("加密机", "HSM"),
    WIRING_TEST_KEYS("公开测试密钥", "published test keys"),
    WIRING_SIMULATED("模拟", "simulated"),
    WIRING_ROLE_READS_IN("入向", "in"),
    WIRING_ROLE_READS_OUT("出向", "out"),
    WIRING_ROLE_RETURNS("出向,回收卡", "out, takes cards back"),
    WIRING_ROLE_BESIDE("在 %s 旁", "beside %s"),
    WIRING_ROLE_PROVES("验证 %s 的卡", "proves cards of %s"),
    WIRING_ROLE_AMOUNTS("输入金额", "amounts"),
    WIRING_ROLE_CUSTOMER("对顾客", "for customers"),
    WIRING_ROLE_SHOWS("显示", "shows"),
    WIRING_ROLE_OPERATOR("对操作员", "for the operator"),
    WIRING_ROLE_PAPER("打印", "prints"),
    WIRING_ROLE_SPEAKS("播报", "speaks"),
    WIRING_ROLE_PLATES("读餐盘", "reads plates"),
    WIRING_ROLE_WEIGHS("称重", "weighs"),
    WIRING_ROLE_PAYS("电子钱包扣款", "purses pay at it"),
    WIRING_ROLE_LOCK("锁", "lock"),
    WIRING_ROLE_OPEN_IN("入向开闸", "opens inwards"),
    WIRING_ROLE_OPEN_OUT("出向开闸", "opens outwards"),
    WIRING_ROLE_RAISE("抬杆", "raises the arm"),
    WIRING_ROLE_LOWER("落杆", "lowers the arm"),
    WIRING_ROLE_STOP("停止电机", "stops the motor"),
    WIRING_ROLE_VALVE("水阀", "valve"),
    WIRING_ROLE_LEAF("门磁", "door contact"),
    WIRING_ROLE_EXIT("出门按钮", "exit button"),
    WIRING_ROLE_FIRE("消防报警", "FIRE alarm"),
    WIRING_ROLE_PASSED_IN("入向已通过", "passed inwards"),
    WIRING_ROLE_PASSED_OUT("出向已通过", "passed outwards"),
    WIRING_ROLE_PASSED("已通过", "passed"),
    WIRING_ROLE_SAFETY("防夹", "safety"),
    WIRING_ROLE_HOME("到位", "home"),
    WIRING_ROLE_ARRIVAL_IN("入向到达线圈", "arrival inwards"),
    WIRING_ROLE_ARRIVAL_OUT("出向到达线圈", "arrival outwards"),
    WIRING_ROLE_UP("抬起限位", "arm is up"),
    WIRING_ROLE_DOWN("落下限位", "arm is down"),
    WIRING_ROLE_METER("流量计", "meter"),
    WIRING_ON_HIGH("高电平吸合", "on = high"),
    WIRING_ON_LOW("低电平吸合", "on = low"),
    WIRING_CLOSED_HIGH("闭合 = 高", "closed = high"),
    WIRING_CLOSED_LOW("闭合 = 低", "closed = low"),
    WIRING_CLOSED_MV("闭合 = %s-%s mV", "closed = %s-%s mV"),
    WIRING_OPEN_MV("断开 = %s-%s mV", "open = %s-%s mV"),
    WIRING_PULL_UP("内部上拉", "pull-up"),
    WIRING_PULL_DOWN("内部下拉", "pull-down"),
    WIRING_PULL_NONE("关闭上下拉", "pull off"),
    WIRING_PULL_AS_IS("未设上下拉", "no pull set"),
    WIRING_PUSH_PULL("推挽", "push-pull"),
    WIRING_OPEN_DRAIN("开漏", "open drain"),
    WIRING_OPEN_SOURCE("开源极", "open source"),
    WIRING_DEBOUNCE("去抖 %s ms", "debounce %s ms"),
    WIRING_MAX_ON_S("最长 %s s", "at most %s s"),
    WIRING_MAX_ON("最长 %s ms", "at most %s ms"),
    WIRING_HELD_AT_HANG("程序挂起时保持", "held when the program hangs"),
    WIRING_AT_STOP("停止%s", "stop %s"),
    WIRING_AT_CRASH("崩溃%s", "crash %s"),
    WIRING_AT_POWER_UP("上电%s", "power-up %s"),
    WIRING_LOCK_SAFE("断电开锁,接常闭 NC", "fail-safe lock on NC"),
    WIRING_LOCK_SECURE("断电上锁,接常开 NO", "fail-secure lock on NO"),
    WIRING_PIN_UP("上电时上拉", "pin pulls up"),
    WIRING_PIN_DOWN("上电时下拉", "pin pulls down"),
    WIRING_PIN_UNKNOWN("上电上下拉未知", "pin's pull unknown"),
    WIRING_OFF("断开", "off"),
    WIRING_ON("吸合", "on"),
    WIRING_KEEPS("保持", "keeps"),
    WIRING_UNKNOWN("未知", "unknown"),
    WIRING_RELEASED("火警释放", "released in a fire"),
    WIRING_ROUTE("疏散: %s 报警时,点位 %s 释放 %s", "fire route: %s releases %3$s at %2$s"),
    WIRING_ROUTE_NONE("疏散: 没有消防触点", "fire route: no fire contact at any point"),
    WIRING_LEGEND_FIRE("疏散线路", "fire route"),
    WIRING_LEGEND_SAFE("加框: 无程序时的状态", "framed: safe state"),
    WIRING_LEGEND_PIN("实心: 已用引脚,灰色: 在他页", "filled: pin in use, grey: on another page"),
    WIRING_NOTE("注意: %s", "note: %s"),
    WIRING_NOTE_UNKNOWN(
            "继电器 %s: 未写明硬件在崩溃后或上电时的状态;请实测并写明 at_crash 与 at_power_up",
            "relay %s: nobody wrote what the hardware makes of it after a crash and at power-up;"
                    + " look, and write at_crash and at_power_up"),
    WIRING_NOTE_PULLED(
            "继电器 %s: %s 上电后被拉向有效电平;须由外部电阻或继电器板保持断开",
            "relay %s: %s is pulled to the energised level from power-up on; a resistor or the"
                    + " relay board has to hold it off"),
    WIRING_NOTE_UNDOCUMENTED(
            "继电器 %s: %s 上电时的上下拉无公开资料;请实测",
            "relay %s: nobody documents how %s is pulled at power-up; look"),
    WIRING_NOTE_CLOSED(
            "触点 %s: %s 上电后被拉向闭合电平且未写 bias,断开时也会读作闭合;请写明 bias 或外接电阻",
            "contact %s: %s is pulled to the closed level and no bias is set, so that it reads"
                    + " closed when it is open; write bias, or fit a resistor"),
    WIRING_NOTE_USED("%s: %s 也用于 %s", "%s: %s is used by the board, too: %s"),
    WIRING_NOTE_UNUSED("%s: 未用于任何点位", "%s: no point uses it"),
    WIRING_NOTE_FIRE(
            "消防须以硬件直接断开锁的电源;软件只随后释放并上报",
            "wire the fire release in hardware; the program follows and reports"),
    WIRING_USE_I2C("I2C,板上有上拉电阻", "I2C, with resistors that pull it up"),
    WIRING_USE_CONSOLE("启动时的控制台", "the console at start"),
    WIRING_USE_EEPROM("启动时识别扩展板", "asking a board on top who it is, at start"),
    WIRING_WRITTEN("已写入 %s", "written: %s"),
    WIRING_NO_CHINESE(
            "本机没有能显示中文的字体,PNG 为英文;请安装 fonts-noto-cjk,或打印 SVG",
            "no font of this machine shows Chinese, so the PNG is in English; install"
                    + " fonts-noto-cjk, or print the SVG"),
    WIRING_NO_FONT(
            "本机没有字体,无法生成 PNG;请安装 fontconfig 与 fonts-noto-cjk,或使用 --svg",
            "this machine has no font, so there is no PNG; install fontconfig and"
                    + " fonts-dejavu-core, or use --svg"),
    WIRING_NOT_WRITTEN("%s: 无法写入: %s", "%s: cannot be written: %s"),

    // --- the walk: on a terminal ---
    WALK_IDENTITY("站点 %s,设备 %s,版本 %s", "site %s, device %s, version %s"),
    WALK_CLOCK("时钟: %s", "the clock says %s"),
    WALK_HINT_DO("[回车: 已完成;s 原因: 跳过]", "[Enter: done; s REASON: leave it out]"),
    WALK_HINT_CHOOSE("[请输入序号;s 原因: 跳过]", "[a number; s REASON: leave it out]"),
    WALK_HINT_TELL("[请输入;s 原因: 跳过]", "[write it; s REASON: leave it out]"),
    WALK_CHOOSE("请输入 1 至 %s", "write a number from 1 to %s"),
    WALK_NO_REASON("未说明原因", "no reason given"),
    WALK_ASK_AGAIN("没有看到变化: 再试一次? %s", "nothing was seen of it: try it again? %s"),
    WALK_ASK_BACK_AGAIN("没有看到复位: 再复位一次? %s", "it was not seen to go back: let go of it again? %s"),
    WALK_NO_ANSWER("没有更多回答", "no answers were left"),
    WALK_OTHER_USER(
            "%s: 属于用户 %s,调试也须由其进行: sudo -u %s onecard walk",
            "%s: belongs to user %s, and is walked by that user: sudo -u %s onecard walk"),
    WALK_ASK_RESUME(
            "%s 开始的调试未完成(已完成 %s 步),继续?",
            "a walk that began at %s is not over, %s of its blocks are: go on with it?"),
    WALK_NOTHING_TO_RESUME(
            "%s: 没有此现场文件的未完成调试;若文件已改,请重新调试(不加 --resume)",
            "%s: no walk of this site file was cut short there; if the file was changed, walk anew,"
                    + " without --resume"),
    WALK_OTHER_VERSION(
            "由另一软件版本继续: 开始时为 %s,现为 %s",
            "gone on with by another version of the software: begun by %s, now %s"),
    WALK_KEPT("已完成的部分已保存: 以 --resume 继续", "what is over is kept: go on with the rest by --resume"),
    WALK_READINGS("--readings: 必须为 1 到 %s,实际为 %s", "--readings: must be 1 to %s, but was %s"),
    WALK_PLACE_CLOSED(
            "%s: 报告无法写入此处(%s);请以 --report 给出可写且有 %s MB 空余的位置,再开始调试",
            "%s: no report can be written there (%s): name a place by --report that can be written"
                    + " and has %s MB free, before you walk"),
    WALK_ASK_PLACE(
            "%s: 报告无法写入此处(%s)。请腾出空间后回车,或输入另一文件夹(如 U 盘)",
            "%s: the report cannot be written there (%s). Make room and press Enter, or write"
                    + " another folder, such as that of a USB stick"),
    WALK_REPORT_PRINTED(
            "各处均无法写入报告;下面是已签名的报告,请复制为 .json 文件",
            "no place takes the report; here it is, signed: copy it into a file, .json"),
    WALK_NO_REPORT(
            "%s: 不是设备签名的报告,或签名后被改动",
            "%s: must be a report as a device signed it, but is none, or was altered since"),
    WALK_OTHER_PAGE(
            "%s: 其中的报告与签名一致,但页面不是本版本由它生成的: 页面被改动,或由版本 %s 而非 %s 生成;请验证其 .json",
            "%s: carries a report as it was signed, but is not the page that it makes here: altered,"
                    + " or made by version %s and not %s; verify its .json"),
    WALK_OTHER_KEY("%s: 签名完好,但出自另一设备: %s", "%s: is as it was signed, but by another device: %s"),
    WALK_VERIFIED("%s: 签名完好,设备密钥 %s", "%s: is as it was signed, by device key %s"),
    WALK_KEY_UNCHECKED(
            "未核对密钥属于哪台设备: 请以 --key 给出其公钥",
            "whose key that is was not checked: name the device's by --key"),

    // --- the walk: identity, handover, the report ---
    WALK_LINES("打开板上各线", "the board's lines are opened"),
    WALK_DAEMON("启动守护进程", "the daemon is started"),
    WALK_HANDOVER_LABELS(
            "各线缆与端子已按接线图贴标签?", "are cables and terminals labelled as in the wiring picture?"),
    WALK_HANDOVER_BACKUP(
            "现场文件与密钥已备份并交予负责人?",
            "are the site file and its keys backed up, and with whoever is in charge?"),
    WALK_HANDOVER_POWER(
            "已切断控制器与锁的电源试验: 各出口均可通行,恢复后无误动作?",
            "was the power of controller and locks cut: are all exits free, and did nothing move as"
                    + " it came back?"),
    WALK_ASK_POWER(
            "请在总开关处切断控制器与各锁的电源,再恢复。本程序随之结束: 恢复后停止守护进程,再以相同选项加 --resume"
                    + " 执行 onecard walk。若控制器由备用电源供电而未断,则回车",
            "cut the power of controller and locks at their switch, and give it back. This program"
                    + " goes with it: then stop the daemon, and go on by onecard walk --resume and"
                    + " the same options. Press Enter if the controller stays on by a standby"
                    + " supply"),
    WALK_ASK_POWER_AGAIN(
            "控制器并未断电,至多是重启。请在总开关处切断其电源,恢复后以 --resume 继续;若控制器由备用电源供电而未断,则回车",
            "the controller was not without power, at most restarted: cut it at its switch, and go"
                    + " on by --resume once it is back. Press Enter if it stays on by a standby"
                    + " supply"),
    WALK_MEASURED_BOOT("内核重新启动: %s 之后为 %s", "the kernel was started anew: boot %s, then %s"),
    WALK_MEASURED_BACK(
            "来电后 %s s,守护进程自行启动并写下首条记录",
            "the daemon came up by itself: its first record %s s after the power was back"),
    WALK_MEASURED_UP("来电后 %s s 继续调试", "gone on with %s s after the power was back"),
    WALK_MEASURED_STAYED_ON("控制器未断电", "the controller stayed on"),
    WALK_NOT_BACK(
            "来电后守护进程未自行启动: 请执行 systemctl enable onecard",
            "the daemon did not come up by itself as the power was back: systemctl enable onecard"),
    WALK_HANDOVER_BATTERY("备用电池的型号与日期?", "type and date of the standby battery?"),
    WALK_HANDOVER_TRAINED("已培训何人?", "who was trained?"),
    WALK_HANDOVER_WALKED_BY("由何人调试?", "who walked?"),
    WALK_NOTHING_TOLD("未填写", "nothing was told"),
    WALK_FACT_SITE("站点", "site"),
    WALK_FACT_DEVICE("设备", "device"),
    WALK_FACT_BOARD("板上芯片", "chip of the board"),
    WALK_FACT_VERSION("软件版本", "software version"),
    WALK_FACT_BUILT("构建时间", "built"),
    WALK_FACT_CONFIG("现场文件 SM3", "SM3 of the site file"),
    WALK_FACT_SYSTEM("系统", "system"),
    WALK_FACT_JAVA("Java 版本", "Java"),
    WALK_FACT_TIMEZONE("时区", "time zone"),
    WALK_FACT_CLOCK("时钟来源", "source of the clock"),
    WALK_FACT_TRUST("时钟可信度", "how far the clock is trusted"),
    WALK_FACT_OFFSET("时钟偏差 (µs)", "offset of the clock (µs)"),
    WALK_FACT_ERROR("时钟最大误差 (µs)", "its largest error (µs)"),
    WALK_PAGE_TITLE("调试移交报告: 站点 %s,设备 %s", "Commissioning report: %s, device %s"),
    WALK_PAGE_SUM("通过 %s 项,失败 %s 项,跳过 %s 项", "%s passed, %s failed, %s skipped"),
    WALK_PAGE_BEGAN("开始", "began"),
    WALK_PAGE_ENDED("结束", "ended"),
    WALK_PAGE_WALKED_BY("调试人", "walked by"),
    WALK_PAGE_FINDINGS("可能的接线错误", "Likely wiring mistakes"),
    WALK_PAGE_NO_FINDINGS("未发现", "none was found"),
    WALK_PAGE_PASSED("通过", "passed"),
    WALK_PAGE_FAILED("失败", "failed"),
    WALK_PAGE_SKIPPED("跳过", "skipped"),
    WALK_PAGE_SIGNATURE("签名", "Signature"),
    WALK_PAGE_DEVICE("设备与时钟", "Device and clock"),
    WALK_PAGE_DEVICE_KEY("设备密钥", "device key"),
    WALK_PAGE_SIGNED("设备签名", "signed"),
    WALK_PAGE_RECEIVED("接收人签字与日期", "received by, date"),

    // --- the walk: its blocks ---
    WALK_BLOCK_IDENTITY("身份与时间", "Identity and time"),
    WALK_BLOCK_WIRING("接线", "Wiring"),
    WALK_BLOCK_READERS("读卡器", "Readers"),
    WALK_BLOCK_POINTS("点位通行", "Points"),
    WALK_BLOCK_SAFETY("安全", "Safety"),
    WALK_BLOCK_DATA("数据", "Data"),
    WALK_BLOCK_OFFLINE("离线", "Offline"),
    WALK_BLOCK_MONEY("金额", "Money"),
    WALK_BLOCK_LOAD("负荷", "Load"),
    WALK_BLOCK_HANDOVER("移交", "Handover"),

    // --- the walk: what is asked ---
    WALK_PART("点位 %s: %s (%s)", "%s: %s (%s)"),
    WALK_YES("是", "yes"),
    WALK_NO("否", "no"),
    WALK_ASK_HANDS_OFF(
            "请让一切处于平时状态: 门关好,闸翼与闸杆到位,无人触碰任何设备",
            "leave everything at rest: doors shut, wings and arms home, nobody touches anything"),
    WALK_ASK_OPEN("请打开门并保持: %s", "open the door and keep it open: %s"),
    WALK_ASK_SHUT("请关上门: %s", "shut the door: %s"),
    WALK_ASK_PRESS("请按住按钮: %s", "press the button and keep it pressed: %s"),
    WALK_ASK_LET_GO("请松开按钮: %s", "let go of the button: %s"),
    WALK_ASK_FIRE(
            "请使消防报警触点动作(试验位)并保持: %s",
            "put the fire alarm's contact into alarm (test) and" + " keep it there: %s"),
    WALK_ASK_CALM("请使消防触点复位: %s", "put the fire alarm's contact back: %s"),
    WALK_ASK_AWAY("请用手将闸翼或闸杆推离原位并保持: %s", "push wing or arm from its home, and keep it: %s"),
    WALK_ASK_HOME("请使其回到原位: %s", "let it return home: %s"),
    WALK_ASK_RAISE("请用手将闸杆抬到顶并保持: %s", "raise the arm by hand all the way, and keep it up: %s"),
    WALK_ASK_LOWER("请将闸杆放到底: %s", "let the arm down all the way: %s"),
    WALK_ASK_DRIVE_ON("请使车辆停在线圈上: %s", "let a vehicle stand on the loop: %s"),
    WALK_ASK_DRIVE_OFF("请使车辆离开线圈: %s", "let the vehicle leave the loop: %s"),
    WALK_ASK_COVER("请遮挡或触发该传感器并保持: %s", "cover or trip that sensor, and keep it so: %s"),
    WALK_ASK_RELEASE("请放开该传感器: %s", "let go of that sensor: %s"),
    WALK_ASK_WATCH("请注视,按回车后将动作一次: %s", "look at it; it moves once after Enter: %s"),
    WALK_ASK_LAMP(
            "请看继电器上的指示灯,按回车后再动作一次: %s",
            "look at the relay's own lamp; it moves once more after Enter: %s"),
    WALK_ASK_SAW("看到了什么? %s", "what did you see? %s"),
    WALK_SAW_EXPECTED("正确: 如应有的那样动作", "right: it moved as it should"),
    WALK_SAW_OPPOSITE("相反: 平时放行,期间锁闭", "the opposite: free before and after, locked meanwhile"),
    WALK_SAW_NOTHING("没有任何动作", "nothing moved"),
    WALK_SAW_STAYED("动作后没有复位", "it moved and did not go back"),
    WALK_SAW_TWITCHED("只抖动了一下", "it only twitched"),
    WALK_SAW_TWICE("动作了两次", "it moved twice"),
    WALK_SAW_OTHER("动作的是另一个", "another one moved instead"),
    WALK_SAW_ALSO("另一个也动作了", "another one moved along"),
    WALK_ASK_WHICH("是哪一个?", "which one?"),
    WALK_ASK_LAMP_DID("继电器 %s 的指示灯怎样?", "what did the lamp of relay %s do?"),
    WALK_LAMP_FOLLOWS("随脉冲亮", "lit during the pulse"),
    WALK_LAMP_OPPOSITE("平时亮,脉冲时灭", "lit before and after, dark during the pulse"),
    WALK_LAMP_DARK("始终不亮", "always dark"),
    WALK_LAMP_LIT("始终亮,或脉冲后仍亮", "always lit, or lit on after it"),
    WALK_LAMP_UNKNOWN("没有指示灯或看不到", "there is none, or it cannot be seen"),

    // --- the walk: the daemon on duty ---
    WALK_TRY_CARD(
            "点位 %s: 请在读卡器 %s 上刷一张社保卡,并取走",
            "%s: hold a social security card to reader %s, and take it away"),
    WALK_TRY_CONTACT("点位 %s: 请将一张接触式卡插入读卡器 %s", "%s: put a contact card into the slot of %s"),
    WALK_TRY_CODE("点位 %s: 请在扫码器 %s 上出示一个码", "%s: show a code to scanner %s"),
    WALK_TRY_FOREIGN("请在读卡器 %s 上刷一张不在名单中的卡", "hold a card that no list has to reader %s"),
    WALK_TRY_TWO("请在读卡器 %s 上同时放两张卡", "hold two cards at once to reader %s"),
    WALK_TRY_READS(
            "请在读卡器 %s 上连续刷卡 %s 次,每次取走后隔 2 秒,距离由近至远",
            "hold a card to reader %s, %s times, 2 s between one and the next, from touching it to"
                    + " as far as it reads"),
    WALK_TRY_PASS("点位 %s: 请在 %s 刷一张可通行的卡,并走过去", "%s: show a card that may pass at %s, and pass"),
    WALK_TRY_STAY("点位 %s: 请刷一张可通行的卡,但不要通过", "%s: show a card that may pass, and do not pass"),
    WALK_TRY_EXIT("点位 %s: 请按出门按钮并走出", "%s: press the exit button and leave"),
    WALK_TRY_FORCE(
            "点位 %s: 请不刷卡(用钥匙)打开门,再关上", "%s: open the door without a card, by its key, and shut it"),
    WALK_TRY_HOLD(
            "点位 %s: 请刷卡开门,并保持打开 %s s 以上",
            "%s: open the door by a card and keep it open for" + " more than %s s"),
    WALK_TRY_TAILGATE(
            "点位 %s: 请刷一张卡,两人紧跟着通过", "%s: show one card, and let two persons pass close together"),
    WALK_TRY_INTRUDE("点位 %s: 请不刷卡通过", "%s: pass without a card"),
    WALK_TRY_AGAIN(
            "点位 %s: 请刷一张可通行的卡,取走后 2 秒再刷同一张,然后通过一次",
            "%s: show a card that may pass, show it once more 2 s after it was taken away, and pass"
                    + " once"),
    WALK_TRY_OPPOSING(
            "点位 %s: 两人各在一侧几乎同时刷卡,先后通过",
            "%s: two persons show a card each on either side, nearly at once, and pass one after"
                    + " the other"),
    WALK_TRY_NOT_IN("点位 %s: 请刷一张可通行的卡,但不要驶入", "%s: show a card that may pass, and do not drive in"),
    WALK_TRY_FOLLOW(
            "点位 %s: 请刷一张卡,两辆车紧跟着驶入",
            "%s: show one card, and let two vehicles drive in close together"),
    WALK_TRY_NEAR("请刷一张即将到期的卡", "show a card that is about to expire"),
    WALK_TRY_KNOWN("请刷一张名单中的卡", "show a card that a list has"),
    WALK_TRY_DENIED("请刷一张黑名单中的卡", "show a card that is denied"),
    WALK_TRY_EXPIRED("请刷一张已过期的卡", "show a card that has expired"),
    WALK_TRY_HOURS("请刷一张此时不可通行的卡", "show a card that may not pass at this hour"),
    WALK_TRY_CONTACT_ONLY(
            "请在非接触读卡器上刷一张只有接触界面的卡",
            "hold a card that has contacts alone to a" + " contactless reader"),
    WALK_TRY_SALE("点位 %s: 请以最低金额收一笔", "%s: sell for the least that it sells for"),
    WALK_TRY_VOID("点位 %s: 请撤销该笔(操作员键盘 002)", "%s: void that sale, by 002 at the operator's keypad"),
    WALK_TRY_TEAR("点位 %s: 请在刷卡中途拿走卡", "%s: take a card away while it is read"),
    WALK_TRY_SETTLE(
            "请在另一终端执行: onecard settle --point %s",
            "run in another terminal: onecard settle" + " --point %s"),
    WALK_TRY_FAST(
            "请用几张卡轮流尽快刷 %s 次(同一张取走后 1.5 秒才再算一次)",
            "tap %s times as fast as you can, several cards in turn: the same one counts again"
                    + " 1.5 s after it was taken away"),
    WALK_TRY_OFFLINE("已断开与代理的连接: 请刷几次卡", "the link to the broker is cut now: tap a few times"),
    WALK_OFFLINE("断开、刷卡、恢复、比较计数", "cut off, tapped, given back, and counted"),
    WALK_NO_BROKER("未连上代理: 请运行 onecard doctor", "the broker is not there: run onecard doctor"),
    WALK_NOT_KEPT("断开期间刷卡未留存", "nothing was kept of what was tapped meanwhile"),
    WALK_NOT_SENT("恢复后未全部送达", "not all of it was acknowledged after the link was back"),
    WALK_MEASURED_OFFLINE(
            "断开期间记录 %s 条,待送 %s 条;恢复后未确认 %s 条",
            "%s recorded while cut off, %s waiting; %s not acknowledged once it was back"),
    WALK_MEASURED_RECORDS("记录 %s 条", "records: %s"),
    WALK_MEASURED_CARDS("读到的卡: %s", "cards read: %s"),
    WALK_MEASURED_TAPS(
            "刷卡 %s 次,从卡到判定 p50 %s ms、p95 %s ms,最长 %s ms",
            "%s taps, from card to decision p50 %s ms, p95 %s ms, the longest %s ms"),
    WALK_MEASURED_FEW_TAPS(
            "刷卡 %s 次,从卡到判定最长 %s ms", "taps: %s, from card to decision %s ms at most"),
    WALK_NOT_RECORDED(
            "应有记录 %s,有 %s 条;实际: %s",
            "%s was to be recorded, and was %s times; in its" + " place: %s"),
    WALK_START("启动时无脉冲", "a start without a pulse"),
    WALK_RESTART("停止后再次启动: 无脉冲", "stopped, and started again without a pulse"),
    WALK_START_MOVED("启动时吸合了 %s", "switched on by the start: %s"),
    WALK_START_SEEN("看到启动时有动作", "something was seen moving at the start"),
    WALK_ASK_START("守护进程启动时,各锁与闸机均未动作?", "did nothing move as the daemon started?"),
    WALK_FIRE("消防报警: %s", "fire alarm: %s"),
    WALK_FIRE_NOT("收到 %s 个点位的火警", "%s points told of it"),
    WALK_ASK_FREE("点位 %s: 现在无需刷卡即可通行?", "%s: may everybody leave now without a card?"),

    // --- the walk: what was measured ---
    WALK_MEASURED_EDGES(
            "动作时变化 %s 次,复位时 %s 次", "changes as it was worked: %s, as it was let go: %s"),
    WALK_MEASURED_PULSE("脉冲 %s ms,要求 %s ms(据%s)", "pulse %s ms, %s ms asked for, as %s has it"),
    WALK_BY_TRACE("线路记录", "the line's own trace"),
    WALK_BY_DRIVER("驱动程序", "the driver"),
    WALK_REST("平时状态: 静置 %s s", "at rest: hands off for %s s"),
    WALK_MEASURED_QUIET("变化 %s 次", "changes: %s"),
    WALK_NOT_AT_REST("已跳过: 未在平时状态下开始", "skipped with the step before: nothing was at rest"),

    // --- the walk: what is likely wired wrong ---
    WALK_LEAF_INVERTED(
            "%s: 门关着时显示为开,门开着时显示为关: 门磁的常开 NO 与常闭 NC 接反,或 closed_when 写反",
            "%s: tells open while the door is shut and shut while it is open: NO and NC of the door"
                    + " contact are swapped, or closed_when is the other level"),
    WALK_EXIT_INVERTED(
            "%s: 按钮松开时显示为按下: 接了常闭 NC 而非常开 NO,或 closed_when 写反",
            "%s: tells pressed while nobody presses it: wired to NC in place of NO, or closed_when"
                    + " is the other level"),
    WALK_FIRE_INVERTED(
            "%s: 平时显示火警,报警时显示正常: 消防触点的常开与常闭接反,或 closed_when 写反",
            "%s: tells fire at rest and none in an alarm: the fire alarm's contact is inverted, NO"
                    + " for NC, or closed_when is the other level"),
    WALK_SENSOR_INVERTED(
            "%s: 无人时显示为有,有人时显示为无: 传感器输出接反(NO/NC 或 PNP/NPN),或 closed_when 写反",
            "%s: tells the opposite of what is there: the sensor's output is inverted, NO for NC or"
                    + " PNP for NPN, or closed_when is the other level"),
    WALK_INVERTED_NEXT(
            "请改接到另一端子;若触点本就如此,则改 closed_when",
            "move the wire to the other terminal; where the contact is meant to be so, change"
                    + " closed_when"),
    WALK_CONTACTS_SWAPPED("%s 与 %s: 两个触点互相接反", "%s and %s: the two contacts are swapped"),
    WALK_LIMITS_SWAPPED(
            "%s 与 %s: 抬起与落下限位互相接反", "%s and %s: the limit contacts are swapped, up for down"),
    WALK_CONTACTS_SWAPPED_NEXT(
            "请在端子上对调两根线,或在现场文件中对调 line",
            "exchange the two wires at the terminals, or the two lines in the site file"),
    WALK_ON_LINE_OF_OTHER(
            "%s: 动作时变化的是 %s,而自己的线无变化: 两个触点接在同一线上",
            "%s: works the line of %s and not its own: both contacts are wired to one line"),
    WALK_ON_LINE_OF_OTHER_NEXT("请把该触点接到自己的端子", "wire that contact to its own terminal"),
    WALK_AT_PLACE_OF_OTHER(
            "%s: 动作时变化的是 %s,后者自身不动作: 接到了别的端子",
            "%s: works the line of %s, which its own contact does not work: it is wired to the"
                    + " wrong terminal"),
    WALK_AT_PLACE_OF_OTHER_NEXT(
            "请按接线图核对该组端子", "check that row of terminals against the wiring picture"),
    WALK_BRIDGED(
            "%s 与 %s: 任一动作时两者都变化: 两线相碰,或端子间有毛刺铜丝",
            "%s and %s: either one works both: their wires touch, or a strand lies across the"
                    + " terminals"),
    WALK_BRIDGED_NEXT(
            "请断电后检查两线的绝缘与端子", "switch off, and look at insulation and terminals of the two"),
    WALK_CUT(
            "%s: 动作时无变化,始终为断开电平: 断线、端子松脱、未接触点或公共端",
            "%s: nothing changes, and the line stays at the level of an open one: cable cut,"
                    + " terminal loose, no contact or no common wired"),
    WALK_CUT_NEXT(
            "请在控制器端子处短接该线与公共端: 若有变化,则问题在外部电缆",
            "bridge the line to its common at the controller: if that is seen, the cable or the"
                    + " contact is at fault"),
    WALK_SHORTED(
            "%s: 动作时无变化,始终为闭合电平: 线路短接,或触点卡住、粘连",
            "%s: nothing changes, and the line stays at the level of a closed one: its wires touch,"
                    + " or the contact is stuck or welded"),
    WALK_SHORTED_NEXT(
            "请在控制器端子处拆下该线: 若有变化,则外部电缆短路或触点卡住",
            "take the wire off at the controller: if that is seen, the cable is shorted or the"
                    + " contact stuck"),
    WALK_STUCK(
            "%s: 动作时无变化: 断线、短接或触点卡住;未设上下拉,无法分辨",
            "%s: nothing changes: cut, shorted or stuck; no pull is set, so that nobody can tell"
                    + " which"),
    WALK_STUCK_NEXT("请设 bias 后重试,并核对该线两端", "set bias and walk again; check the line at both ends"),
    WALK_STAYS_WORKED(
            "%s: 动作后不再复位: 触点卡住或粘连,按钮不回弹,或门磁在关门时相距过远",
            "%s: changes as it is worked and does not go back: the contact jams or is welded, the"
                    + " button does not spring back, or the magnet is too far from it with the door"
                    + " shut"),
    WALK_STAYS_WORKED_NEXT(
            "请在控制器端子处拆下该线: 若随之复位,则触点卡住,请调整或更换",
            "take the wire off at the controller: if that is seen, the contact itself stays; adjust"
                    + " it, or change it"),
    WALK_NO_COMMON(
            "%s: 所有触点均无变化,均为断开电平(%s 个): 触点的公共端或电源未接",
            "%s: none of its %s contacts changes, all at the level of an open line: the common of"
                    + " the contacts, or their supply, is not connected"),
    WALK_NO_COMMON_NEXT(
            "请连接控制器与触点的公共地(或 3.3 V)",
            "connect the contacts' common, ground or 3.3 V, to" + " the controller"),
    WALK_FLOATS(
            "%s: 无人触动时电平自行变化(%s 次): 线路悬空,缺上下拉电阻",
            "%s: changes by itself, %s times with hands off: the line floats, its bias resistor is"
                    + " missing"),
    WALK_FLOATS_NEXT(
            "请写 bias: pull_up 或 pull_down,长线另加 1-4.7 kΩ 电阻",
            "write bias: pull_up or pull_down; a long cable wants a resistor of 1 to 4.7 kOhm too"),
    WALK_LOOSE(
            "%s: 虽有上下拉,无人触动时仍变化(%s 次): 端子松动,或电缆与强电同管",
            "%s: changes by itself, %s times with hands off, though it has a pull: a terminal is"
                    + " loose, or the cable lies beside mains"),
    WALK_LOOSE_NEXT(
            "请紧固端子,使用屏蔽双绞线,并与强电分开",
            "tighten the terminals, use a screened pair, and keep it away from mains"),
    WALK_BOUNCES(
            "%s: 一次动作变化多次,抖动达 %s ms: 触点抖动超过去抖时间",
            "%s: one movement gives several changes over %s ms: the contact bounces longer than"
                    + " its debounce time"),
    WALK_BOUNCES_NEXT(
            "请将 debounce_ms 设为大于该值,或更换触点", "set debounce_ms above that, or change the contact"),
    WALK_SUPERVISED_CUT(
            "%s: 监测线断路: 电缆断开或末端电阻未接",
            "%s: the supervised line is cut: cable off, or no resistor at its end"),
    WALK_SUPERVISED_CUT_NEXT("请测量该线电阻,并检查末端", "measure the line's resistance and look at its end"),
    WALK_SUPERVISED_SHORT("%s: 监测线短路: 两线相碰", "%s: the supervised line is shorted: its wires touch"),
    WALK_SUPERVISED_SHORT_NEXT(
            "请逐段断开以找出短路处", "open it section by section until the short is found"),
    WALK_NO_SERIES(
            "%s: 触点闭合时测为短路: 缺串联电阻",
            "%s: measures as a short when the contact closes: the resistor in series is missing"),
    WALK_NO_SERIES_NEXT("请将串联电阻接在触点处", "put the resistor in series at the contact"),
    WALK_NO_PARALLEL(
            "%s: 触点断开时测为断路: 缺并联电阻",
            "%s: measures as a cut when the contact opens: the resistor across it is missing"),
    WALK_NO_PARALLEL_NEXT(
            "请将并联电阻接在触点两端,而非控制器处",
            "put the resistor across the contact itself, not at the controller"),
    WALK_ODD(
            "%s: 电压不在任何一档内: 末端电阻阻值有误,或线路过长、受潮",
            "%s: measures as nothing that belongs to it: wrong resistors at its end, or a line too"
                    + " long or wet"),
    WALK_ODD_NEXT(
            "请核对电阻阻值与 closed_mv、open_mv", "check the resistors against closed_mv and open_mv"),
    WALK_UNREAD("%s: 读不到该线", "%s: the line cannot be read"),
    WALK_UNREAD_NEXT("请运行 onecard doctor", "run onecard doctor"),
    WALK_NO_DIODE(
            "%s: 开关时触点 %s 误动作: 线圈未接续流二极管,或触点线与锁线同缆",
            "%s: as it switches, contact %s tells what did not happen: no freewheel diode at the"
                    + " coil, or the contact shares the lock's cable"),
    WALK_NO_DIODE_NEXT(
            "请在锁或线圈两端并接二极管(交流用压敏电阻),并分开布线",
            "put a diode across the lock or coil, a varistor for AC, and separate the cables"),
    WALK_SHARED_RETURN(
            "%s: 吸合期间触点 %s 随之变化: 锁的回线与触点共线,或两者电源互串",
            "%s: while it is on, contact %s follows it: lock and contact share a return, or one"
                    + " feeds the other"),
    WALK_SHARED_RETURN_NEXT(
            "请给锁单独的回线,直接引至电源", "give the lock a return of its own, straight to its supply"),
    WALK_NO_NC(
            "%s: 平时放行、脉冲时锁闭,继电器灯正常: 继电器的常开 NO 与常闭 NC 接反",
            "%s: free at rest and locked during the pulse, though the relay's lamp is right: NO and"
                    + " NC of the relay are swapped"),
    WALK_NO_NC_NEXT(
            "断电上锁的锁接 NO,断电开锁的锁接 NC", "a fail-secure lock goes to NO, a fail-safe lock to NC"),
    WALK_ACTIVE(
            "%s: 继电器灯平时亮、脉冲时灭: 有效电平写反,此板为另一电平吸合",
            "%s: the relay's lamp is lit at rest and dark during the pulse: active is the other"
                    + " level on this relay board"),
    WALK_ACTIVE_NEXT(
            "请改 active,并确认上电时不会误动", "change active, and see that nothing moves at" + " power-up"),
    WALK_OUTPUT_INVERTED(
            "%s: 平时放行、脉冲时锁闭: 继电器 NO/NC 接反,或 active 写反",
            "%s: free at rest and locked during the pulse: NO and NC are swapped, or active is the"
                    + " other level"),
    WALK_OUTPUT_INVERTED_NEXT(
            "请看继电器灯: 若随脉冲亮,则改接端子,否则改 active",
            "look at the relay's lamp: where it lights with the pulse change the terminal, else"
                    + " active"),
    WALK_LOAD_CUT(
            "%s: 继电器动作而锁无反应: 锁线断开、锁电源未接或接错端子",
            "%s: the relay works and the lock does not: its cable is off, it has no supply, or"
                    + " hangs on the wrong terminal"),
    WALK_LOAD_CUT_NEXT("请在脉冲时测量锁端电压", "measure the voltage at the lock during a pulse"),
    WALK_CONTROL_CUT(
            "%s: 继电器灯不亮: 控制线断开、接错引脚,或该路损坏",
            "%s: the relay's lamp stays dark: its control wire is off or at another pin, or this"
                    + " channel is broken"),
    WALK_CONTROL_CUT_NEXT(
            "请按接线图核对该引脚,并在脉冲时测量其电平",
            "check the pin against the wiring picture, and measure it during a pulse"),
    WALK_CONTROL_STUCK(
            "%s: 继电器灯常亮: 控制线与电源短接,或电平不够使其释放",
            "%s: the relay's lamp is always lit: its control wire is shorted, or 3.3 V does not"
                    + " switch it off"),
    WALK_CONTROL_STUCK_NEXT(
            "请使用 3.3 V 兼容的继电器板,或写 drive: open_drain",
            "use a relay board for 3.3 V, or write drive: open_drain"),
    WALK_OUTPUT_DEAD(
            "%s: 无任何动作,继电器有无动作不明: 控制线、继电器、锁线或锁电源",
            "%s: nothing moves, and nobody saw the relay: control wire, relay, the lock's cable or"
                    + " its supply"),
    WALK_OUTPUT_DEAD_NEXT(
            "请听继电器有无声响,从该处向两侧检查", "listen for the relay, and go on from there to either side"),
    WALK_BOARD_DEAD(
            "%s: 所有继电器均不动作(%s 路): 继电器板无电源,或与控制器不共地",
            "%s: none of its %s relays works: the relay board has no supply, or no common ground"
                    + " with the controller"),
    WALK_BOARD_DEAD_NEXT(
            "请检查继电器板电源,并与控制器共地", "check the relay board's supply and its ground to the controller"),
    WALK_SUPPLY_OFF(
            "%s: 继电器均动作而所有锁均无反应(%s 路): 锁的电源未接或已断",
            "%s: the relays work and none of %s locks does: their supply is off"),
    WALK_SUPPLY_OFF_NEXT("请检查锁电源与保险丝", "check the locks' supply and its fuse"),
    WALK_RELAYS_SWAPPED("%s 与 %s: 两路继电器互相接反", "%s and %s: the two relays are swapped"),
    WALK_WAYS_SWAPPED("%s 与 %s: 入向与出向开闸互相接反", "%s and %s: the two ways of the lane are swapped"),
    WALK_RAISE_LOWER("%s 与 %s: 抬杆与落杆互相接反", "%s and %s: raising and lowering are swapped"),
    WALK_RELAYS_SWAPPED_NEXT(
            "请对调两路控制线或负载线,或在现场文件中对调 line",
            "exchange the two control or load wires, or the two lines in the site file"),
    WALK_RELAY_AT_OTHER(
            "%s: 动作的是 %s 所控的: 接到了别处的锁",
            "%s: what moves is that of %s: it is wired to another point's lock"),
    WALK_RELAY_AT_OTHER_NEXT("请将负载线接到自己点位的锁", "wire its load to the lock of its own point"),
    WALK_OUTPUTS_JOINED(
            "%s: %s 所控的也随之动作: 两路输出并接", "%s: that of %s moves along: the two outputs are joined"),
    WALK_OUTPUTS_JOINED_NEXT("请分开两路的负载线", "separate the loads of the two"),
    WALK_LATCHES(
            "%s: 脉冲结束后继电器仍吸合: 继电器板为自锁或翻转型",
            "%s: the relay stays on after the pulse: the board latches, or toggles with each"
                    + " pulse"),
    WALK_LATCHES_NEXT("请将继电器板设为点动模式,或更换", "set the relay board to follow its input, or change it"),
    WALK_WELDED(
            "%s: 脉冲结束、继电器已释放,而锁仍开: 触点粘连,或锁卡住",
            "%s: the relay has dropped and the lock stays free: its contacts are welded, or the"
                    + " lock sticks"),
    WALK_WELDED_NEXT(
            "请换继电器并加续流二极管;检查锁体",
            "change the relay, with a diode at the lock; look at the" + " lock itself"),
    WALK_PULSE_SHORT(
            "%s: %s ms 的脉冲只使其抖动: 脉冲过短",
            "%s: a pulse of %s ms makes it twitch and no more: the pulse is too short"),
    WALK_PULSE_SHORT_NEXT(
            "请加长 pulse_ms(道闸)或 release_ms,并检查线路压降",
            "lengthen pulse_ms (barrier) or release_ms, and look for voltage lost on the cable"),
    WALK_PULSE_LONG(
            "%s: %s ms 的脉冲使其动作两次: 脉冲过长",
            "%s: a pulse of %s ms makes it move twice: the pulse is too long"),
    WALK_PULSE_LONG_NEXT(
            "请缩短 pulse_ms,参照道闸控制器说明书",
            "shorten pulse_ms; the barrier's own manual says by how much"),
    WALK_PULSE_WIDTH(
            "%s: 要求脉冲 %s ms,实际 %s ms", "%s: a pulse of %s ms was asked for, and %s ms came"),
    WALK_PULSE_WIDTH_NEXT(
            "请检查 max_on_ms,并运行 onecard doctor", "look at max_on_ms, and run onecard doctor"),
    WALK_READERS_SWAPPED("%s 与 %s: 两个读卡器互相接反", "%s and %s: the two readers are swapped"),
    WALK_READERS_SWAPPED_NEXT(
            "请对调插头,或在现场文件中对调两者的名称样式",
            "exchange their plugs, or the two name patterns in the site file"),
    WALK_READER_AT_OTHER(
            "%s: 刷卡时响应的是 %s: 装在了别处", "%s: the card is read by %s: it is mounted elsewhere"),
    WALK_READER_AT_OTHER_NEXT("请按读卡器上的标签核对", "check the labels on the readers"),
    WALK_OVERHEAR(
            "%s: 同一张卡也被 %s 读到: 两个读卡器相距过近",
            "%s: the same card is read by %s as well: the two are mounted too close"),
    WALK_OVERHEAR_NEXT(
            "请至少相距 20 cm,或在其间加铁氧体屏蔽片",
            "mount them 20 cm apart or more, or put a ferrite sheet between them"),
    WALK_READER_SILENT(
            "%s: 读卡器在线而读不到卡: 装在金属上、天线面朝内,或卡型不符",
            "%s: it is there and reads no card: mounted on metal, the wrong side out, or a card it"
                    + " does not take"),
    WALK_READER_SILENT_NEXT(
            "请离开金属 1 cm 以上再试,并用另一张卡", "try it 1 cm off the metal, and with another card"),
    WALK_READER_LOST(
            "%s: 找不到读卡器: 未插好、供电不足,或名称不符",
            "%s: the reader is not there: unplugged, short of power, or of another name"),
    WALK_READER_LOST_NEXT("请运行 onecard doctor 并看其名称", "run onecard doctor and look at its name"),
    WALK_FIRE_HOLDS(
            "%s: 消防报警已收到而 %s 未放行: 消防未直接切断锁电源,或锁非断电开锁",
            "%s: the alarm is heard and %s is not free: it does not cut the lock's supply by"
                    + " itself, or the lock is no fail-safe one"),
    WALK_FIRE_HOLDS_NEXT(
            "请将消防触点串入锁电源;程序只是其后备",
            "put the fire alarm's contact into the lock's supply; the program only comes after it"),
    WALK_FIRE_UNHEARD(
            "%s: 消防报警而控制器未收到", "%s: the alarm was raised and the controller did not hear it"),
    WALK_FIRE_UNHEARD_NEXT(
            "请检查消防触点至控制器的线路", "check the line from the fire alarm to the controller"),
    WALK_PULSE_AT_START(
            "%s: 启动时锁动了一下: 上电电平使继电器吸合",
            "%s: it moved as the controller started: the level at power-up switches the relay"),
    WALK_PULSE_AT_START_NEXT(
            "请改用上电为安全电平的引脚,或加下拉/上拉电阻",
            "use a pin that powers up at the safe level, or add a resistor that pulls it there"),

    // --- list ---
    LIST_IMPORTED("%s 版本 %s,%s 个条目", "%s version %s, %s entries"),
    LIST_LOCAL_MISSING(
            "CSV 需要 --list NAME 与 --local;已签名名单的目录两者都不要",
            "a CSV needs --list NAME and --local; a directory of signed lists neither"),
    LIST_NOT_LOCAL(
            "名单 %s: 只有允许本地导入的名单才能导入;请在现场文件写入 lists: { %1$s: { local: true } }",
            "list %s: may be imported here only if the site file says so; write lists: { %1$s: {"
                    + " local: true } }"),
    LIST_BAD_ROWS(
            "文件有错误的行,未作任何更改;请更正,或用 --skip-bad",
            "the file has bad rows; nothing was changed; mend them, or say --skip-bad"),
    LIST_TOO_BAD("名单的错误行必须少于 %s 行", "a list must have fewer than %s bad rows"),
    LIST_TOO_LONG("名单必须少于 %s 行", "a list must have fewer than %s rows"),
    LIST_NOT_RECORDED(
            "名单已导入并生效,但日志未能写入此次导入的记录;请查看磁盘空间",
            "the list is in and counts, but the journal could not write the record of it; look at"
                    + " the room on the disk"),
    LIST_GIVEN_UP(
            "本次运行所用的现场文件已被放弃,其密钥不再可信,未导入任何名单;请在下一次运行开始后重新导入",
            "the site file of this run is given up, and its keys with it; nothing was taken; import"
                    + " again once the next run has begun"),
    LIST_NONE_THERE(
            "目录中没有现场文件所列名单的 NAME/head.json,也没有 deny.json",
            "no NAME/head.json of a list of the site file is in that directory, nor a deny.json"),
    LIST_IN_FORCE("%s: 已生效", "%s: in force"),
    LIST_IN_FORCE_IN_PART(
            "%s: 已生效,但含本机不认识的凭证类型的条目已略去",
            "%s: in force, but for entries of kinds that are not known here"),
    LIST_UNREADABLE("%s: 未导入: %s", "%s: not taken: %s"),
    LIST_OLD("%s: 该版本或更新的版本已生效,或曾经生效", "%s: this version or a later one is in force, or was"),
    LIST_NOT_TRUSTED("%s: 未由 keys.lists 中的密钥签名", "%s: not signed by a key of keys.lists"),
    LIST_MALFORMED("%s: 签名正确,但不是名单", "%s: signed, and yet no list"),
    LIST_INCOMPLETE(
            "%s: 缺少部分数据,或先需较新的 deny.json;未作更改",
            "%s: some of it is missing, or it wants a later deny.json first; nothing was changed"),
    LIST_NAME_WRONG(
            "--list: 必须为由 a-z、0-9 与 - 组成的名称,且不为 list、device,实际为 %s",
            "--list: must be a name of a-z, 0-9 and -, and not list or device, but was %s"),
    LIST_TYPE_MISSING(
            "名单需要 --type(%s);deny 则不要", "a list needs --type (%s), and deny must not have it"),
    LIST_TIME_WRONG(
            "%s: 必须为 YYYY-MM-DD,或带时间与时差的日期,实际为 %s",
            "%s: must be YYYY-MM-DD, or date, time and offset, but was %s"),
    LIST_KEY_UNKNOWN(
            "注意: 现场文件的 keys.lists 中没有此密钥,设备不会采用此名单;请加入 \"%s\"",
            "mind: keys.lists of the site file lacks this key, and no device will take the list;"
                    + " add \"%s\""),
    LIST_NOT_BEFORE(
            "%s: 必须为站点 %4$s 的 %3$s 名单 %2$s 的上一版本,实际不是;请另选 --out,或移走它",
            "%s: must be an earlier version of the %3$s list %2$s of site %4$s, but is not; choose"
                    + " another --out, or take it away"),
    LIST_VERSION_LOW(
            "名单 %s: 版本必须高于已有的 %s,实际为 %s;请去掉 --version",
            "list %s: the version must be higher than the %s that is there, but was %s; leave out"
                    + " --version"),
    LIST_DENY_LONG(
            "deny 名单最多 %s 字节,%s 行已超出;请移走已失效的凭证;更换站点密钥期间每张卡占两行",
            "what is denied may have %s bytes at most, and %s rows have more; take out what has"
                    + " ended; while the site's key is rolled each card has two rows"),
    LIST_BUCKET_LONG(
            "名单每一部分最多 %s 字节,但已超出;请分成几份名单",
            "a part of a list may have %s bytes at most, but one has more; make several lists of"
                    + " it"),
    LIST_NONE_TO_SEND(
            "%s: 没有由可信密钥签名的名单;请先用 onecard list build 制作",
            "%s: must be a list signed by a key that may, but is not; make one by onecard list"
                    + " build"),
    LIST_BUCKET_MISSING(
            "名单 %s: 部分 %s 缺失或损坏;请重新 build",
            "list %s: the part %s is missing or damaged; build it again"),
    LIST_BROKER_NEWER(
            "名单 %s: 代理上已有版本 %s,不发布版本 %s;请以更高的 --version 重新 build",
            "list %s: the broker has version %s, and %s is not published over it; build it with a"
                    + " higher --version"),
    LIST_SENT(
            "%s 版本 %s: 发送 %s 个部分,清除 %s 个,共 %s 字节",
            "%s version %s: %s parts sent, %s cleared, %s bytes"),
    LIST_SHOWN(
            "%s/%s: %s,版本 %s,%s 个条目,签发于 %s,有效至 %s,deny 至少为版本 %s",
            "%s/%s: %s, version %s, %s entries, issued %s, valid until %s, with deny version %s or"
                    + " later"),
    LIST_SHOWN_DENY(
            "%s/deny: 版本 %s,%s 个条目,签发于 %s,有效至 %s",
            "%s/deny: version %s, %s entries, issued %s, valid until %s"),
    LIST_SHOWN_PARTS("  部分: %s/%s 完好", "  parts: %s of %s are there and good"),
    LIST_NO_LIMIT("不限", "further notice"),
    LIST_SIGNATURE_GOOD("  签名正确,密钥 %s", "  signature: good, by %s"),
    LIST_SIGNATURE_OWN(
            "  签名正确,密钥 %s;未与可信密钥比对,请用 --key",
            "  signature: good, by %s; whether that key may sign was not looked at, name one by"
                    + " --key"),
    LIST_SIGNATURE_BAD(
            "  签名不正确,所称密钥 %s;请勿使用", "  signature: not good, said to be by %s; do not use it"),
    ROW_TWICE(
            "与第 %s 行说的是同一个(%s),内容却不同;请更正其一",
            "must say the same as line %s, being about the same (%s), but does not; mend one of"
                    + " them"),
    LIST_BUILT(
            "%s 版本 %s,%s 个条目,写入 %s 个部分,位于 %s",
            "%s version %s, %s entries, %s parts written, in %s"),
    LIST_RUN_ENDS(
            "守护进程的本次运行正在结束,未导入任何名单;请稍后重试",
            "this run of the daemon ends; nothing was taken; try again in a moment"),
    LIST_FAILED("名单未导入: %s", "the list was not imported: %s"),
    REQUEST_UNKNOWN(
            "运行中的守护进程不认识此请求;请使用同一版本",
            "the running daemon does not know that request; use the same version"),
    REQUEST_REFUSED("请求被拒绝", "refused"),

    // --- cmd ---
    COMMAND_ID(
            "id 必须为 8 到 64 个 A-Z、a-z、0-9、_ 与 -", "an id must be 8 to 64 of A-Z, a-z, 0-9, _ and -"),
    COMMAND_VERB(
            "没有此指令 %s;可用:"
                    + " release、hold、normal、lockdown、disable、forgive、sync、replay、identify、restart",
            "no such command %s; write release, hold, normal, lockdown, disable, forgive, sync,"
                    + " replay, identify or restart"),
    COMMAND_MEMBER(
            "指令没有成员 %s;参数须写在 args 中",
            "a command has no member %s; what its verb takes belongs into args"),
    COMMAND_ARGS("args 必须为 JSON 对象", "args must be a JSON object"),
    COMMAND_ARG("此指令没有参数 %s;请删去", "this command has no argument %s; leave it out"),
    COMMAND_DIRECTION("方向必须为 in 或 out,实际为 %s", "a direction must be in or out, but was %s"),
    COMMAND_FOR("时长必须为 1 秒到 %s 天的整秒数", "a time must be whole seconds, from 1 to those of %s days"),
    COMMAND_WHOM(
            "请给出 kind 与 token(凭证类别与 32 位十六进制数)、person(32 位十六进制数)、area 之一,或都不给",
            "give kind and token (a kind of credential and 32 hex digits), or person (32 hex"
                    + " digits), or area, or nothing"),
    COMMAND_AREA("点位 %s 不通往区域 %s;已有: %s", "point %s does not lead to area %s; it leads to: %s"),
    COMMAND_COUNTED(
            "对账须给出 batch(批次,从 1 起)、sales(笔数)、net_fen(净额,分);wallets 可选,为各账户净额",
            "to reconcile give batch (from 1), sales (how many) and net_fen; wallets, if given, is"
                    + " the net of each"),
    COMMAND_NO_BATCH(
            "批次 %s 未结账,或已不在最近 %s 次结账之内",
            "batch %s is not settled, or not among the last %s any more"),
    COMMAND_DIFFERENCE("批次 %s 对账不符(本机/主机): %s", "batch %s differs (here/host): %s"),
    COMMAND_RANGE(
            "须给出 epoch(8 位十六进制)与 from、to 两个序号,最多 %s 条",
            "give epoch (8 hex digits) and the numbers from and to, at most %s records"),
    COMMAND_RESTARTS("所有继电器处于停机状态后重新启动", "it begins anew once every relay is at its level of rest"),
    COMMAND_RESTARTS_AT_STOP(
            "继电器 %s 为 at_stop: on,重新启动会使其动作;请在现场重启进程",
            "the relay %s is at_stop: on, and would move: restart the process on the spot"),
    COMMAND_RESTARTS_NOT("此处无法重新启动", "nothing here begins it anew"),
    COMMAND_REPLAYS("将重发 %s 条,标为 replayed", "%s records are sent again, marked as replayed"),
    COMMAND_POINT("没有此点位 %s;已有: %s", "no such point %s; known: %s"),
    COMMAND_NOT_RECORDED(
            "指令已生效,但尚未写入流水,将继续尝试;写入之前,重启后将不再有效",
            "it is done, but not in the journal yet, which is tried again; until it is there, a"
                    + " restart will not know of it"),
    COMMAND_WITHDRAWN(
            "流水未在 %s 秒内写入,指令未执行;请查看磁盘",
            "the journal did not write it within %s s, so nothing was done; look at the disk"),
    COMMAND_SIGN_OPEN(
            "流水未在 %s 秒内写入签到,之后仍可能写入;请查看磁盘,再以新编号重发指令",
            "the journal did not write the sign within %s s, and may still do so: look at the disk,"
                    + " and give the command again by another id"),
    COMMAND_FULL(
            "流水没有空间,指令未执行;请确认或腾出空间",
            "the journal has no room for it, so nothing was done; acknowledge its records or make"
                    + " room"),
    COMMAND_DISABLED("点位已停用;请先用 normal 恢复", "the point is out of service; say normal first"),
    COMMAND_UNANSWERED(
            "守护进程没有答复;指令可能已生效,请查看流水",
            "the daemon did not answer; it may have been done all the same: look at the journal"),
    COMMAND_ID_USED(
            "此 id 已用于另一指令;请换一个", "that id is another command's; give this one an id of its own"),
    COMMAND_REPEATED("此前已答复,未再执行", "answered before; not done again"),
    COMMAND_SIGNATURE(
            "签名无效,或其密钥不在现场文件的 keys.commands 中",
            "no good signature by a key of the site file's keys.commands"),
    COMMAND_RETAINED(
            "指令不得为保留消息;请不带保留标志发送", "a command must not be retained; send it without that flag"),
    COMMAND_ENVELOPE(
            "成员 %s 缺少或不符合契约;见 command.schema.json",
            "the member %s is missing or not as the contract has it; see command.schema.json"),
    COMMAND_ELSEWHERE("%s 必须与主题一致,实际为 %s", "%s must be its topic's, but was %s"),
    COMMAND_SESSION(
            "session 必须为当前的 %s,实际为 %s;见 status 主题",
            "session must be the current one, %s, but was %s; status tells it"),
    COMMAND_OLD(
            "指令已过期,最长 %s 秒;请重新签发,并检查双方时钟",
            "the command is too old, and holds for %s s at most; sign it anew, and look at both"
                    + " clocks"),
    COMMAND_AHEAD(
            "指令的签发时间超前控制器 %s 秒以上;请检查双方时钟",
            "the command was issued more than %s s from now by the controller's clock; look at both"
                    + " clocks"),
    COMMAND_NONCE("此 nonce 已用于另一指令;请换一个", "that nonce is another command's; draw one for this"),
    COMMANDS_REMEMBERED(
            "本次运行已记住 %s 条指令且时钟未同步;请同步时钟或重启",
            "%s commands are remembered and no clock tells which are old; set the clock, or"
                    + " restart"),
    COMMAND_STANDS_BY(
            "设备正在切换配置,请稍后再发", "another site file is about to come into force; say it again then"),
    COMMAND_GIVEN_UP(
            "本次运行所用的站点文件已被放弃;请等下一次会话后重试",
            "the site file of this run is given up, and its keys with it; say it again in the next"
                    + " session"),
    COMMANDS_BUSY("等待的指令过多;请稍后重试", "too many commands are waiting; say it again in a moment"),

    CMD_DONE("%s: %s 已执行,流水 %s", "%s: %s done, record %s"),
    CMD_REFUSED("%s: %s 被拒绝,原因 %s;%s", "%s: %s refused for %s; %s"),
    SETTLED("%s: 批次 %s 已结账,营业日 %s,净额 %s", "%s: batch %s is settled, business date %s, net %s"),
    SETTLED_NOTHING("%s: 没有可结账的销售", "%s: nothing was sold since the last settlement"),
    SETTLED_LATER(
            "%s: 批次 %s 将会结账,但尚未写入日志: 有销售未完成,或日志已满",
            "%s: batch %s is closed, and its settlement is not in the journal yet:"
                    + " a sale is on its way into it, or the journal is full"),
    CMD_WHERE(
            "须给出 --local,或 --key 加 --broker 或 --site-file",
            "give either --local, or --key with --broker or --site-file"),
    CMD_WHOM(
            "须给出 --site 与 --device: 小写字母、数字与 -,或 --site-file",
            "give --site and --device, of a-z, 0-9 and -, or a --site-file that names them"),
    WATCH_CONNECTING("正在连接", "connecting"),
    WATCH_LISTENING("已连接", "listening"),
    WATCH_HEAD("%s 台控制器,%s 台在线", "%s devices, %s online"),
    CMD_BY_WRONG(
            "--by: 必须为 1 到 57 个 A-Z、a-z、0-9、.、_、@ 与 -,实际为 %s",
            "--by: must be 1 to 57 of A-Z, a-z, 0-9, ., _, @ and -, but was %s"),
    CMD_REASON_WRONG(
            "--reason: 最多 120 个字符,不得含 6 位以上的数字;流水不保存号码",
            "--reason: at most 120 characters, and no number of 6 digits or more, since the journal"
                    + " keeps none"),
    CMD_NEVER_SEEN(
            "代理上没有此控制器的状态;请检查 --site 与 --device",
            "the broker holds no status of that device; look at --site and --device"),
    CMD_OFFLINE("控制器自 %s 起离线;指令未发送", "the device has been offline since %s; nothing was sent"),
    CMD_UNANSWERED(
            "控制器没有答复;指令可能已生效,请查看其事件",
            "the device did not answer; it may have been done all the same: look at its events"),
    KEY_EXISTS("%s: 文件已存在,不会覆盖;请另选文件", "%s: is there already and is not overwritten; name another"),
    KEY_OF_VAULT(
            "%s: 已生成;请写入 keys.vault,且勿与状态目录置于同一介质",
            "%s: made; name it at keys.vault, and keep it on another medium than the state"
                    + " directory"),
    KEY_OF_SITE(
            "%s: 已生成;此密钥不公开,写入现场文件的 keys.site",
            "%s: made; it has no public part, and belongs into keys.site of the site file"),
    KEY_GOES("请将此行加入现场文件的 keys.%s", "add this line to keys.%s of the site file"),
    // --- another release ---
    UPDATE_ROOT("更新只能由 root 进行;请用 sudo 运行", "an update is root's to make; run this by sudo"),
    UPDATE_UNDER_WAY(
            "上一次更新尚未结束;请稍候,或查看 journalctl -u onecard-update",
            "another update is under way; wait for it, or look at journalctl -u onecard-update"),
    UPDATE_NO_SERVICE(
            "更新服务没有启动: %s;请确认本程序由软件包安装且 systemd 在运行",
            "the service that updates did not start: %s; it takes the package, and systemd"),
    UPDATE_LATER(
            "更新尚未结束,下次开机时继续;请查看 journalctl -u onecard-update",
            "the update is not at its end, and goes on at the next boot; look at journalctl -u"
                    + " onecard-update"),
    UPDATE_NONE("没有进行过更新", "there was no update"),
    UPDATE_STAGED("版本 %s: 已接收", "release %s: taken"),
    UPDATE_TRYING("版本 %s: 正在试运行", "release %s: on trial"),
    UPDATE_GOOD("版本 %s: 运行正常,正在安装", "release %s: serves well, and is being installed"),
    UPDATE_INSTALLED("版本 %s: 已安装", "release %s: installed"),
    UPDATE_ROLLED_BACK("版本 %s: 已放弃,恢复为 %s", "release %s: given up; %s is in force again"),
    UPDATE_REFUSED("版本 %s: 未采用", "release %s: not taken"),
    UPDATE_SEEN("%s(原因: %s)", "%s: %s"),
    UPDATE_UNSIGNED(
            "没有由现场文件 keys.updates 中的密钥签名;请用 onecard update sign 签名",
            "no key of keys.updates of the site file has signed it; sign it by onecard update"
                    + " sign"),
    UPDATE_MALFORMED(
            "更新通知的内容不完整或有误;请用 onecard update sign 重新制作",
            "its notice lacks something, or says it wrong; make it anew by onecard update sign"),
    UPDATE_OF_ANOTHER("属于另一个现场或设备", "it is for another site or device"),
    UPDATE_OLD(
            "不比已安装的版本新;若要退回旧版本,请使用 dpkg --install --force-downgrade",
            "it is not later than the release that is installed; to go back to an earlier one, use"
                    + " dpkg --install --force-downgrade"),
    UPDATE_HASH(
            "内容与所签名的不同,或不完整;请重新取得文件",
            "its bytes are not those that were signed, or not all of them; get the file again"),
    UPDATE_URL(
            "下载地址必须在现场网络之内;请放到现场的服务器上",
            "it must be got from an address of the site's own network; put it on a server there"),
    UPDATE_UNREACHABLE("服务器没有给出文件", "the server does not give it"),
    UPDATE_PACKAGE(
            "不是本程序此版本、此机型的软件包",
            "it is not the package of this program, in that version, for this machine"),
    UPDATE_ROOM("磁盘空间不足以容纳两个版本", "the disk has no room for both releases"),
    UPDATE_SITE("新版本不接受现场文件", "the new release does not take the site file"),
    UPDATE_NOT_READY("没有进入服务状态", "it did not come to serve"),
    UPDATE_NOT_WELL("运行不正常", "it served, and was not well"),
    UPDATE_CUT("每次试运行都被中断", "each of its trials was cut short"),
    UPDATE_DPKG(
            "dpkg 未能安装;新版本继续运行,下次开机时重试",
            "dpkg did not install it; it serves all the same, and that is tried again at the next"
                    + " boot"),
    UPDATE_NEXT(
            "请查看 journalctl -u onecard-update -u onecard",
            "look at journalctl -u onecard-update -u onecard"),
    UPDATE_UNSEEN("更新的状态无法读取: %s", "how updates stand cannot be read: %s"),
    UPDATE_UNSEEN_NEXT("请以 root 运行", "run this as root"),
    UPDATE_URL_WRONG(
            "--url: 必须为 http 或 https 地址,并同时给出 --site,实际为 %s",
            "--url: must be an address by http or https, with --site beside it, but was %s"),
    UPDATE_FILE_NAME(
            "%s: 文件名必须为 onecard_版本_机型.deb",
            "%s: must be named onecard_VERSION_MACHINE.deb, as scripts/package does"),
    UPDATE_KEY_UNKNOWN(
            "该密钥不在现场文件的 keys.updates 中,设备将不予采用;请加入: %s",
            "the site file's keys.updates does not have this key, so its device will refuse the"
                    + " package; add: %s"),
    UPDATE_SIGNED("%s: 版本 %s 的更新通知", "%s: the notice of release %s"),
    CMD_FOR_WRONG(
            "--for: 必须为如 90s、10m、2h 或 1d 的时长,实际为 %s",
            "--for: must be a time such as 90s, 10m, 2h or 1d, but was %s"),
    NO_DAEMON(
            "%s: 此处没有守护进程在运行;请启动它,或用 --state 指定其目录",
            "%s: no daemon runs there; start it, or name its folder by --state"),

    CSV_ENCODING("文件必须为 UTF-8", "the file must be UTF-8"),
    CSV_HEADER("表头必须为 %s", "the header must be %s"),
    CSV_ROW_LONG("一行最多 %s 个字符", "a row must be at most %s characters"),
    CSV_FIELD_LONG("一个字段最多 %s 个字符", "a field must be at most %s characters"),
    CSV_QUOTE_COMMA("带引号的字段之后必须是逗号", "a quoted field must end at a comma"),
    CSV_QUOTE_BEGIN("引号必须在字段开头", "a quote must begin the field"),
    CSV_QUOTE_END("带引号的字段必须有结尾引号", "a quoted field must end"),
    ROW_FIELDS("一行必须有 %s 个字段,实际为 %s 个", "a row must have %s fields, but has %s"),
    ROW_KIND("kind 必须为 ssc、idcard、uid 等", "kind must be one of ssc, idcard, uid, ..."),
    ROW_NO_SUCH_KIND("此名单不含 %s", "such a list holds no %s"),
    ROW_ID("%2$s 的 id 必须符合 %1$s", "id must match %s for %s"),
    ROW_CHECK_DIGIT("id 末位必须为其校验码", "id must end in its check digit"),
    ROW_EMPTY("%s 不得为空", "%s must not be empty"),
    ROW_TEXT("%s 必须为 1..%s 个字符", "%s must be 1..%s characters"),
    ROW_NAME("%s 必须为由 a-z、0-9 与 - 组成的名称", "%s must be a name of a-z, 0-9 and -"),
    ROW_TERMINAL("%s 必须为设备名称,或 设备:点位", "%s must be the name of a device, or device:point"),
    ROW_NAMES(
            "%s 必须为以 ; 分隔的名称,由 a-z、0-9 与 - 组成,最多 %s 个",
            "%s must be names of a-z, 0-9 and - separated by ;, at most %s"),
    ROW_SALES(
            "%s 必须为以 ; 分隔的 device:epoch:seq,每台设备一笔",
            "%s must be sales as device:epoch:seq separated by ;, one a device"),
    ROW_WHOLE("%s 必须为不小于 %s 的整数", "%s must be a whole number of at least %s"),
    ROW_PRICE("%s 不得超过 %s 分", "%s must not be more than %s fen"),
    ROW_TIMES("%s 不得超过 %s 次", "%s must not be more than %s times"),
    ROW_PER("%s 必须为 piece、100g、kg 或空", "%s must be piece, 100g, kg or empty"),
    ROW_FLAG("%s 必须为 1、0 或空", "%s must be 1, 0 or empty"),
    ROW_DATE("%s 必须为 YYYY-MM-DD,或带时间与时差的日期", "%s must be YYYY-MM-DD, or date, time and offset"),
    ROW_TWO_SUBJECTS("一个凭证只能属于一个人", "one credential must belong to one subject"),

    // --- pass ---
    PASS_ISSUED("通行证 %s: %s,%s 至 %s,可用 %s 次", "pass %s: %s, %s to %s, %s times"),
    PASS_SEED(
            "通行证 %s: %s,%s 至 %s,动态码。以下为手机种子,内含密钥,只交持有人",
            "pass %s: %s, %s to %s, rolling. This is the seed for its holder's phone, a secret"),
    PASS_ROLLING_USES(
            "动态码在有效期内每 30 秒可用一次,不计次数;请去掉 --uses",
            "a rolling pass opens once every 30 s until it ends, however often; leave out --uses"),
    PASS_WRITTEN("已写入 %s", "written to %s"),
    PASS_ID_WRONG(
            "--id: 必须为 16 位小写十六进制数,实际为 %s", "--id: must be 16 lower-case hex digits, but was %s"),
    PASS_TIME_WRONG(
            "%s: 必须为 YYYY-MM-DD,或带时间与时差的日期,实际为 %s",
            "%s: must be YYYY-MM-DD, or date, time and offset, but was %s"),
    PASS_WINDOW_WRONG(
            "--until: 必须晚于 --from,在 1970 至 2106 年之间(动态码为 2020 至 2051 年),实际为 %s 至 %s",
            "--until: must be after --from, from 1970 to 2106 (rolling: 2020 to 2051), but was %s"
                    + " to %s"),
    PASS_USES_WRONG("--uses: 必须为 1 到 %s,实际为 %s", "--uses: must be 1 to %s, but was %s"),
    PASS_ADDRESS_COUNT(
            "--point, --group: 必须共有 1 到 %s 个,实际为 %s;compact 与 rolling 只能有一个",
            "--point, --group: must be 1 to %s in all, but were %s; one for compact and rolling"),
    PASS_POINT_UNKNOWN(
            "--point: 必须为现场文件中的点位,实际为 %s;已有: %s",
            "--point: must be a point of the site file, but was %s; known: %s"),
    PASS_GROUP_UNKNOWN(
            "--group: 必须为某个点位允许通行的组,实际为 %s;已有: %s",
            "--group: must be a group that passes at some point, but was %s; known: %s"),
    PASS_KEY_STRANGE(
            "--key: 必须为本站信任的密钥,但 keys.passes 中没有 %s;请加入现场文件",
            "--key: must be trusted here, but keys.passes lacks %s; add it to the site file"),
    PASS_GOOD("有效: 通行证 %s,%s 至 %s", "good: pass %s, %s to %s"),
    PASS_REFUSED("拒绝: %s  %s", "refused: %s  %s"),
    PASS_SEED_WRONG(
            "种子必须以 PS1: 开头,由 pass issue --form rolling 给出",
            "a seed must begin with PS1:, as pass issue --form rolling prints it"),
    PASS_SEED_IDLE("此通行证现在无效,没有动态码", "this pass does not hold now, so it has no code"),

    // --- journal ---
    PROOF_HOLDS("ok: %s 条记录,%s 个纪元,链头 %s", "ok: %s records, %s epochs, head %s"),
    PROOF_GIVEN_UP("其余部分未读", "the rest was not read"),
    PROOF_BROKEN("BROKEN(已断裂): %s 条记录,%s 个纪元,链头 %s", "BROKEN: %s records, %s epochs, head %s"),
    SIGNATURES_GOOD("%s 个签名有效", "%s signatures are good"),
    SIGNATURES_UNCHECKED("未检查签名: 没有 --key", "signatures were not checked: no --key"),
    TRUNCATION_UNCHECKED("未检查截断: 没有 --head", "truncation was not checked: no --head"),
    CHAIN_NO_EVENT("%s 不是事件", "%s is not an event"),
    CHAIN_ALTERED("%s 被改动: 哈希不符", "%s was altered: its hash does not fit"),
    CHAIN_OTHER_ID("%s 带有另一条记录的 id", "%s carries another record's id"),
    CHAIN_MISSING("%s 缺失;其后为 %s", "%s is missing; %s follows"),
    CHAIN_NOT_AFTER("%s 不接在 %s 之后", "%s does not follow %s"),
    CHAIN_SILENT_EPOCH("%s 开始新纪元却未说明", "%s begins an epoch without saying so"),
    CHAIN_EPOCH_AGAIN("%s 开始的纪元以前出现过", "%s begins an epoch that was there before"),
    CHAIN_NO_HEAD_BEFORE("%s 没有写明之前的链头", "%s does not name the head before it"),
    CHAIN_NO_HEAD("%s 没有写明链头", "%s names no head"),
    CHAIN_UNSIGNED("%s 应签名而未签名", "%s should be signed and is not"),
    CHAIN_WRONG_SIGNATURE("%s 不是由所给密钥签名", "%s is not signed by the key given"),
    CHAIN_CUT("此处没有链头 %s: 末尾被截断", "the head %s is not here: the end was cut off"),

    // --- backup, restore, wipe ---
    STATE_HALF_ERASED(
            "%s: 擦除未完成,不再是可用的状态;请再次运行 onecard wipe",
            "%s: its erasing was cut short, and what is left is no state to run by; run onecard"
                    + " wipe once more"),
    BACKUP_FOLDER("%s: 所在目录必须存在;请检查路径", "%s: must be in a folder that is there; check the path"),
    BACKUP_OTHER_DEVICE(
            "现场文件必须属于该流水的控制器 %s,实际为 %s;请用 --site 指定其现场文件",
            "the site file must be that of %s, whose journal this is, but is of %s; name the right"
                    + " one by --site"),
    BACKUP_MADE(
            "已备份至 %s: 流水至 %s,共 %s 条,其中 %s 条未发送",
            "backed up to %s: the journal to %s, %s records, %s of them not sent yet"),
    BACKUP_KEY(
            "由 %s 签名;恢复时请以 --key 给出,并另行记下",
            "signed by %s; keep that elsewhere, and give it to restore by --key"),
    BACKUP_WITHOUT_KEYS(
            "其中没有任何密钥: 现场密钥、证书与保险库密钥请另行妥善保存",
            "no secret is in it: keep the site's key, certificates and the vault's key in a safe"
                    + " place of their own"),
    BACKUP_WITHOUT_SITE_KEY(
            "现场密钥在本机生成,也不在其中;没有它,恢复后无人能被识别: 请另存 %s",
            "nor is the site's key, which was made here, and without which nobody is known after a"
                    + " restoration: keep a copy of %s"),
    BACKUP_WITHOUT_BODIES(
            "生物特征不在其中: 撤回的同意不得留存于副本;恢复后请重新采集",
            "nothing of people's bodies is in it, since a consent that is withdrawn must not live"
                    + " on in a copy: enrol them again after a restoration"),
    BACKUP_BROKEN(
            "流水的哈希链不完整: %s 处;备份如实保留",
            "the journal's chain is broken at %s places; the backup is as the journal is"),
    BACKUP_NONE("%s: 不是备份文件,或签名不符", "%s: is no backup, or its signature is not good"),
    BACKUP_ALTERED(
            "%s: 其中的 %s 与签名清单不符;请用另一份备份",
            "%s: %s in it is not as the signed manifest says; use another backup"),
    BACKUP_NO_SITE("备份中没有现场文件", "there is no site file in the backup"),
    BACKUP_ENDS_ELSEWHERE(
            "备份中的流水必须止于 %s;请用另一份备份",
            "the journal in the backup must end with %s; use another backup"),
    RESTORE_OTHER_KEY("备份必须由 %s 签名,实际由 %s", "the backup must be signed by %s, but was by %s"),
    RESTORE_KEY_UNCHECKED(
            "未核对签名者: 未给出 --key;备份由 %s 签名",
            "who signed it was not checked, since no --key was given; the backup says %s"),
    RESTORE_OTHER_DEVICE(
            "备份属于 %s,现场文件属于 %s;请去掉 --site 或给出正确的文件",
            "the backup is of %s, and the site file of %s; leave --site out, or name the right"
                    + " one"),
    RESTORE_SITE_BAD(
            "%s 中的现场文件(zip 中的 site.yaml)有上述问题;请改正其副本,再用 --site 给出",
            "the site file in %s (a zip, and in it site.yaml) has the problems above; mend a copy"
                    + " of it and name that by --site"),
    RESTORE_NOT_EMPTY(
            "%s: 状态目录必须为空,实际有 %s;请用 onecard wipe 清空,或以 --state 另指一处",
            "%s: the state directory must be empty, but has %s; empty it by onecard wipe, or name"
                    + " another by --state"),
    RESTORE_SITE_KEY(
            "现场密钥与备份时的不同,恢复后无人能被识别;请放回原来的密钥,或以 --other-site-key 接受",
            "the site's key here is another than the backup's, and nobody would be known; put the"
                    + " former key there, or accept that by --other-site-key"),
    RESTORE_SITE_KEY_MADE(
            "现场密钥由原控制器生成,没有它恢复后无人能被识别;请将其放至 %s,或以 --other-site-key 接受",
            "the site's key was made by the former board, and without it nobody would be known; put"
                    + " it at %s, or accept that by --other-site-key"),
    RESTORE_NO_ROOM("%s: 需要 %s MB 可用空间,实际 %s MB", "%s: must have room for %s MB, but has %s MB"),
    RESTORE_DONE(
            "已恢复 %s 于 %s 的备份: 流水至 %s,%s 条待发;本机自纪元 %s 继续",
            "restored from the backup of %s of %s: the journal to %s, %s records to be sent; this"
                    + " board goes on in epoch %s"),
    RESTORE_KEY("本机新的设备公钥: %s;请告知核对它的上位机", "this board's own key: %s; tell hosts that check it"),
    RESTORE_SITE(
            "下一步: 将 %s 放到守护进程所用之处(如 /etc/onecard/site.yaml),再启动",
            "next: put %s where the daemon is given it, such as /etc/onecard/site.yaml, and start"
                    + " that"),
    RESTORE_LISTS(
            "本地名单 %s 与备份时相同;/etc/onecard/lists 中的文件会在启动时替换它们: 请放入自己的,或移走",
            "the local lists %s are as they were; files in /etc/onecard/lists replace them at the"
                    + " next start: put your own there, or none"),
    RESTORE_FORMER(
            "原控制器不得再运行: 两台同名会互相顶替",
            "the former board must not run again: of two with one name each puts the other off"),

    WIPE_NO_STATE(
            "%s: 不是状态目录,未擦除;请用 --state 指定其目录",
            "%s: is no state directory, and is left as it is; name the right one by --state"),
    WIPE_UNSENT(
            "有 %s 条流水未发送;请先连上代理或用 onecard journal export 导出,或以 --lose-unsent 放弃",
            "%s records were not sent; connect the broker, or take them by onecard journal export,"
                    + " or give them up by --lose-unsent"),
    WIPE_UNREAD(
            "%s: 无法读出,不知是否有未发送的流水;请先启动守护进程修复,或以 --lose-unsent 放弃",
            "%s: cannot be read, and may hold records that were not sent; start the daemon, which"
                    + " salvages it, or give them up by --lose-unsent"),
    WIPE_ASK(
            "即将永久擦除 %s 的全部状态(%s): 流水、名单、密钥。请输入控制器名称以继续:",
            "everything of %s in %s is erased for good: journal, lists, keys. Type the device's"
                    + " name to go on:"),
    WIPE_NOT_SAID(
            "未擦除: 必须输入 %s,实际为 %s",
            "nothing is erased: %s must be typed, or given by --device, but %s was"),
    WIPE_LINK(
            "未擦除: %s 是指向 %s 的链接,该处内容会留下;请把它移入状态目录,或自行擦除后删去链接",
            "nothing is erased: %s is a link to %s, which would stay; move that in here, or erase"
                    + " it yourself and take the link away"),
    WIPE_DONE("%s 已擦除: %s 个文件,%s MB", "%s is erased: %s files, %s MB"),
    WIPE_FLASH(
            "闪存可能保留旧数据块,覆盖写也无法触及;密钥已不在。须确保时请对整个存储设备执行 blkdiscard,或销毁它",
            "flash may keep old blocks that no writing reaches, though the keys to them are gone;"
                    + " where that is not enough run blkdiscard on the whole device, or destroy it"),
    WIPE_ELSEWHERE(
            "不在此处的未动: /etc/credstore/onecard.*、/etc/onecard(其中名单含卡号)、日志与备份;请另行删除",
            "what is elsewhere is still there: /etc/credstore/onecard.*, /etc/onecard, whose lists"
                    + " have card numbers, logs and backups; delete them, too"),

    // --- lines ---
    LINE_CANNOT("%s: 线不可用: %s;%s", "%s: the line cannot be had: %s; %s"),
    CHIP_NONE("没有 GPIO 芯片 %s;现有: %s", "no GPIO chip is called %s; there are: %s"),
    CHIP_NONE_NEXT(
            "请写其中之一的标签、名称或设备,或加载其驱动",
            "write the label, name or device of one of them, or load its driver"),
    CHIPS_SEVERAL("有多个 GPIO 芯片名为 %s: %s", "several GPIO chips are called %s: %s"),
    CHIPS_SEVERAL_NEXT("请写设备路径,如 /dev/gpiochip0", "write its device, as /dev/gpiochip0"),
    LINE_NONE("%s 没有线 %s;线号为 0..%s,线名: %s", "%s has no line %s; its lines are 0..%s, by name: %s"),
    LINE_NONE_NEXT("请写其中之一", "write one of them"),
    LINES_SEVERAL("%s 有多条线名为 %s: %s", "%s has several lines called %s: %s"),
    LINES_SEVERAL_NEXT("请写线号", "write its number"),
    LINE_BUSY("%s 的线 %s 被 %s 占用", "on %s the line %s is in use by %s"),
    LINE_BUSY_NEXT(
            "请停用占用它的设备树叠加层或程序,或改接另一条线",
            "free it from the device tree overlay or program that has it, or wire to another line"),
    LINE_OURS_NEXT("请停止另一个 onecard", "stop the other onecard"),
    LINE_SYSFS_NEXT("请在 /sys/class/gpio 下取消导出", "unexport it under /sys/class/gpio"),
    LINE_DENIED("无权打开 %s", "%s may not be opened"),
    LINE_DENIED_NEXT(
            "请将运行用户加入该设备的组(gpio),或在服务中以 DeviceAllow 放行",
            "add the user to the device's group (gpio), or allow it in the unit by DeviceAllow"),
    LINE_LOST("芯片 %s 已不在,线 %s 随之消失", "the chip %s went away, and its line %s with it"),
    LINE_LOST_NEXT("请重新接上,程序会自动寻找", "plug it in again; it is looked for"),
    LINE_UNSUPPORTED(
            "32 位系统(armhf)不支持 GPIO 线,从未验证过",
            "GPIO lines are not supported on 32-bit systems (armhf): it was never shown to work"),
    LINE_UNSUPPORTED_NEXT("请安装 64 位系统,或写 chip: sim", "install a 64-bit system, or write chip: sim"),
    LINE_FAILED("%s: %s(系统错误)", "%s: %s"),
    LINE_FAILED_NEXT(
            "请查看 dmesg;需要 Linux 5.10 以上并启用 CONFIG_GPIO_CDEV",
            "look at dmesg; Linux 5.10 or later with CONFIG_GPIO_CDEV is needed"),

    // --- doctor ---
    DOCTOR_OK("正常  %s: %s", "ok    %s: %s"),
    DOCTOR_WARN("注意  %s: %s;下一步: %s", "warn  %s: %s; next: %s"),
    DOCTOR_FAIL("故障  %s: %s;下一步: %s", "fail  %s: %s; next: %s"),
    ENGINE_NONE("此处没有该识别引擎", "there is no engine that compares this here"),
    ENGINE_NONE_NEXT(
            "请在 models.face 中写明站点自备的模型,或改用自行比对的设备;其间使用替代方式",
            "describe the nets of the site under models.face, or use a sensor that compares by"
                    + " itself; until then people take the alternative"),
    ENGINE_MEASURED("引擎就绪,阈值来自实测记录", "ready; what a score means was measured"),
    ENGINE_LINE(
            "引擎就绪,阈值来自引擎作者的曲线", "ready; what a score means is a line that its author documented"),
    ENGINE_UNCALIBRATED(
            "引擎就绪,但没有校准记录,不作比对",
            "it works, and nothing is compared: there is no calibration record"),
    ENGINE_UNCALIBRATED_NEXT(
            "请用 onecard bio eval --record 校准,签名后写入 calibration",
            "calibrate by onecard bio eval --record, signed, and name that at calibration"),
    ENGINE_UNFIT(
            "校准记录不可用,不作比对: %s", "nothing is compared, for the calibration record is of no use: %s"),
    ENGINE_OTHER_NEXT(
            "请放入由 keys.calibrations 签名、属于此引擎与设备的记录",
            "put a record there that is of this engine and sensor, signed by a key of"
                    + " keys.calibrations"),
    ENGINE_DOWN("引擎无法工作: %s", "the engine does not work: %s"),
    ENGINE_DOWN_NEXT(
            "请按所述原因更正,或重新安装软件;其间使用替代方式",
            "put right what it says, or install the software anew; until then people take the"
                    + " alternative"),
    TARGET_FINE("校准记录支持所设误识率", "what is known of its scores says as much as the point asks"),
    TARGET_NEXT(
            "请调小 false_match_one_in,或以更大的数据集校准",
            "make false_match_one_in smaller, or calibrate by a larger set"),
    TARGET_PEOPLE(
            "在此误识率下按每人三个视图最多识别 %s 人,按一个视图最多 %s 人,名单列有已采集者 %s 人",
            "at so few false matches %s people may be looked for by three views of each, %s by one,"
                    + " and its lists name %s who are enrolled"),
    TARGET_FEWER_NEXT(
            "每人仅按前几个视图识别,超出后一数目则不再识别任何人: 请减少人数,或以更大的数据集校准",
            "the first views of each count alone, and beyond the second number nobody is known:"
                    + " name fewer there, or calibrate by a larger set"),
    TARGET_PEOPLE_NEXT(
            "设备不再识别任何人: 请减少人数,或调小 false_match_one_in,或以更大的数据集校准",
            "nobody is known there: enrol fewer, make false_match_one_in smaller, or calibrate by a"
                    + " larger set"),
    VAULT_NOT_YET("尚未保存任何人", "nothing is kept of anybody yet"),
    VAULT_HOLDS(
            "已保存 %s 人,有效同意 %s 份;满 %s 人须备案",
            "%s people are kept, %s consents hold; at %s people the authority is told"),
    VAULT_KEYLESS(
            "vault.db 存在,但现场文件没有 keys.vault: 同意到期也不会删除",
            "vault.db is there, and no keys.vault: what is kept outlives every consent"),
    VAULT_KEYLESS_NEXT(
            "请写回 keys.vault,或用 onecard forget 删除后移走该文件",
            "name its key at keys.vault, or delete it once everybody is forgotten"),
    VAULT_OTHER_KEY("由另一把密钥或为另一个现场建立", "it was made with another key, or for another site"),
    VAULT_OTHER_KEY_NEXT(
            "请放回原来的密钥,或移走该文件并重新采集",
            "bring its key back, or move the file away and enrol people again"),
    VAULT_UNREAD("vault.db 读不到: %s", "vault.db cannot be read: %s"),
    VAULT_UNREAD_NEXT(
            "请以守护进程的用户运行;若已损坏,下次启动会将其移开",
            "run it as the daemon's user; a damaged one is set aside at the next start"),
    VAULT_FILING_NEXT(
            "请准备向主管部门备案(30 个工作日内)",
            "prepare to tell the authority, within 30 working days of the count"),
    VAULT_OWES_NEXT(
            "流水尚缺 %s 条记录: 请启动守护进程,或为流水腾出空间",
            "the journal is owed %s records: start the daemon, or make room for the journal"),
    ENROL_AGAIN(
            "%s 人的模板出自另一算法、模型或设备,不作比对",
            "%s people were enrolled by another extractor, model or sensor, and are not compared"),
    ENROL_AGAIN_NEXT(
            "请重新采集;名单: onecard enrol --list --site FILE",
            "enrol them again; who they are: onecard enrol --list --site FILE"),
    LINE_SIMULATED("模拟线", "simulated"),
    RELAY_LINE(
            "%s 的线 %s,%s;停止时 %s,被杀死时 %s,上电时 %s",
            "on %s the line %s, %s; at stop %s, at crash %s, at power-up %s"),
    CONTACT_LINE("%s 的线 %s,%s", "on %s the line %s, %s"),
    ADC_LINE("转换器 %s 通道 %s: %s 毫伏,%s", "converter %s channel %s: %s mV, %s"),
    ADC_UNREAD("转换器 %s 通道 %s 读不到: %s", "converter %s channel %s cannot be read: %s"),
    ADC_UNREAD_NEXT(
            "请查看 /sys/bus/iio/devices/*/name 与接线",
            "look at /sys/bus/iio/devices/*/name and at the wiring"),
    ADC_FAULT_NEXT(
            "请检查线与末端电阻,或修正 closed_mv 与 open_mv",
            "look at the line and its resistors, or mend closed_mv and open_mv"),
    LINE_FREE("空闲", "free"),
    LINE_HELD("由运行中的守护进程持有", "held by the daemon that runs"),
    RELAY_UNKNOWN_NEXT(
            "请在释放期间用 kill -9 结束守护进程,再断电一次,观察锁的状态,写入 at_crash 与 at_power_up",
            "kill the daemon by kill -9 during a release, then cut the power, look at the lock, and"
                    + " write at_crash and at_power_up"),
    RELAY_KEEPS_NEXT(
            "守护进程若在释放期间被杀死,锁会保持打开直到其重新启动: 请加装会自行回落的电阻或继电器板,并确认 Restart=always",
            "a daemon killed during a release leaves the lock open until it is started again: fit a"
                    + " resistor or relay board that falls back, and make sure of Restart=always"),
    RELAY_ON_NEXT(
            "无程序运行时锁是打开的: 请确认这是本意",
            "the lock stands open while no program runs: make sure that this is meant"),
    LINE_SAME("%s 的线 %s,与 %s 相同", "on %s the line %s, the same as %s"),
    LINE_SAME_NEXT("请改接另一条线", "wire one of them to another line"),

    DAEMON_RUNS("正在运行", "it runs with this state directory"),
    DAEMON_NONE("没有运行", "none runs with this state directory"),
    DAEMON_MUTE("控制套接字没有应答: %s", "its control socket does not answer: %s"),
    DAEMON_MUTE_NEXT(
            "请以守护进程的用户或 root 运行,或查看守护进程的日志",
            "run this as the daemon's user or as root, or look at the daemon's log"),

    DEVICE_SIMULATED("模拟", "simulated"),
    DEVICE_FOUND("设备 %s", "the device %s"),
    DEVICE_NONE("没有设备 %s", "there is no device %s"),
    DEVICE_NONE_NEXT(
            "请插好设备,或按 ls -l /dev/serial/by-id /dev/input/by-id 改写",
            "plug it in, or write what ls -l /dev/serial/by-id /dev/input/by-id shows"),
    DEVICE_DENIED("本用户无权读取设备 %s", "this user may not read the device %s"),
    DEVICE_DENIED_NEXT(
            "请把守护进程的用户加入 ls -l %s 所示的组", "add the daemon's user to the group that ls -l %s shows"),
    PROGRAM_FOUND("程序 %s", "the program %s"),
    PROGRAM_NONE("没有程序 %s", "there is no program %s"),
    PROGRAM_NONE_NEXT("请安装软件包 espeak-ng", "install the package espeak-ng"),
    /// What a reason asks of whoever reads `doctor`.
    DOCTOR_ADVICE("%s: %s(处理: %s)", "%s: %s (who acts: %s)"),
    DEVICE_LOST("守护进程报告 %s", "the daemon calls it %s"),
    DEVICE_LOST_NEXT(
            "请查看接线与供电,守护进程会自行重试;原因在其日志中",
            "look at cable and power; the daemon tries again by itself, and its log says why"),
    PICTURES_FOUND("目录 %s", "the directory %s"),
    PICTURES_NONE("没有目录 %s", "there is no directory %s"),
    PICTURES_NONE_NEXT(
            "请用 tmpfiles.d 在 /run 下创建,所有者为守护进程的用户",
            "have tmpfiles.d make it below /run, as the daemon's user's"),
    PICTURES_UNFIT("不从 %s 取图像: %s", "no picture is taken from %s: %s"),
    PICTURES_UNFIT_NEXT(
            "目录应属守护进程的用户,其他用户无写权限,如 chmod 2770 %s",
            "let the daemon's user own it, and nobody else write to it, as chmod 2770 %s"),
    PICTURES_ON_DISK("图像经过磁盘: 目录 %s 的文件系统为 %s", "pictures pass a disk: the directory %s is on %s"),
    PICTURES_ON_DISK_NEXT("请使用 tmpfs,如 /run 下的目录", "use a tmpfs, as a directory below /run"),
    READER_FOUND("读卡器 %s", "the reader %s"),
    READER_NONE("没有与 %s 相符的读卡器;现有: %s", "no reader fits %s; there are: %s"),
    READER_NONE_NEXT(
            "请插好读卡器,或按 pcsc_scan -n 所列改写名称",
            "plug it in, or write its name as pcsc_scan -n lists it"),
    MODULE_UNTRIED("%s,只由守护进程连接", "%s, which only the daemon connects to"),
    PCSC_GONE("智能卡服务没有应答: %s", "the smart card service does not answer: %s"),
    PCSC_GONE_NEXT(
            "请安装 pcscd,执行 systemctl enable --now pcscd.service,并以守护进程的用户或 root 运行",
            "install pcscd, run systemctl enable --now pcscd.service, and this as the daemon's user"
                    + " or as root"),

    CLOCK_SYNCED("已同步,误差至多 %s 毫秒", "synchronised, wrong by at most %s ms"),
    CLOCK_CHIP("来自时钟芯片,未同步", "from a clock chip, not synchronised"),
    CLOCK_UNKNOWN("无从得知是否准确", "nothing tells whether it is right"),
    CLOCK_DOUBTED(
            "内核称已同步,守护进程只信为 %s", "the kernel calls it synchronised, the daemon believes it as %s"),
    CLOCK_DOUBTED_NEXT(
            "它早于曾经确知的时间,或一次跳过 31 天以上: 跳变在 10 分钟后确认,否则请核对时间源",
            "it is earlier than a time that was known, or leapt by more than 31 days: a leap is"
                    + " believed after 10 min, else look at the time source"),
    CLOCK_BEHIND("显示 %s,早于软件的构建", "shows %s, before this software was built"),
    CLOCK_ASSUMED("clock: assume_synced,不加核对即相信", "clock: assume_synced, believed as it stands"),
    CLOCK_SIMULATED(
            "clock: simulated,本机时钟加 sim/clock 所写的毫秒数",
            "clock: simulated, this machine's and the milliseconds in sim/clock"),
    CLOCK_ASSUMED_NEXT("请在有门的地方写 clock: kernel", "write clock: kernel where there is a door"),

    DISK_ROOM("%s: 可用 %s MB,流水至多 %s MB", "%s: %s MB free; the journal takes %s MB at most"),
    DISK_CLOSED("%s 不可写", "%s cannot be written"),
    DISK_UNSEEN("%s: %s(磁盘)", "%s: %s"),
    DISK_CLOSED_NEXT(
            "请以守护进程的用户或 root 运行;若磁盘变为只读,请查看 dmesg",
            "run this as the daemon's user or as root; if the disk became read-only, look at"
                    + " dmesg"),
    HOST_NONE("host: none,代理收下即视为收到", "host: none: what a broker took counts as received"),
    HOST_NONE_NEXT(
            "请写 host: required,并由主机签发 ack", "write host: required, and let a host sign acks"),

    LIST_HELD("版本 %s,%s 条,签发于 %s 小时前", "version %s, %s entries, issued %s h ago"),
    LIST_NONE("尚未到达,使用它的点位不认识其中的人", "not here yet: points that use it know nobody of it"),
    LIST_NONE_NEXT(
            "请发布 (onecard list publish) 或导入: onecard list import --list %s",
            "publish it (onecard list publish) or bring it in: onecard list import --list %s"),
    LIST_STALE_NEXT(
            "已超过点位的 stale_after,持卡人被拒: %s",
            "older than stale_after of a point, which refuses by it: %s"),
    LIST_OVER_NEXT(
            "已过 valid_until,持卡人被拒: %s", "past its valid_until, so that people are refused: %s"),
    LISTS_UNREAD("读不到: %s", "cannot be read: %s"),
    LISTS_UNREAD_NEXT(
            "请以守护进程的用户或 root 运行,或重启守护进程",
            "run this as the daemon's user or as root, or restart the daemon"),

    BROKER_ONLINE("守护进程已连接 %s", "the daemon is connected to %s"),
    BROKER_OPEN("%s 接受了连接", "%s took a connection"),
    BROKER_TROUBLE("%s: %s(连接)", "%s: %s"),
    BROKER_SILENT("%s 秒内没有应答", "no answer within %s s"),
    BROKER_NETWORK_NEXT(
            "请查看网线、域名、端口与防火墙;门照常工作,事件留在流水中",
            "look at cable, name, port and firewall; doors go on, and events wait in the journal"),
    BROKER_BUSY_NEXT("请查看代理的日志与配额", "look at the broker's log and quota"),
    BROKER_REFUSED_NEXT(
            "请核对 username、password 与代理的 ACL", "check username and password, and the broker's ACL"),
    BROKER_TAKEN_NEXT(
            "另一台设备用了同一 device: 请改名其中之一",
            "another device has the same name: give one of them another `device`"),
    BROKER_TLS_NEXT("请核对 ca、cert、key 与代理的域名", "check ca, cert and key, and the broker's name"),
    CERTIFICATE_WARNING("即将到期: %s", "%s"),
    CERTIFICATE_ENDS_NEXT("请更换证书文件,无需重启", "put the new file in its place; no restart is needed"),

    ROLL_BEGUN(
            "站点密钥更换中,自 %s 起已有名单中的 %s 张卡以新密钥识别,最近一次刷卡 %s",
            "the site's key is being rolled: since %s %s cards of the lists were seen that are"
                    + " known by the new one now; the last tap was at %s"),
    ROLL_NOBODY("站点密钥更换中,尚无人刷卡", "the site's key is being rolled; nobody has come since"),
    ROLL_NEXT(
            "各设备均已换用新密钥、各名单已重新生成、在内人员与未结账目所涉之人都刷过卡后,删除 keys.site.former",
            "once every device has the new key, all lists are built anew and whoever anything is"
                    + " kept of has come, remove keys.site.former"),
    ROLL_LEFT(
            "仍在旧令牌名下,现在结束更换即丢失: 在内 %s 人,已用的通行证与码 %s 个,留有生物特征 %s 人",
            "under a former token still, and lost if the roll ends now: %s who are inside, %s"
                    + " passes and codes that were used, %s people of whose bodies something is"
                    + " kept"),
    ROLL_LEFT_NEXT(
            "请等其出示一次或到期;订单、未决扣款与锁定未计入,见 RUNBOOK 第 11 节",
            "wait until each is shown once, or is over; orders, open debits and lock-outs are not"
                    + " counted here: see the runbook, 11"),
    ROLL_UNSEEN(
            "站点密钥更换中,但无法读取流水: %s",
            "the site's key is being rolled, and the journal cannot be read: %s"),
    ROLL_UNSEEN_NEXT("请以 onecard journal verify 检查流水", "look at it with onecard journal verify"),
    KEY_KEPT("%s,仅属主可读写", "%s, its owner's alone"),
    KEY_AT_START("%s 尚不存在,首次启动时生成", "%s is not there yet; the first start makes it"),
    KEY_MISSING("文件 %s 不存在", "there is no file %s"),
    KEY_MISSING_NEXT("请放入该文件,并执行 chmod 600 %s", "put it there, and run chmod 600 %s"),
    KEY_CREDENTIAL("systemd 凭据,只有服务本身可见", "a systemd credential, which only the service sees"),
    KEY_CREDENTIAL_NEXT("请查看服务的 LoadCredential=", "look at the service's LoadCredential="),
    KEY_UNSEEN("无法查看: %s", "cannot be looked at: %s"),
    KEY_UNSEEN_NEXT("请以守护进程的用户或 root 运行", "run this as the daemon's user, or as root"),

    BUNDLE_MADE(
            "支持包已写入 %s: 不含密钥,令牌与号码已遮盖;发送前请自行查看",
            "the support archive is %s: no key is in it, tokens and numbers are masked; look into"
                    + " it before you send it"),
    BUNDLE_README(
            """
            onecard 支持包,由 onecard doctor --bundle 生成。
            findings.json 检查结果;site.json 现场文件(不含注释);versions.json 版本;files.json 状态目录中的文件名与大小;
            journal.json 流水状况(不含任何事件);metrics.json 运行中的指标;log.txt 日志末尾。
            形如令牌、卡号、证件号、电话号码、车牌与密码的内容已遮盖: 同一值在本包内编号相同,与其他支持包及流水无法对应。\
            """,
            """
            A support archive of onecard, made by onecard doctor --bundle.
            findings.json: what doctor found; site.json: the site file without comments; versions.json; files.json:
            names and sizes of what is in the state directory; journal.json: how the journal stands, and none of its
            events; metrics.json: of the daemon, where one runs; log.txt: the end of the log.
            What looks like a token, a number of a card, a person or a phone, a plate or a password is masked: the same
            value has the same number within this archive, and none that any other archive or journal knows.\
            """),

    // --- explain ---
    EVENT_MISSING(
            "流水中没有 %s;请用 onecard journal tail 查看 id",
            "the journal holds no %s; look ids up with onecard journal tail"),
    EXPLAIN_EVENT("事件       %s  %s", "event      %s  %s"),
    EXPLAIN_TIME("时间       %s  时钟 %s", "time       %s  clock %s"),
    EXPLAIN_POINT("点位       %s", "point      %s"),
    EXPLAIN_VERDICT("判定       %s", "verdict    %s"),
    EXPLAIN_REASON("原因       %s  %s", "reason     %s  %s"),
    EXPLAIN_SHOWN("面板显示   %s", "shown      %s"),
    EXPLAIN_NEXT("下一步     %s", "next       %s"),
    EXPLAIN_ACTS("处理       %s", "acts       %s"),
    EXPLAIN_FIELDS("事件字段   %s", "fields     %s"),
    EXPLAIN_SEE("详见       %s, %s", "see        %s, %s"),
    EXPLAIN_RULE("规则       %s", "rule       %s"),
    EXPLAIN_PROMPT("提示       %s", "prompt     %s"),
    EXPLAIN_UNPROVED("未能证明   %s", "unproved   %s"),
    EXPLAIN_CREDENTIAL("凭证       %s %s,安全级别 %s", "credential %s %s, assurance %s"),
    EXPLAIN_LIST("名单       %s 版本 %s", "list       %s version %s"),
    EXPLAIN_NO_LIST("名单       未依据任何名单", "list       none was relied on"),
    EXPLAIN_ASKS("询问       见 %s", "asked      by %s"),
    EXPLAIN_PLATE("车牌       %s  置信度 %s%%", "plate      %s  confidence %s %%"),
    EXPLAIN_NOTED("记录       %s  %s", "noted      %s  %s"),
    EXPLAIN_STEP("步骤 %s    %s:%s%s", "step %s    %s: %s%s"),
    EXPLAIN_NO_STEPS("步骤       此事件未记录", "steps      this event does not say"),

    // --- bio ---
    EVAL_ENGINE_UNKNOWN(
            "--engine: 必须为 fingerprint、vein 或 face,实际为 %s",
            "--engine: must be fingerprint, vein or face, but was %s"),
    EVAL_ENGINE_NOT_HERE(
            "--engine: 引擎 %s 在此未配置",
            "--engine: must be one that is configured here, but %s is not"),
    EVAL_ENGINE_FAILED("引擎 %s 无法工作: %s", "the engine %s cannot work: %s"),
    EVAL_POLICY_WRONG(
            "--views 必须为 1 至 %s,--tries 必须为 1 至 %s,实际为 %s 与 %s",
            "--views must be 1 to %s and --tries 1 to %s, but were %s and %s"),
    EVAL_SET_MISSING("%s: 必须为样本目录;请检查路径", "%s: must be a folder of samples; check the path"),
    EVAL_SET_SMALL(
            "样本集必须有同一人的两个样本以及不同人的样本,实际有 %s 对同人与 %s 对异人;请检查文件名",
            "a set must have two samples of one person and some of others, but has %s genuine and"
                    + " %s impostor comparisons; check the names of its files"),
    EVAL_NOTHING("%s 个样本均未能提取: %s", "none of the %s samples could be extracted: %s"),
    EVAL_SET_LARGE(
            "样本集有 %s 次比对,最多 %s 次;请分成几份",
            "the set makes %s comparisons, above %s; take a part of it"),
    EVAL_FILE_STRANGE(
            "%s: 略过: 文件名必须为 IDENTITY_IMPRESSION.ext",
            "%s: left out: must be named IDENTITY_IMPRESSION.ext"),
    EVAL_DPI(
            "按每英寸 %s 点读取;传感器不同时请用 --dpi",
            "read at %s dots an inch; say --dpi where the sensor has others"),
    EVAL_PROGRESS("已提取 %s 个样本", "%s samples extracted"),
    EVAL_SET(
            "%s: %s 个身份,%s 个样本,其中 %s 个未能提取",
            "%s: %s identities, %s samples, %s of them not extracted"),
    EVAL_NOT_EXTRACTED("  %s 个: %s", "  %s: %s"),
    EVAL_TIMES(
            "提取 %s 毫秒(p50)、%s 毫秒(p95),处理器 %s 毫秒(p95)",
            "extraction %s ms (p50), %s ms (p95), %s ms of the processor (p95)"),
    EVAL_TIMES_MATCH(
            "每次比对 %s 微秒(p50),处理器 %s 微秒(p50)",
            "a comparison %s us (p50), %s us of the processor (p50)"),
    EVAL_ALL_PAIRS("所有样本两两比对,单个样本:", "Each two samples, one view:"),
    EVAL_TRANSACTIONS(
            "交易,登记 %s 个样本,尝试 %s 次;样本不足而略去 %s 个身份,未能登记 %s 个:",
            "Transactions, %s views enrolled, %s tries; %s identities with too few samples, %s that"
                    + " could not be enrolled:"),
    EVAL_COUNTS(
            "  同人 %s 次,异人 %s 次;%s 对不同身份,可支持的 FMR 为 %s 及以上",
            "  %s genuine, %s impostor; %s distinct pairs, which support an FMR of %s and above"),
    EVAL_EER("  等错误率 EER %s(95 %%: %s)", "  EER %s (95 %%: %s)"),
    EVAL_FNMR("  FMR %s 时 FNMR %s(95 %%: %s),分数 %s", "  at FMR %s: FNMR %s (95 %%: %s), score %s"),
    EVAL_FNMR_ON_THIS_SET(
            "  FMR %s 时 FNMR %s(95 %%: %s),分数 %s: 仅限此样本集,不受支持",
            "  at FMR %s: FNMR %s (95 %%: %s), score %s: on this set, not supported"),
    EVAL_OPERATING(
            "  引擎自带记录,目标 %s,分数 %s: FNMR %s,FMR %s",
            "  by the engine's own record, target %s, score %s: FNMR %s, FMR %s"),
    EVAL_TOO_FINE(
            "  引擎自带记录,目标 %s: 每次比对的 FMR 低于其支持的 %s",
            "  by the engine's own record, target %s: finer than the FMR of %s a comparison that it"
                    + " supports"),
    EVAL_SMALL(
            "这些数字只说明此样本集;对其他人群与传感器须另行评测。",
            "These figures are of this set; other people and other sensors must be measured."),
    EVAL_RECORD_NONE(
            "标定记录至少需要 4 个身份,实际为 %s;未写出",
            "a calibration record needs 4 identities at least, but there were %s; none was"
                    + " written"),
    EVAL_RECORD_UNSIGNED(
            "%s: 未签名,任何控制器都不采用;请用 --key 签名",
            "%s: not signed, so no device takes it; sign it by --key"),
    EVAL_RECORD_WRITTEN(
            "%s: 标定记录,支持每次比对 FMR %s 及以上",
            "%s: the calibration record, for an FMR of %s a comparison and above"),

    // --- people's bodies ---
    VAULT_NO_CONSENT(
            "没有有效的同意,未作更改;请先执行 onecard consent give",
            "no consent holds, so nothing is changed; note one first, by onecard consent give"),
    VAULT_NONE(
            "此处不保存生物特征: 现场文件没有 keys.vault,或其打不开(告警 vault_closed)",
            "nothing is kept of people's bodies here: the site file has no keys.vault, or the vault"
                    + " does not open (alarm vault_closed)"),
    VAULT_CLOCK(
            "本机时钟不可信,同意无从计期;请先校时",
            "the clock is not to be trusted, so nobody knows when a consent ends; set it first"),
    VAULT_REFUSED("未作更改: 原因 %s", "nothing is changed: %s"),
    VAULT_OWED(
            "已完成;流水暂无空间,其记录稍后写入",
            "it is done; the journal has no room for its record now, which is written later"),
    VAULT_WHO(
            "必须给出 --token 或 --last-tap 之一", "--token or --last-tap: one of the two must be given"),
    LAST_TAP("%s 处最后出示的卡: %s,%s 秒前", "the card last shown at %s: %s, %s s ago"),
    LAST_TAP_NONE(
            "%s 处最近 %s 秒内没有出示卡,或最后一次不是读到的卡: 请(重新)刷卡",
            "no card was shown at %s in the last %s s, or what was shown last is no card that was"
                    + " read: show it (again)"),
    LAST_TAP_SEVERAL(
            "%s 处最近 %s 秒内出示过多张卡: 请稍候,只刷本人的一张",
            "several cards were shown at %s in the last %s s: wait, and show that one alone"),
    LAST_TAP_STRANGER("名单中没有此卡,不知是谁的", "the card is on no list here, so nobody knows whose it is"),
    CONSENT_MODALITY(
            "--for: 必须为 finger、face 或 vein,实际为 %s",
            "--for: must be finger, face or vein, but was %s"),
    CONSENT_LABEL(
            "标签必须为 1 到 32 个字母、数字或 ._-,且无连续六位数字,实际为 %s",
            "a label must be 1 to 32 letters, digits or ._- without six digits in a row, but was"
                    + " %s"),
    CONSENT_DAYS("--days: 必须为 1 到 %s,实际为 %s", "--days: must be 1 to %s, but was %s"),
    CONSENT_GIVEN("已记录同意: %s,用于 %s,%s 天", "noted: %s, for %s, %s days"),
    CONSENT_WITHDRAWN(
            "已撤回 %s;已删除模板 %s 个,待清空设备槽位 %s 个",
            "withdrawn: %s; %s templates are gone, %s slots of devices are to be emptied"),
    CONSENT_NONE("没有记录", "nothing is noted"),
    FORGOTTEN_UNKNOWN(
            "此前没有此令牌的任何记录: 请核对令牌;更换站点密钥期间,尚未刷卡者仍以旧令牌记录",
            "nothing was known of that token: make sure that it is the right one; while the site's"
                    + " key is rolled whoever has not come yet is known by the former one"),
    VAULT_CARD_TOKEN(
            "这是卡的令牌,不是人员的: 请给出人员的令牌,或使用 --last-tap",
            "that is the token of a card and not of a person: name the person, or use --last-tap"),
    VAULT_FAULT(
            "未作更改: 设备或数据库不可用,或设备已满;请运行 onecard doctor",
            "nothing is changed: the sensor or the vault is away, or the sensor is full; run"
                    + " onecard doctor"),
    ENROL_BUSY(
            "未作更改: 此设备正忙,请稍候再试", "nothing is changed: that sensor is at somebody else; try again"),
    ENROL_NOBODY("未作更改: 时限内无人采集,请重试", "nothing is changed: nobody came in time; try again"),
    ENROL_BADLY_SEEN(
            "未作更改: 图像不清晰;请清洁手指或设备后重试",
            "nothing is changed: it was seen too badly; clean the finger or the sensor, and try"
                    + " again"),
    ENROL_NOT_ALIKE(
            "未作更改: 各次采集不相似;请重试,或换一个手指",
            "nothing is changed: the views are not alike; try again, or another finger"),
    ENROL_COPY("未作更改: 设备认为是仿冒品", "nothing is changed: the sensor takes it for a copy"),
    FORGOTTEN(
            "已删除模板 %s 个,待清空设备槽位 %s 个", "gone: %s templates; %s slots of devices are to be emptied"),
    BODY_AGREED(
            "身体      %s: 模板 %s 个,设备槽位 %s 个;同意用于 %s,至 %s",
            "body      %s: %s templates, %s slots of devices; agreed for %s until %s"),
    BODY_ENDED(
            "身体      %s: 模板 %s 个,设备槽位 %s 个;用于 %s 的同意已于 %s 结束",
            "body      %s: %s templates, %s slots of devices; what was agreed for %s ended at %s"),
    BODY_NO_CONSENT(
            "身体      %s: 模板 %s 个,设备槽位 %s 个;没有同意",
            "body      %s: %s templates, %s slots of devices; nothing was agreed"),
    ENROL_CARD(
            "--card: 必须为 类型:令牌,如 ssc:32 位十六进制,实际为 %s",
            "--card: must be KIND:TOKEN, as ssc:, and 32 hex digits, but was %s"),
    ENROL_FINGER(
            "--finger: 必须为 1(右手拇指)到 10(左手小指),实际为 %s",
            "--finger: must be 1 (right thumb) to 10 (left little finger), but was %s"),
    ENROL_VIEWS(
            "必须给出同一手指的 %s 到 %s 张图片,实际为 %s 张",
            "%s to %s pictures of one finger must be given, but there were %s"),
    ENROL_POOR("%s: 不可用: %s;请重新采集", "%s: is of no use: %s; take another one"),
    ENROL_UNLIKE(
            "%s 与 %s 不相似;请全部重新采集,或换一个手指",
            "%s and %s are not alike; take all of them anew, or try another finger"),
    ENROL_ENGINE("识别引擎无法工作: %s", "the engine cannot work: %s"),
    ENROL_NO_ENGINE(
            "此处没有 %s 的识别引擎: 请用 --at 在设备上采集",
            "there is no engine for a %s here: enrol at a sensor, by --at"),
    ENROL_UNCALIBRATED(
            "没有 %s 在采集器 %s 上的校准记录: 请用 --site 指定含该记录的现场文件,并用 --sensor 写出型号",
            "nobody knows what a score of a %s means at the sensor %s: name a site file that has"
                    + " the record, by --site, and the model, by --sensor"),
    ENROL_MODEL(
            "现场文件中 %s 的校准记录属于 %s,不属于 %s: 保存后也不会被比对;请用 --sensor 写出其中的型号",
            "the records of the site file for a %s are of %s and not of the sensor %s: what is kept"
                    + " would never be compared; name one of those models by --sensor"),
    ENROL_LIST_NONE("无人需要重新采集", "nobody must be enrolled again"),
    ENROL_LIST_ONE("%s %s: 原为 %s", "%s %s: was enrolled by %s"),
    ENROL_LIST_SITE(
            "--list: 需要 --site 指定现场文件,且不带其他选项",
            "--list: needs the site file, by --site, and nothing else"),
    ENROL_WHICH_CARD(
            "--card 与 --last-tap 必须且只能给出其一",
            "--card or --last-tap: just one of the two must be given"),
    ENROL_FACE("--finger: 人脸没有手指,实际为 %s", "--finger: a face has none, but was %s"),
    ENROL_PART_OF_SENSOR(
            "--for: 由 --at 的设备决定,请省略", "--for: the sensor of --at says that; leave it out"),
    ENROL_DPI("--dpi: 必须为 %s 到 %s,实际为 %s", "--dpi: must be %s to %s, but was %s"),
    ENROL_TWICE("%s: 给出了两次;请用不同的采集", "%s: is given twice; each view must be another one"),
    VAULT_TERMS(
            "与现场文件 biometric_data 的目的或期限不符,或没有此设备",
            "other than purpose or days of biometric_data in the site file say, or no such sensor"),
    ENROL_EITHER("--at 与图片只能取其一", "either --at or pictures: leave one out"),
    ENROL_AT(
            "请在 %s 前按提示采集,手指须抬起再放下",
            "now at %s: a finger is laid down, lifted, and laid down again"),
    ENROLLED_AT(
            "已在 %s 采集: 模板 %s 个,设备槽位 %s 个", "enrolled at %s: %s templates, %s slots of the device"),
    ENROLLED("已保存模板 %s 个: %s %s", "kept: %s templates of %s %s"),
    MODULE("%s  %s: 保存 %s 人,待清空槽位 %s 个", "%s  %s: holds %s people, %s slots are to be emptied"),
    MODULE_EMPTY("%s 的模块已清空", "nobody is left in the module at %s"),
    MODULE_FORGOTTEN("已忘记模块 %s: 槽位 %s 个", "forgotten: %s, with %s slots"),
    MODULE_NONE("没有此设备或模块", "there is no such sensor or module"),
    MODULE_NOT_EMPTY(
            "守护进程未运行、设备不在或未全部完成(%s);请重试",
            "no daemon runs, or the sensor is away or did not do it all (%s): ask again"),

    // --- trace ---
    TRACE_TOKEN(
            "--token: 必须为 32 位小写十六进制数字,实际为 %s;见事件的 credential.token 或 subject",
            "--token: must be 32 hex digits in lower case, but was %s; an event's credential.token"
                    + " or subject is one"),
    TRACE_SITE(
            "%s: 此处没有守护进程在运行;请用 --site 指定其现场文件",
            "%s: no daemon runs there; name the site file that it runs by, with --site"),
    TRACE_NOT_ERASED(
            "未删除: 原因 %s;请腾出流水空间或稍后重试",
            "nothing is erased for good: %s; make room in the journal, or try again in a moment"),
    TRACE_ERASED("已删除    %s;保留至失效 %s;流水 %s", "erased    %s; kept until it lapses: %s; record %s"),
    TRACE_ALSO(
            "同一对象另有令牌 %s(站点密钥已更换)", "the same is known by %s as well: the site's key was rolled"),
    TRACE_NOTHING("没有与此令牌有关的内容", "nothing is held about it"),
    TRACE_JOURNAL("流水      %s 条,%s 至 %s", "journal   %s records, %s to %s"),
    TRACE_STAYS(
            "          流水成链,不可更改;至少保留到 %s,且须主机已确认",
            "          they prove the chain and are never changed: they stay until %s at least, and"
                    + " until the host has acknowledged them"),
    TRACE_STAYS_SENT(
            "          流水成链,不可更改;至少保留到 %s,且须已发送",
            "          they prove the chain and are never changed: they stay until %s at least, and"
                    + " until they are sent"),
    TRACE_LIST("名单      %s 版本 %s: %s 条,作为 %s", "list      %s version %s: %s entries, as %s"),
    TRACE_LISTS_STAY(
            "          名单由主机制作: 请在主机删除并重新发布",
            "          lists are made elsewhere: take it out there, and publish the next version"),
    TRACE_AREA("区域      %s,自 %s", "area      %s, since %s"),
    TRACE_PROMPT("提示      今日在 %s 已提示换卡", "prompted  today at %s"),
    TRACE_TRIES("误试      %s %s,已不计数", "tries     at %s, %s: they count no more"),
    TRACE_TRIES_COUNT(
            "误试      %s %s,计数到 %s 自行失效;删除会提前解锁",
            "tries     at %s, %s: they count until %s; to erase them would end a lock-out"),
    TRACE_USES(
            "已使用    %s 次,保留到 %s;删除会使其再次有效",
            "used      %s times, kept until %s: to erase that would open for it once more"),
    TRACE_SHARED(
            "共享      其他设备已得知在此使用,保留到 %s;删除会使其在别处再次有效",
            "shared    other devices are told that it was used here, until %s: to erase that would"
                    + " open for it there"),
    TRACE_VISITS("来访      已结束 %s 次", "visits    %s that are over"),
    TRACE_VISITING(
            "来访      %s 次,通行证到期并结案 %s 天后失效;删除会使通行证再次有效",
            "visits    %s, kept until %s days after their pass: to erase them would let it in once"
                    + " more"),
    TRACE_SESSION(
            "签到      %s,保留到该场关闭两天之后;各签到处据此计数",
            "attended  %s, kept until two days after it is closed: desks count by it"),
    TRACE_SALES(
            "消费      %s 笔,至少保留 %s 天并且主机已持有;限额据此计算",
            "sales     %s, kept for %s days at least and until the host holds them: limits count by"
                    + " them"),

    // --- simulate ---
    SIMULATE_ITEM_UNKNOWN("没有这样的东西: %s", "there is no such thing: %s"),
    SIMULATE_DEVICE_WRONG("%s: 此设备不接受它", "%s: takes no such thing"),
    SIMULATE_DEED_UNKNOWN("没有这样的动作: %s", "nobody can do that: %s"),
    SIMULATE_DEED_NOT_HERE("%s: 此处做不到", "%s: cannot be done here"),
    SIMULATE_ARGUMENT("%s: 此值不可用", "%s: is not possible"),
    SIMULATE_REQUEST("请求中既无物品也无动作", "neither an item nor a deed was asked for"),
    SIMULATE_CANNOT("做不到: %s", "that cannot be done: %s"),
    SIMULATE_LOCKED("锁着,过不去", "it is locked; nobody gets through"),
    SIMULATE_ARM_DOWN("杆还落着,开不过去", "the arm is down; nobody drives through"),
    SIMULATE_NO_CODE("还没有人出示过码", "nobody has shown a code yet"),
    SIMULATE_PAGE("页面      %s", "page      %s"),
    SIMULATE_PAGES_MISSING(
            "页面      %s,但尚未构建: 请先执行 scripts/pages",
            "page      %s, but it is not built: run scripts/pages first"),
    SIMULATE_SITE("现场文件  %s,由 %s 改成全模拟", "site file %s: %s, with every part simulated"),
    SIMULATE_STATE("状态      %s", "state     %s"),
    SIMULATE_BROKER("代理      %s", "broker    %s"),
    SIMULATE_BROKER_NONE(
            "代理      无: 事件在本机排队;可用 --broker 指定",
            "broker    none: events queue up here; name one by --broker"),
    SIMULATE_BROKER_URL(
            "--broker: 必须为本机代理 mqtt://127.0.0.1:端口,实际为 %s",
            "--broker: must be one on this machine, mqtt://127.0.0.1:port, but was %s"),
    SIMULATE_NOT_OURS(
            "--state: %s 中有并非模拟器所建的日志;请另选目录",
            "--state: %s holds a journal that no simulator made; name another folder"),
    SIMULATE_DARK("设备未运行: 什么也读不到", "the device does not run: nothing is read"),
    SIMULATE_BEGINS("设备正首次启动: 请稍候", "the device starts for the first time: wait for it"),
    SIMULATE_OFF("守护进程未能启动,见上", "the daemon did not start; what it said is above"),
    SIMULATE_LIST("名单      %s", "list      %s"),
    SIMULATE_LIST_FAILED("名单      %s 未能导入: %s", "list      %s could not be brought in: %s"),
    SIMULATE_ENROL_FAILED("登记      %s 未能登记: %s", "enrol     at %s nobody could be enrolled: %s"),
    SIMULATE_PORT("--port: %s 已被占用", "--port: somebody else has %s"),

    // --- demo ---
    DEMO_BROKER("代理      %s  (内存中,仅本进程)", "broker    %s  (in memory, this process only)"),
    DEMO_STATE("状态      %s", "state     %s"),
    DEMO_LIST("名单      demo,%s 个条目", "list      demo, %s entries"),
    DEMO_ACCOUNTS("账户      %s 个名单由主机签名并生效", "accounts  %s list, signed by the host, in force"),
    DEMO_CARD("卡片      %s", "card      %s"),
    DEMO_CODE("扫码      %s", "code      %s"),
    DEMO_PLATE("车牌      %s", "plate     %s"),
    DEMO_JOURNAL("流水      #%s %s %s", "journal   #%s %s %s"),
    DEMO_RELAY_ON("继电器    %s 吸合 (%s)", "relay     %s ON (%s)"),
    DEMO_RELAY_OFF("继电器    %s 释放 (%s)", "relay     %s off (%s)"),
    DEMO_CONTACT_ON("触点      %s 动作", "contact   %s active"),
    DEMO_CONTACT_OFF("触点      %s 复位", "contact   %s at rest"),
    DEMO_MQTT("MQTT      %s  %s", "mqtt      %s  %s"),
    DEMO_SUMMARY(
            "小结      %s 条流水记录,哈希链 %s,%s 条 MQTT 消息",
            "summary   %s journal records, chain %s, %s MQTT messages"),
    DEMO_TAPS("刷卡扫码  %s", "taps      %s"),
    DEMO_TRY(
            "可再试    scripts/onecard journal tail --state %s",
            "try       scripts/onecard journal tail --state %s"),
    DEMO_INCOMPLETE(
            "类路径上没有演示文件 %s;请用 scripts/onecard demo 启动",
            "the demo's %s is not on the class path; start it with scripts/onecard demo"),
    DEMO_ANN("安的第三代社保卡,在名单内", "Ann's third-generation card, on the list"),
    DEMO_LUNCH("安吃午饭:先用补贴,其余自付", "Ann has lunch: the subsidy first, the rest is hers"),
    DEMO_HELPING("安再打一份:全部自付", "Ann's second helping: all of it is hers"),
    DEMO_BROKE("陈的余额只有 3.00", "Chen has 3.00 left"),
    DEMO_VISITOR("访客的通行码,现场签发,仅限一次", "a visitor's pass, just issued, good once"),
    DEMO_ECARD("陈的电子社保卡码,由解码服务认出", "Chen's e-card code, which the decode service knows"),
    DEMO_PHOTO("同一通行码的照片", "a photograph of the same pass"),
    DEMO_STRANGER("无人认识的卡", "a card nobody knows"),
    DEMO_ENDED("权限已到期的第二代卡", "a second-generation card whose right ended"),
    DEMO_TORN("又是安,但卡移开得太早", "Ann again, but the card leaves too early"),
    DEMO_LOST("挂失的工牌,已禁用", "a lost badge, denied"),
    DEMO_CLEANER("保洁员的普通工牌", "the cleaner's plain badge"),
    DEMO_COMES("访客到闸机,持通行码和一张临时卡", "a visitor at the gate, with a pass and a temporary card"),
    DEMO_EATS("同一访客在访客餐台", "the same visitor at the guests' counter"),
    DEMO_LEAVES("该访客离开,临时卡还在身上", "that visitor leaves, the temporary card in a pocket"),
    DEMO_SIGNS("安到会议签到处,名册中有她", "Ann at the meeting's desk, whom the roster expects"),
    DEMO_SIGNS_TOO("陈也到,名册中有他", "Chen, whom it expects, too"),
    DEMO_WALKS_IN("保洁员到签到处,不在名册内", "the cleaner at the desk, whom it does not expect"),
    DEMO_MISREAD("安的车,摄像机读错一个字符", "Ann's car, of whose plate the camera misreads a character"),
    DEMO_DRIVES_UP("陌生人的车", "a stranger's car"),

    // --- tear-lab ---
    TEAR_HOW(
            "一行一条命令,一个字符一个字节: 在该字节之前拔卡;| 之后为应答",
            "a row a command, a mark a byte: pulled before it; the answer follows the |"),
    TEAR_WHOLE("未拔的卡照常读出", "a card that stayed was read"),
    TEAR_NOT_TRIED("未试", "not tried"),
    TEAR_HALF("拔出的卡竟得出凭证", "a credential came of a card that was pulled"),
    TEAR_WRONG("未拔的卡结果不同", "a card that stayed came out differently"),
    TEAR_LATE("判定超过 %s 毫秒", "the verdict took more than %s ms"),
    TEAR_NOT_ONE("没有判定,或不止一个", "no verdict, or more than one"),
    TEAR_STUCK("下一张卡未读出,或超过 %s 毫秒", "the next card was not read, or not within %s ms"),
    TEAR_SUMMARY(
            "拔卡 %s 次,不合格 %s 次;最慢判定 %s 毫秒(限 %s),最慢下一张卡 %s 毫秒(限 %s)",
            "%s pulls, %s bad; slowest verdict %s ms (limit %s), slowest next card %s ms (limit"
                    + " %s)"),
    TEAR_STEP_WRONG("--step: 必须至少为 1,实际为 %s", "--step: must be at least 1, but was %s"),
    TEAR_NO_VPCD(
            "--reader vpcd: 必须有带虚拟读卡器的 pcscd 在运行;请安装 vsmartcard-vpcd 并以 root 启动 pcscd --foreground",
            "--reader vpcd: a pcscd with its virtual reader must be running; install"
                    + " vsmartcard-vpcd and start pcscd --foreground as root"),

    // --- advice on a site file ---
    DESIRED_NOT_KEPT(
            "设备无法保存此文件;请腾出磁盘空间,设备重新连接后会再次读取",
            "the device has no way to keep it; make room on its disk, and it is read again at the"
                    + " next connection"),
    DESIRED_UNSIGNED(
            "须由现场文件 keys.configs 中的密钥签名",
            "sign it by a key of keys.configs of the site file in force"),
    DESIRED_VERSION("请写 1 以上的整数", "write a whole number from 1 on"),
    DESIRED_YAML("请写现场文件全文", "write the whole text of a site file"),
    SITE_LOCKED_OUT(
            "须留有可信密钥,否则再无人能下发现场文件;若确要如此,请在现场修改",
            "leave a key that is trusted, or nobody can send a site file ever again; where that is"
                    + " wanted, change the file on the spot"),
    SITE_RELAYS(
            "继电器只能在现场改动:请保留原条目,或在设备上修改其启动所用的文件并重启",
            "relays are rewired on the spot alone: leave the entry as it is, or change the file"
                    + " that the device was given there, and restart"),
    SITE_OF_ANOTHER("现场文件必须属于本设备", "a site file must be this device's own"),
    WRITE("请写 %s", "write %s"),
    WRITE_FLAG("请写 true 或 false", "write true or false"),
    WRITE_ONE_OF("请写其中之一: %s", "write one of %s"),
    WRITE_ONE_OF_NEAR("请写其中之一: %s;是否想写 %s?", "write one of %s; did you mean %s?"),
    WRITE_SECTION("此处请写键和值", "write keys and values here"),
    WRITE_NAMES("此处请写名称及其小节", "write names and their sections here"),
    WRITE_SEQUENCE("请写 [ ... ] 或以 - 开头的行", "write [ ... ] or lines beginning with -"),
    WRITE_COUNT("请写 1 到 %s 项", "write 1 to %s items"),
    WRITE_WHOLE("请写 %s 到 %s 的整数", "write a whole number from %s to %s"),
    WRITE_WHOLE_UNIT("请写 %s 到 %s 的整数,单位为%s", "write a whole number from %s to %s, in %s"),
    WRITE_DATE("请写存在的日期", "write a date that exists"),
    WRITE_TIMEZONE("请写 IANA 名称,如 Asia/Shanghai", "write an IANA name such as Asia/Shanghai"),
    WRITE_BROKER("请写 scheme://host[:port]", "write scheme://host[:port]"),
    WRITE_DECODER("请写 https://host[:port]/path", "write https://host[:port]/path"),
    WRITE_ONE_ONLY("请写且只写 %s 之一", "write exactly one of %s"),
    KEY_FOR_HSM("hsm 与 key 须同时给出", "give hsm and key together"),
    TEST_KEYS_UNSAFE(
            "公开的测试密钥仅当代理在本机时可用;请接入真正的安全模块",
            "published keys only with a broker on this machine; use a real module"),
    NAME_FORM(
            "名称必须为 1 到 32 个 a-z、0-9 与 -,且不以 - 开头",
            "a name must be 1 to 32 of a-z, 0-9 and -, not beginning with -"),
    NAME_ANOTHER("请另取名称", "choose another name"),
    KEEP_ONE("请只保留一个", "keep one of them"),
    ADD_KEY("请加上 %s: %s", "add %s: %s"),
    DID_YOU_MEAN("是否想写 %s?", "did you mean %s?"),
    DID_YOU_MEAN_UNIT("是否想写 %s?数值单位为%s", "did you mean %s? its value is in %s"),
    KNOWN_HERE("此处可用: %s", "known here: %s"),
    NO_SUCH("没有此%s;%s", "no such %s; %s"),
    IS_ANOTHER("%s 是%s,不是%s;%s", "%s is %s, not %s; %s"),
    KNOWN("已有: %s", "known: %s"),
    WRITE_UNDER("请在 %s 下写一个", "write one under %s"),
    NOT_ON_THE_WAY_OUT(
            "回收临时卡的读卡器须在 out 一侧: 请在 out 写上它",
            "cards are given back on the way out: name that reader at out, too"),
    ONE_SITE_KEY(
            "共用通行证的设备须使用同一站点密钥,请指定文件或凭据",
            "devices that share passes need the same key of the site: a file or a credential"),
    OTHER_DEVICES("请填写其他设备,每台一次", "name other devices, each once"),
    WRITE_PORT("请写不大于 %s 的端口", "write a port up to %s"),
    AT_STOP_AS_CRASH(
            "停止后由硬件决定: 请写 at_stop: %s",
            "after a stop the hardware decides, as after a crash: write at_stop: %s"),
    LOCK_LEFT_OPEN(
            "继电器 %s 在无程序运行时吸合,断电上锁的门会因此敞开: 请改 at_stop、at_crash 或 at_power_up,或用 fail_safe 锁",
            "the relay %s is on while no program runs, which leaves a fail_secure door open: mend"
                    + " at_stop, at_crash or at_power_up, or fit a fail_safe lock"),
    ONE_VEHICLE("道闸一次只放行一辆车: 请删去", "a barrier lets one vehicle through at a time: leave it out"),
    ARM_DROPS(
            "程序挂起时继电器 %s 会释放,道闸会落在车上: 请写 hold_at_hang: on",
            "the relay %s drops when the program hangs, and the arm on whoever stands under it:"
                    + " write hold_at_hang: on"),
    ARM_DRIVEN(
            "继电器 %s 在无程序运行时吸合,会带动道闸: 请改 at_stop、at_crash 或 at_power_up",
            "the relay %s is on while no program runs, and moves the arm: mend at_stop, at_crash or"
                    + " at_power_up"),
    ARM_DROPS_IN_FIRE(
            "程序停止时继电器 %s 会释放,火灾时道闸会落下: 请写 at_stop: on",
            "the relay %s drops when the program stops, and the arm in a fire: write at_stop: on"),
    VALVE_LEFT_OPEN(
            "继电器 %s 在无程序运行或程序挂起时吸合,水阀会因此敞开: 请改 at_stop、at_crash、at_power_up 或 hold_at_hang",
            "the relay %s is on while no program runs, or keeps its hold when it hangs, and the"
                    + " water runs: mend at_stop, at_crash, at_power_up or hold_at_hang"),
    WRITE_BAND("请写两个毫伏数: 最低、最高", "write two numbers of millivolts: the lowest, the highest"),
    BANDS_MEET(
            "须与 closed_mv 分开,否则无法区分",
            "must lie apart from closed_mv, or nobody can tell them apart"),
    PLATES_PROVE_NOTHING(
            "车牌可被仿制,仅为 A0: 请写 least: A0 或删去 plates",
            "a plate proves A0 alone: write least: A0, or leave plates out"),
    PLATES_OPEN(
            "其他设备可访问此地址: 请指定 secret 或只监听 127.0.0.1",
            "others reach that address: name a secret, or listen at 127.0.0.1"),
    PLATES_LISTEN("在 %s 等待摄像机推送", "a camera pushes to %s"),
    PLATES_ANYBODY("在 %s 等待推送,未设口令", "a camera pushes to %s, and so may anybody on this board"),
    PLATES_ANYBODY_NEXT("请在 board.plates 中指定 secret", "name a secret below board.plates"),
    PIN_NEAR("%s 没有此引脚;是否想写 %s?", "%s has no such pin; did you mean %s?"),
    PINS_KNOWN("%s 没有此引脚;已有: %s", "%s has no such pin; its lines: %s"),
    PIN_IS("%s 为 %s,不是 %s 的线", "%s is %s and no line of the %s"),
    PIN_NUMBERS(
            "%s 的线分属多个芯片,线号不明确: 请写 %s 或 PIN11 这样的名称",
            "the %s has lines on several chips, so a number says too little: write a name, as %s or"
                    + " PIN11"),
    PIN_TALKS(
            "%s 在每次启动时由板子自身驱动,继电器会随之动作: 请改接其他引脚,如 %s",
            "the board itself drives %s at each start, and the relay with it: wire it to another"
                    + " pin, as %s"),
    PIN_PULLED(
            "%s 上电后被拉向 active: %s,程序启动前继电器可能吸合: 请改接如 %s,或实测后写明 at_power_up",
            "from power-up on %s is pulled to active: %s, which may energise the relay until the"
                    + " program starts: wire it to another pin, as %s, or look and write"
                    + " at_power_up"),
    CHIPS_OF_MODEL(
            "%s 的线分属多个芯片: 请删去 gpio,或在该条目中写 chip",
            "the %s has lines on several chips: leave gpio out, or name the chip at the entry"),
    LINE_TAKEN("%s 已接在此线上", "%s is wired to it already"),
    PORT_TAKEN(
            "此端口为 %s 断开: 每个端口只能写在一台读卡器上",
            "it is switched for %s: a port may be named at one reader only"),
    DEVICE_TAKEN("%s 已在使用", "%s uses it already"),
    READERS_OVERLAP(
            "%s 也可能匹配同一台读卡器: 请写各自的名称",
            "%s may be the same reader: write a pattern that fits one only"),
    RELAY_SHORTER("继电器 %s 最多吸合 %s 毫秒", "the relay %s is on for %s ms at most"),
    NO_RELAY_HERE("门只有一个锁: 写在 in 下", "a door has one lock: write it under in"),
    NOBODY_SIGNS_IN("称重终端无需操作员登录", "nobody signs in at a till that sells by weight"),
    NO_PURSE_BY_MODE(
            "电子钱包仅用于 fixed、keypad、menu: 餐盘与称重结算前卡已离开",
            "a purse pays where mode is fixed, keypad or menu: before plates or a weight are known"
                    + " its card has gone"),
    NO_PURSE_IN_CODE(
            "电子钱包在卡上: 每个安全模块配一台读卡器,不用扫码器",
            "a purse is on a card, and its module serves one reader: leave this out"),
    NO_PURSE_ON_CARD(
            "此读卡器所读的卡没有电子钱包: 请加 tunion 等应用",
            "what this reader takes carries no purse: add an application such as tunion"),
    NO_TIME_FOR_PIN("卡不能等到输完密码: 请删去", "no card lies there until a PIN is entered: leave this out"),
    NOT_AT_A_TILL("消费终端一次一人,无人通行", "a till sells to one person at a time, and nobody passes it"),
    COMMAND_ATTEND(
            "attend 需要 person 和 operator,各为 32 位十六进制标识;meeting 可省略",
            "attend takes person and operator, each a token of 32 hex digits, and perhaps a"
                    + " meeting"),
    ATTENDANCE_NONE("%s 没有签到记录", "nobody signed in at %s"),
    NOT_AT_A_DESK("签到处无人通行", "nobody passes a desk"),
    ENDS_FIRST("必须晚于 start", "must be after start"),
    NO_KEYPAD_HERE("无键盘可供回答: 请指定 keypad,或写 0", "nobody can answer: name a keypad, or write 0"),
    MEALS_CLASH("与 %s 的供餐时段重叠", "served at the same time as %s"),
    NO_PRICE(
            "定价模式下每餐都要写 price_fen,或以 prices 指定价目名单",
            "write price_fen at every meal, name a list by prices, or choose another mode"),
    NO_DISH_PRICE(
            "每道菜都要写 price_fen,或以 prices 指定价目名单",
            "write price_fen at every dish, or name a list by prices"),
    PRICES_IN_ONE_PLACE(
            "价格只能写在一处: 请删去此处的价格或 prices",
            "prices stand in one place: leave these out, or the key prices"),
    SALE_BEYOND("与 %s 矛盾", "does not fit %s"),
    STEPS_IN_ORDER("不得小于 %s", "not below %s"),
    AT_LEAST("必须不短于 %s: 需要更长时间者", "at least %s: it is for whoever needs more time"),
    INTERLOCK_ALONE("互锁需要两扇门: 请在另一扇门写同一名称", "an interlock needs two doors: name it at another one"),
    INTERLOCK_FIRE(
            "互锁的门在火灾时须一同打开: 请与 %s 写同一触点",
            "the doors of an interlock open together in a fire: name the same contact as %s"),
    LOCK_UNSAFE(
            "疏散通道上的门断电时必须能打开: 请用 fail_safe 锁",
            "a door on a fire route must open without power: fit a fail_safe lock"),
    NO_WAY_OUT(
            "无人会被记为离开此区域: 请为通向它的点位接出口读卡器,或写 reset",
            "nobody is ever seen to leave it: give a point into it a reader at out, or write a"
                    + " reset"),
    NO_VISITOR_LEAVES(
            "无人会被记为离场: 请为此名单的一个点位接 out.reader,with 不共享离场",
            "no visitor is ever seen to leave: give a point of that list an out.reader; with shares"
                    + " no exit"),
    NO_SENSOR("此侧没有 %s 设备: 请写 in.%1$s", "nothing looks at a %s there: name a sensor at in.%1$s"),
    OF_MODALITY("此设备识别的是 %s", "that sensor looks at: %s"),
    LOOKS_LAST(
            "顺序: 先生物识别,再 pin,最后 attendant",
            "write what sensors look at first, then pin, then attendant"),
    NO_ALTERNATIVE(
            "须有同等的替代方式: 请在末尾加 pin 或 attendant",
            "whoever cannot or will not be looked at needs another way in: add pin or attendant"),
    COMPARES_BY_ITSELF(
            "此处设备自行比对,误识率无人知晓: 请省略此项",
            "the sensors there compare by themselves, and nobody knows how many strangers pass:"
                    + " leave it out"),
    NOT_WHERE_PEOPLE_PAY(
            "此设备不能识别仿冒品,收费处不可信: 请换用能检测活体的设备,或省略",
            "that sensor does not tell copies from people, and is not believed where people pay:"
                    + " use one that does, or leave it out"),
    WATCHED_OR_NOT(
            "此设备不能识别仿冒品: 请换用能检测活体的设备;有人值守时请写 recognise_watched: true",
            "that sensor does not tell copies from people: use one that does, or write"
                    + " recognise_watched: true where somebody sees it"),
    WRITE_EVEN("请写偶数", "write an even number"),
    NO_KEYPAD("此侧没有键盘可供输入: 请写 in.keypad", "nobody can enter it there: name a keypad at in"),
    DOORS_ONLY("仅用于门: 通道一次只放行一人", "for doors alone: a lane lets one person pass after the other"),
    ONE_PASS(
            "区域按人计数: 请写 passes: 1 或删去", "an area counts persons: write passes: 1, or leave it out"),
    FARES_IN_ORDER(
            "票价须由近及远递增: 请按顺序书写",
            "each fare is for more stages than the one before, and dearer: write them in that"
                    + " order"),
    NOT_WITH("不能与 %s 一起使用: 请删去", "it does not go with %s: leave it out"),
    ONLY_WITH(
            "仅与 %s 一起有效: 请加上或删去", "only with %s does it mean anything: add that or leave this out"),
    EXTENSION_KEEPS(
            "%s 的扩展沿用其名称与类别: 请删去 select 与 kind",
            "what adds to %s keeps its name and kind: leave select and kind out"),
    ITEM_PLACE("请写 file 与 record,或只写 short_id", "write file and record, or short_id alone"),
    ITEM_BEYOND("必须在值的 %s 个字节之内", "it must end within the %s bytes of the value"),
    ITEM_TWICE("%s 只能有一项: 请删去其一", "there is one item that means %s: leave one out"),
    ITEM_FORM("%s 的编码与字节数必须为其中之一: %s", "%s must be coded as one of %s"),
    BOTH_OR_NEITHER("%s 需要它: 两者都写或都不写", "%s needs it; write both or neither"),
    CLOCK_SIMULATED_UNSAFE(
            "仅当 chip 为 sim 且代理在本机时可用;请写 kernel",
            "only with chip sim and a broker on this machine; write kernel"),
    CLOCK_UNSAFE("仅当代理在本机时可用;请写 kernel", "only with a broker on this machine; write kernel"),
    KEY_UNSAFE(
            "仅当代理在本机时可用;请以文件或凭据提供站点密钥",
            "only with a broker on this machine; give the site's key by file or credential"),
    FORMER_KEY_SAME(
            "须为原先的另一把密钥;更换完成后请删除 former",
            "name the key of before, which is another; once the roll is over remove `former`"),
    SITE_KEY_TWICE(
            "keys.site 与 keys.site.former 是同一把密钥;请将 former 指向原先的密钥,或删除该行",
            "keys.site and keys.site.former hold the same key; let `former` name the one of before,"
                    + " or remove it"),
    FROM_READY(
            "%s(该值来自预设 %s 第 %s 行: 在此点位写出该键即可替换)",
            "%s; ready profile %s has it in its line %s: write the key at the point to replace it"),
    FILE_LARGE("现场文件最大 256 KB", "a site file has at most 256 KB"),
    FILE_ABSENT("没有此文件", "there is no such file"),
    FILE_UTF_8("请将文件存为 UTF-8", "save the file as UTF-8"),
    FILE_MODE("请使文件可读", "make the file readable"),
    FILE_EMPTY("请从 profiles/examples/door.yaml 开始", "start from profiles/examples/door.yaml"),
    INIT_SCENE("做什么用?", "what is it for?"),
    INIT_SITE("站点名称", "the site's name"),
    INIT_DEVICE("本控制器的名称,各不相同", "this controller's name, another on each"),
    INIT_TIMEZONE("站点时区", "the site's time zone"),
    INIT_BOARD("板型", "the board"),
    INIT_READER("读卡器名称,* 为任意字符", "the card reader's name, * for any characters"),
    INIT_SCANNER("扫码器串口路径", "path of the code scanner's tty"),
    INIT_ACTIVE("继电器吸合的电平", "the level that energises the relays"),
    INIT_RELAY("此继电器接在哪个引脚?", "the pin of this relay"),
    INIT_CONTACT("此触点接在哪个引脚?", "the pin of this contact"),
    INIT_OPENS(
            "断电时的锁:fail_safe 开,fail_secure 关",
            "the lock without power: fail_safe open, fail_secure shut"),
    INIT_JOURNAL_FULL("无法记录时放行还是拒绝?", "what a grant does when it cannot be recorded"),
    INIT_PRICE("每餐价格,单位为分", "the price of a meal, in fen"),
    INIT_DAY("每周几开会?", "the day of the week of the meeting"),
    INIT_FROM("开始时间", "when it begins"),
    INIT_UNTIL("结束时间", "when it ends"),
    INIT_LEAST(
            "最低安全级别:A0 序列号即可,A1 卡识别码",
            "least assurance: A0 a serial number will do, A1 the identifier of a card"),
    INIT_LIST("人员名单的名称", "the name of the list of people"),
    INIT_BROKER("消息代理地址", "the broker"),
    INIT_KNOWN("%s: %s(可写: %s)", "%s: %s (known: %s)"),
    INIT_PRESET("  默认 %s: ", "  default %s: "),
    INIT_ENDED("回答中断,未写任何文件", "the answers ended; nothing was written"),
    INIT_NO_TERMINAL(
            "没有终端可以提问;请写 --answer 键=值,未写的取默认值;键: %s",
            "no terminal to ask at; write --answer KEY=VALUE, what is not written is as usual;"
                    + " keys: %s"),
    INIT_NO_KEY("没有问题 %s;可用: %s", "nothing asks for %s; known: %s"),
    INIT_NOT_ASKED("此处不问 %s", "%s is not asked here"),
    INIT_WRONG("%s 不能为 %s: %s", "%s cannot be %s: %s"),
    INIT_THERE("%s 已存在,不会覆盖;请另写文件名", "%s is there already and stays as it is; name another file"),
    INIT_WRITTEN(
            "已写入 %s;接下来: onecard check %s,再 onecard wiring %s",
            "wrote %s; next: onecard check %s, then onecard wiring %s"),
    INIT_NOT_WRITTEN("无法写入 %s: %s", "%s cannot be written: %s"),
    YAML_HERE("请改正此处的 YAML", "mend the YAML here"),
    YAML("请改正 YAML", "mend the YAML");

    private final Words words;

    Message(String zh, String en) {
        this.words = new Words(zh, en);
    }

    /// Both texts as they stand, placeholders and all.
    Words template() {
        return words;
    }

    /// The sentence with its values in place. A value that is itself [Words] appears in the
    /// sentence's language.
    public Words with(Object... values) {
        return new Words(filled(Lang.ZH, values), filled(Lang.EN, values));
    }

    private String filled(Lang lang, Object... values) {
        var said = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            said[i] = values[i] instanceof Words inner ? inner.in(lang) : values[i];
        }
        return String.format(Locale.ROOT, words.in(lang), said);
    }
}
