# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sayso_global_optspecs
    string join \n input= date= threads= format= offsets= all select= ignore= preview fail-on= color= ascii q/quiet h/help V/version
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
jsonl\t'An object a line'"
complete -c sayso -n "__fish_sayso_needs_command" -l offsets -d 'Unit of offsets in JSON' -r -f -a "byte\t'Bytes of UTF-8'
char\t'Unicode code points'
utf16\t'UTF-16 code units'"
complete -c sayso -n "__fish_sayso_needs_command" -l select -d 'Report these findings only: codes or beginnings of codes, as in S2,A101' -r
complete -c sayso -n "__fish_sayso_needs_command" -l ignore -d 'Leave these findings out' -r
complete -c sayso -n "__fish_sayso_needs_command" -l fail-on -d 'Exit with 1 where a finding of this severity or a higher one is reported' -r -f -a "note\t'From notes on'
gap\t'From gaps on'
conflict\t'Conflicts only'
never\t'Never'"
complete -c sayso -n "__fish_sayso_needs_command" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t'Always'
never\t'Never'"
complete -c sayso -n "__fish_sayso_needs_command" -l all -d 'Show every finding, source and question'
complete -c sayso -n "__fish_sayso_needs_command" -l preview -d 'Report the findings that are still being tried out as well'
complete -c sayso -n "__fish_sayso_needs_command" -l ascii -d 'Draw with plain ASCII only'
complete -c sayso -n "__fish_sayso_needs_command" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_needs_command" -s V -l version -d 'Print version'
complete -c sayso -n "__fish_sayso_needs_command" -a "attribute" -d 'Who says what: source, cue and content of every attribution'
complete -c sayso -n "__fish_sayso_needs_command" -a "explain" -d 'What a finding means, why it matters, and what clears it'
complete -c sayso -n "__fish_sayso_needs_command" -a "rules" -d 'All findings with their status and severity'
complete -c sayso -n "__fish_sayso_needs_command" -a "schema" -d 'The JSON Schema of `--format json`'
complete -c sayso -n "__fish_sayso_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c sayso -n "__fish_sayso_using_subcommand explain" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand explain" -s h -l help -d 'Print help'
complete -c sayso -n "__fish_sayso_using_subcommand rules" -l format -d 'Form of the list' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c sayso -n "__fish_sayso_using_subcommand rules" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sayso -n "__fish_sayso_using_subcommand schema" -s q -l quiet -d 'Say nothing on standard error'
complete -c sayso -n "__fish_sayso_using_subcommand schema" -s h -l help -d 'Print help'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from attribute explain rules schema help" -f -a "attribute" -d 'Who says what: source, cue and content of every attribution'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from attribute explain rules schema help" -f -a "explain" -d 'What a finding means, why it matters, and what clears it'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from attribute explain rules schema help" -f -a "rules" -d 'All findings with their status and severity'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from attribute explain rules schema help" -f -a "schema" -d 'The JSON Schema of `--format json`'
complete -c sayso -n "__fish_sayso_using_subcommand help; and not __fish_seen_subcommand_from attribute explain rules schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
