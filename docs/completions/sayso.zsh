#compdef sayso

autoload -U is-at-least

_sayso() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--format=[Form of the output]:FORM:((sheet\:"The sheet, for people"
json\:"An object, or an array where there are several documents"
jsonl\:"An object a line"
csv\:"A row a statement"
sarif\:"Findings as SARIF 2.1.0, for code-review tools"
jsonld\:"Article, quotations and claims in schema.org'\''s terms"
webannotation\:"Findings as W3C Web Annotations"))' \
'--offsets=[Unit of offsets in JSON and CSV]:UNIT:((byte\:"Bytes of UTF-8"
char\:"Unicode code points"
utf16\:"UTF-16 code units"))' \
'(--format --all)--show=[Show findings on their words instead of the sheet\: a code, or a place as in 3\:141]:CODE:_default' \
'*--select=[Report these findings only\: codes or beginnings of codes, as in S2,A101]:CODE:_default' \
'*--ignore=[Leave these findings out]:CODE:_default' \
'--config=[Settings to use instead of the sayso.toml in the input'\''s folder or one above it]:FILE:_files' \
'--baseline=[Leave out the findings that this file knows]:FILE:_files' \
'--index=[An index of other texts to look in, as \`sayso trace index\` makes it]:DIR:_files' \
'--fail-on=[Exit with 1 where a finding of this severity or a higher one is reported]:SEVERITY:((note\:"From notes on"
gap\:"From gaps on"
conflict\:"Conflicts only"
never\:"Never"))' \
'--write-baseline=[Write what is found to a file for --baseline]:FILE:_files' \
'--color=[When to colour]:WHEN:((auto\:"On a terminal, unless \`NO_COLOR\` is set"
always\:"Always"
never\:"Never"))' \
'--all[Show every finding, source and question, and a sheet for each of several documents]' \
'--preview[Report the findings that are still being tried out as well]' \
'--honour-allow[Let comments in a text allow findings on it\: <!-- sayso\: allow S208 reason -->]' \
'--csv-raw[Leave cells of CSV that a spreadsheet would take for formulas as they are]' \
'--ascii[Draw with plain ASCII only]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
'::paths -- Files, folders, globs, or - for standard input:_files' \
":: :_sayso_commands" \
"*::: :->sayso" \
&& ret=0
    case $state in
    (sayso)
        words=($line[2] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:sayso-command-$line[2]:"
        case $line[2] in
            (report)
_arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'*--select=[Report these findings only\: codes or beginnings of codes, as in S2,A101]:CODE:_default' \
'*--ignore=[Leave these findings out]:CODE:_default' \
'--config=[Settings to use instead of the sayso.toml in the input'\''s folder or one above it]:FILE:_files' \
'--baseline=[Leave out the findings that this file knows]:FILE:_files' \
'-o+[Where to write the page; - for standard output]:FILE:_files' \
'--output=[Where to write the page; - for standard output]:FILE:_files' \
'--preview[Report the findings that are still being tried out as well]' \
'--honour-allow[Let comments in a text allow findings on it\: <!-- sayso\: allow S208 reason -->]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Files, folders, globs, or - for standard input:_files' \
&& ret=0
;;
(attribute)
_arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--format=[Form of the output]:FORM:((jsonl\:"An object a line"))' \
'--offsets=[Unit of offsets]:UNIT:((byte\:"Bytes of UTF-8"
char\:"Unicode code points"
utf16\:"UTF-16 code units"))' \
'--outer[Outermost attributions with a cue only, as attribution corpora mark them]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Files, folders, globs, or - for standard input:_files' \
&& ret=0
;;
(read)
_arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--format=[Form of the output]:FORM:((conllu\:"CoNLL-U"
jsonl\:"One JSON object a line, with names, quotations and times"))' \
'--offsets=[Unit of offsets in JSON]:UNIT:((byte\:"Bytes of UTF-8"
char\:"Unicode code points"
utf16\:"UTF-16 code units"))' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Files, folders, globs, or - for standard input:_files' \
&& ret=0
;;
(trace)
_arguments "${_arguments_options[@]}" : \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_sayso__subcmd__trace_commands" \
"*::: :->trace" \
&& ret=0

    case $state in
    (trace)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:sayso-trace-command-$line[1]:"
        case $line[1] in
            (index)
_arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--into=[The index'\''s folder; made where it is missing]:DIR:_files' \
'--memory=[Most memory to use, as in 512MiB]:SIZE:_default' \
'--scheme=[How signatures are taken; an index keeps what it began with]:SCHEME:((mh128\:"128 permutations"
op128\:"One permutation\: for indexes of long texts"))' \
'--commit=[Text after which is committed]:SIZE:_default' \
'--on-duplicate=[What to do with a known id that comes with another text]:WHAT:((stop\:"Stop"
replace\:"Take the later text"))' \
'--keep-going[Count and skip what cannot be used instead of stopping]' \
'(--compact --stats)--check[Read every block and say what is damaged]' \
'(--stats)--compact[Write all documents anew as few parts, without those that were replaced]' \
'--stats[Print the counts]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Files, folders, globs, or - for standard input:_files' \
&& ret=0
;;
(query)
_arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--index=[The index to look in; without one, two files are compared]:DIR:_files' \
'--format=[Form of the output]:FORM:((human\:"Side by side, for people"
jsonl\:"An object a line"
csv\:"A row for a pair and a row for each swap"))' \
'--salvage[Go on without damaged parts; every line is marked as incomplete]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Files, folders, globs, or - for standard input:_files' \
&& ret=0
;;
(cluster)
_arguments "${_arguments_options[@]}" : \
'--index=[The index]:DIR:_files' \
'*--relation=[These relations only]:RELATION:_default' \
'--memory=[Most memory to use, as in 512MiB]:SIZE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--format=[Form of the output]:FORM:((human\:"Side by side, for people"
jsonl\:"An object a line"
csv\:"A row for a pair and a row for each swap"))' \
'--salvage[Go on without damaged parts; every line is marked as incomplete]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_sayso__subcmd__trace__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:sayso-trace-help-command-$line[1]:"
        case $line[1] in
            (index)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(query)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(cluster)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(ingest)
_arguments "${_arguments_options[@]}" : \
'--input=[Take the input for this kind instead of looking at it]:KIND:((text\:"Plain text"
html\:"A web page"
jsonl\:"JSON lines with "id" and "text""
conllu\:"Given words and sentences"))' \
'--date=[Date of publication where the input gives none\: YYYY, YYYY-MM or YYYY-MM-DD]:DATE:_default' \
'--threads=[Threads; as many as there are cores where not given]:N:_default' \
'--format=[Form of the output]:FORM:((json\:"JSON, laid out to be read"
jsonl\:"One JSON object a line"))' \
'--offsets=[Unit of offsets into the text]:UNIT:((byte\:"Bytes of UTF-8"
char\:"Unicode code points"
utf16\:"UTF-16 code units"))' \
'--show-set-aside[Give the blocks that were kept out of the text in full, each with its reason]' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::paths -- Files, folders, globs, or - for standard input:_files' \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help]' \
'--help[Print help]' \
':code -- Code or name, as in S208 or occasion-unlocated:_default' \
&& ret=0
;;
(rules)
_arguments "${_arguments_options[@]}" : \
'--format=[Form of the list]:FORMAT:((text\:"For people"
json\:"For programs"))' \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(schema)
_arguments "${_arguments_options[@]}" : \
'-q[Say nothing on standard error]' \
'--quiet[Say nothing on standard error]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_sayso__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:sayso-help-command-$line[1]:"
        case $line[1] in
            (report)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(attribute)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(read)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(trace)
_arguments "${_arguments_options[@]}" : \
":: :_sayso__subcmd__help__subcmd__trace_commands" \
"*::: :->trace" \
&& ret=0

    case $state in
    (trace)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:sayso-help-trace-command-$line[1]:"
        case $line[1] in
            (index)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(query)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(cluster)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(ingest)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(explain)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rules)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(schema)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_sayso_commands] )) ||
_sayso_commands() {
    local commands; commands=(
'report:The report\: one page of HTML to read, print and send on' \
'attribute:Who says what\: source, cue and content of every attribution' \
'read:Sentences, words, tags and trees' \
'trace:Who else carries a text\: copies, rewrites with other names, reused quotations' \
'ingest:The document that is made of an input\: sections, metadata and where each value stands' \
'explain:What a finding means, why it matters, and what clears it' \
'rules:All findings with their status and severity' \
'schema:The JSON Schema of \`--format json\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'sayso commands' commands "$@"
}
(( $+functions[_sayso__subcmd__attribute_commands] )) ||
_sayso__subcmd__attribute_commands() {
    local commands; commands=()
    _describe -t commands 'sayso attribute commands' commands "$@"
}
(( $+functions[_sayso__subcmd__explain_commands] )) ||
_sayso__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'sayso explain commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help_commands] )) ||
_sayso__subcmd__help_commands() {
    local commands; commands=(
'report:The report\: one page of HTML to read, print and send on' \
'attribute:Who says what\: source, cue and content of every attribution' \
'read:Sentences, words, tags and trees' \
'trace:Who else carries a text\: copies, rewrites with other names, reused quotations' \
'ingest:The document that is made of an input\: sections, metadata and where each value stands' \
'explain:What a finding means, why it matters, and what clears it' \
'rules:All findings with their status and severity' \
'schema:The JSON Schema of \`--format json\`' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'sayso help commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__attribute_commands] )) ||
_sayso__subcmd__help__subcmd__attribute_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help attribute commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__explain_commands] )) ||
_sayso__subcmd__help__subcmd__explain_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help explain commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__help_commands] )) ||
_sayso__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help help commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__ingest_commands] )) ||
_sayso__subcmd__help__subcmd__ingest_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help ingest commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__read_commands] )) ||
_sayso__subcmd__help__subcmd__read_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help read commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__report_commands] )) ||
_sayso__subcmd__help__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help report commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__rules_commands] )) ||
_sayso__subcmd__help__subcmd__rules_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help rules commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__schema_commands] )) ||
_sayso__subcmd__help__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help schema commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__trace_commands] )) ||
_sayso__subcmd__help__subcmd__trace_commands() {
    local commands; commands=(
'index:Add documents to an index, or look after it' \
'query:Who carries these texts\: against an index, or two files against each other' \
'cluster:All pairs and clusters of an index' \
    )
    _describe -t commands 'sayso help trace commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__trace__subcmd__cluster_commands] )) ||
_sayso__subcmd__help__subcmd__trace__subcmd__cluster_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help trace cluster commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__trace__subcmd__index_commands] )) ||
_sayso__subcmd__help__subcmd__trace__subcmd__index_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help trace index commands' commands "$@"
}
(( $+functions[_sayso__subcmd__help__subcmd__trace__subcmd__query_commands] )) ||
_sayso__subcmd__help__subcmd__trace__subcmd__query_commands() {
    local commands; commands=()
    _describe -t commands 'sayso help trace query commands' commands "$@"
}
(( $+functions[_sayso__subcmd__ingest_commands] )) ||
_sayso__subcmd__ingest_commands() {
    local commands; commands=()
    _describe -t commands 'sayso ingest commands' commands "$@"
}
(( $+functions[_sayso__subcmd__read_commands] )) ||
_sayso__subcmd__read_commands() {
    local commands; commands=()
    _describe -t commands 'sayso read commands' commands "$@"
}
(( $+functions[_sayso__subcmd__report_commands] )) ||
_sayso__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'sayso report commands' commands "$@"
}
(( $+functions[_sayso__subcmd__rules_commands] )) ||
_sayso__subcmd__rules_commands() {
    local commands; commands=()
    _describe -t commands 'sayso rules commands' commands "$@"
}
(( $+functions[_sayso__subcmd__schema_commands] )) ||
_sayso__subcmd__schema_commands() {
    local commands; commands=()
    _describe -t commands 'sayso schema commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace_commands] )) ||
_sayso__subcmd__trace_commands() {
    local commands; commands=(
'index:Add documents to an index, or look after it' \
'query:Who carries these texts\: against an index, or two files against each other' \
'cluster:All pairs and clusters of an index' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'sayso trace commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__cluster_commands] )) ||
_sayso__subcmd__trace__subcmd__cluster_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace cluster commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__help_commands] )) ||
_sayso__subcmd__trace__subcmd__help_commands() {
    local commands; commands=(
'index:Add documents to an index, or look after it' \
'query:Who carries these texts\: against an index, or two files against each other' \
'cluster:All pairs and clusters of an index' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'sayso trace help commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__help__subcmd__cluster_commands] )) ||
_sayso__subcmd__trace__subcmd__help__subcmd__cluster_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace help cluster commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__help__subcmd__help_commands] )) ||
_sayso__subcmd__trace__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace help help commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__help__subcmd__index_commands] )) ||
_sayso__subcmd__trace__subcmd__help__subcmd__index_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace help index commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__help__subcmd__query_commands] )) ||
_sayso__subcmd__trace__subcmd__help__subcmd__query_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace help query commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__index_commands] )) ||
_sayso__subcmd__trace__subcmd__index_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace index commands' commands "$@"
}
(( $+functions[_sayso__subcmd__trace__subcmd__query_commands] )) ||
_sayso__subcmd__trace__subcmd__query_commands() {
    local commands; commands=()
    _describe -t commands 'sayso trace query commands' commands "$@"
}

if [ "$funcstack[1]" = "_sayso" ]; then
    _sayso "$@"
else
    compdef _sayso sayso
fi
