# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sayso_global_optspecs
    string join \n input= date= threads= format= offsets= all show= select= ignore= preview config= honour-allow baseline= index= fail-on= write-baseline= csv-raw color= ascii q/quiet h/help V/version
end

function __fish_sayso_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_sayso_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_sayso_using_subcommand
    set -l cmd (__fish_sayso_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c sayso -n "__fish_sayso_needs_command" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_needs_command" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_needs_command" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_needs_command" -l format -d 'Form of the output' -r -f -a "sheet\t'The sheet, for people'
json\t'An object, or an array where there are several documents'
jsonl\t'An object a line'
csv\t'A row a statement'
sarif\t'Findings as SARIF 2.1.0, for code-review tools'
jsonld\t'Article, quotations and claims in schema.org\'s terms'
webannotation\t'Findings as W3C Web Annotations'"
complete -c sayso -n "__fish_sayso_needs_command" -l offsets -d 'Unit of offsets in JSON and CSV' -r -f -a "byte\t'Bytes of UTF-8'
char\t'Unicode code points'
utf16\t'UTF-16 code units'"
complete -c sayso -n "__fish_sayso_needs_command" -l show -d 'Show findings on their words instead of the sheet: a code, or a place as in 3:141' -r
complete -c sayso -n "__fish_sayso_needs_command" -l select -d 'Report these findings only: codes or beginnings of codes, as in S2,A101' -r
complete -c sayso -n "__fish_sayso_needs_command" -l ignore -d 'Leave these findings out' -r
complete -c sayso -n "__fish_sayso_needs_command" -l config -d 'Settings to use instead of the sayso.toml in the input\'s folder or one above it' -r -F
complete -c sayso -n "__fish_sayso_needs_command" -l baseline -d 'Leave out the findings that this file knows' -r -F
complete -c sayso -n "__fish_sayso_needs_command" -l index -d 'An index of other texts to look in, as `sayso trace index` makes it' -r -F
complete -c sayso -n "__fish_sayso_needs_command" -l fail-on -d 'Exit with 1 where a finding of this severity or a higher one is reported' -r -f -a "note\t'From notes on'
gap\t'From gaps on'
conflict\t'Conflicts only'
never\t'Never'"
complete -c sayso -n "__fish_sayso_needs_command" -l write-baseline -d 'Write what is found to a file for --baseline' -r -F
complete -c sayso -n "__fish_sayso_needs_command" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sayso -n "__fish_sayso_needs_command" -l all -d 'Show every finding, source and question, and a sheet for each of several documents'
complete -c sayso -n "__fish_sayso_needs_command" -l preview -d 'Report the findings that are still being tried out as well'
complete -c sayso -n "__fish_sayso_needs_command" -l honour-allow -d 'Let comments in a text allow findings on it: <!-- sayso: allow S208 reason -->'
complete -c sayso -n "__fish_sayso_needs_command" -l csv-raw -d 'Leave cells of CSV that a spreadsheet would take for formulas as they are'
complete -c sayso -n "__fish_sayso_needs_command" -l ascii -d 'Draw with plain ASCII only'
complete -c sayso -n "__fish_sayso_needs_command" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_needs_command" -s V -l version -d 'Print version'
complete -c sayso -n "__fish_sayso_needs_command" -a "report" -d 'The report: one page of HTML to read, print and send on'
complete -c sayso -n "__fish_sayso_needs_command" -a "attribute" -d 'Who says what: source, cue and content of every attribution'
complete -c sayso -n "__fish_sayso_needs_command" -a "read" -d 'Sentences, words, tags and trees'
complete -c sayso -n "__fish_sayso_needs_command" -a "trace" -d 'Who else carries a text: copies, rewrites with other names, reused quotations'
complete -c sayso -n "__fish_sayso_needs_command" -a "ingest" -d 'The document that is made of an input: sections, metadata and where each value stands'
complete -c sayso -n "__fish_sayso_needs_command" -a "explain" -d 'What a finding means, why it matters, and what clears it'
complete -c sayso -n "__fish_sayso_needs_command" -a "rules" -d 'All findings with their status and severity'
complete -c sayso -n "__fish_sayso_needs_command" -a "schema" -d 'The JSON Schema of `--format json`'
complete -c sayso -n "__fish_sayso_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sayso -n "__fish_sayso_using_subcommand report" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_using_subcommand report" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_using_subcommand report" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand report" -l select -d 'Report these findings only: codes or beginnings of codes, as in S2,A101' -r
complete -c sayso -n "__fish_sayso_using_subcommand report" -l ignore -d 'Leave these findings out' -r
complete -c sayso -n "__fish_sayso_using_subcommand report" -l config -d 'Settings to use instead of the sayso.toml in the input\'s folder or one above it' -r -F
complete -c sayso -n "__fish_sayso_using_subcommand report" -l baseline -d 'Leave out the findings that this file knows' -r -F
complete -c sayso -n "__fish_sayso_using_subcommand report" -s o -l output -d 'Where to write the page; - for standard output' -r -F
complete -c sayso -n "__fish_sayso_using_subcommand report" -l preview -d 'Report the findings that are still being tried out as well'
complete -c sayso -n "__fish_sayso_using_subcommand report" -l honour-allow -d 'Let comments in a text allow findings on it: <!-- sayso: allow S208 reason -->'
complete -c sayso -n "__fish_sayso_using_subcommand report" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -l format -d 'Form of the output' -r -f -a "jsonl\t'An object a line'"
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -l offsets -d 'Unit of offsets' -r -f -a "byte\t'Bytes of UTF-8'
char\t'Unicode code points'
utf16\t'UTF-16 code units'"
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -l outer -d 'Outermost attributions with a cue only, as attribution corpora mark them'
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand attribute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand read" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_using_subcommand read" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_using_subcommand read" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand read" -l format -d 'Form of the output' -r -f -a "conllu\t'CoNLL-U'
jsonl\t'One JSON object a line, with names, quotations and times'"
complete -c sayso -n "__fish_sayso_using_subcommand read" -l offsets -d 'Unit of offsets in JSON' -r -f -a "byte\t'Bytes of UTF-8'
char\t'Unicode code points'
utf16\t'UTF-16 code units'"
complete -c sayso -n "__fish_sayso_using_subcommand read" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand read" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and not __fish_seen_subcommand_from index query cluster help" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and not __fish_seen_subcommand_from index query cluster help" -s h -l help -d 'Print help'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and not __fish_seen_subcommand_from index query cluster help" -f -a "index" -d 'Add documents to an index, or look after it'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and not __fish_seen_subcommand_from index query cluster help" -f -a "query" -d 'Who carries these texts: against an index, or two files against each other'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and not __fish_seen_subcommand_from index query cluster help" -f -a "cluster" -d 'All pairs and clusters of an index'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and not __fish_seen_subcommand_from index query cluster help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l into -d 'The index\'s folder; made where it is missing' -r -F
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l memory -d 'Most memory to use, as in 512MiB' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l scheme -d 'How signatures are taken; an index keeps what it began with' -r -f -a "mh128\t'128 permutations'
op128\t'One permutation: for indexes of long texts'"
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l commit -d 'Text after which is committed' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l on-duplicate -d 'What to do with a known id that comes with another text' -r -f -a "stop\t'Stop'
replace\t'Take the later text'"
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l keep-going -d 'Count and skip what cannot be used instead of stopping'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l check -d 'Read every block and say what is damaged'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l compact -d 'Write all documents anew as few parts, without those that were replaced'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -l stats -d 'Print the counts'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from index" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -l index -d 'The index to look in; without one, two files are compared' -r -F
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -l format -d 'Form of the output' -r -f -a "human\t'Side by side, for people'
jsonl\t'An object a line'
csv\t'A row for a pair and a row for each swap'"
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -l salvage -d 'Go on without damaged parts; every line is marked as incomplete'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -l index -d 'The index' -r -F
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -l relation -d 'These relations only' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -l memory -d 'Most memory to use, as in 512MiB' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -l format -d 'Form of the output' -r -f -a "human\t'Side by side, for people'
jsonl\t'An object a line'
csv\t'A row for a pair and a row for each swap'"
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -l salvage -d 'Go on without damaged parts; every line is marked as incomplete'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from cluster" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from help" -f -a "index" -d 'Add documents to an index, or look after it'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from help" -f -a "query" -d 'Who carries these texts: against an index, or two files against each other'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from help" -f -a "cluster" -d 'All pairs and clusters of an index'
complete -c sayso -n "__fish_sayso_using_subcommand trace; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -l input -d 'Take the input for this kind instead of looking at it' -r -f -a "text\t'Plain text'
html\t'A web page'
jsonl\t'JSON lines with "id" and "text"'
conllu\t'Given words and sentences'"
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -l date -d 'Date of publication where the input gives none: YYYY, YYYY-MM or YYYY-MM-DD' -r
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -l threads -d 'Threads; as many as there are cores where not given' -r
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -l format -d 'Form of the output' -r -f -a "json\t'JSON, laid out to be read'
jsonl\t'One JSON object a line'"
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -l offsets -d 'Unit of offsets into the text' -r -f -a "byte\t'Bytes of UTF-8'
char\t'Unicode code points'
utf16\t'UTF-16 code units'"
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -l show-set-aside -d 'Give the blocks that were kept out of the text in full, each with its reason'
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand ingest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand explain" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand explain" -s h -l help -d 'Print help'
complete -c sayso -n "__fish_sayso_using_subcommand rules" -l format -d 'Form of the list' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c sayso -n "__fish_sayso_using_subcommand rules" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand schema" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand schema" -s h -l help -d 'Print help'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "report" -d 'The report: one page of HTML to read, print and send on'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "attribute" -d 'Who says what: source, cue and content of every attribution'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "read" -d 'Sentences, words, tags and trees'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "trace" -d 'Who else carries a text: copies, rewrites with other names, reused quotations'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "ingest" -d 'The document that is made of an input: sections, metadata and where each value stands'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "explain" -d 'What a finding means, why it matters, and what clears it'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "rules" -d 'All findings with their status and severity'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "schema" -d 'The JSON Schema of `--format json`'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from report attribute read trace ingest explain rules schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sayso -n "__fish_sayso_using_subcommand help; and __fish_seen_subcommand_from trace" -f -a "index" -d 'Add documents to an index, or look after it'
complete -c sayso -n "__fish_sayso_using_subcommand help; and __fish_seen_subcommand_from trace" -f -a "query" -d 'Who carries these texts: against an index, or two files against each other'
complete -c sayso -n "__fish_sayso_using_subcommand help; and __fish_seen_subcommand_from trace" -f -a "cluster" -d 'All pairs and clusters of an index'
