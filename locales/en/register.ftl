# Reading and writing lists: what the operator and the office read on the command line.

register-import-help = Reads a list of associations (CSV or Excel), or an edited export.
register-export-help = Writes all associations into a file: .csv, .xlsx or .json.
register-help-file = The file.
register-help-dry-run = Only show what would happen. Nothing is changed.
register-help-json = The result as JSON, for programs.
register-help-map = Says what a column holds: "Who we are=name,Wire=phone".
register-help-same = The row is the association that looks like it: 12 or Sheet:12. May be repeated.
register-help-new = The row is a new association: 12 or Sheet:12. May be repeated.
register-help-yes = Make changes without asking.

register-unreadable-missing = There is no such file: { $path }
register-unreadable-closed = { $path } cannot be opened: { $why }
register-unreadable-empty = { $path } is empty.
register-unreadable-too-large = { $path } is larger than { $megabytes } MB. That is hardly a list.
register-unreadable-old-workbook =
    { $path } is an old Excel file (.xls), or it has a password.
    Please open it in Excel and save it as .xlsx without a password.
register-unreadable-broken-workbook = { $path } is no Excel file, or it is damaged. Please save it again.
register-unreadable-no-text = { $path } is neither a CSV file nor an Excel file.
register-unreadable-broken-text = { $path } cannot be read as a table: { $why }
register-unreadable-open-quote =
    { $path }: a quotation mark that begins in line { $line } never ends. Nothing after it is certain.
    Please look at the mark in this line.
register-unreadable-no-list =
    No column of associations can be found in { $path }. Found: { $headings }
    Please name the column, for example: --map "Who we are=name"
register-unreadable-map-field =
    --map: "{ $pair }" does not work. It is heading=field, and fields are: { $fields }
register-unreadable-map-heading = --map: these headings are not in { $path }: { $headings }
register-unreadable-answer = "{ $said }" is no line. Please give a number, or Sheet:number.
register-unreadable-both = Line { $said } cannot be both: the same and a new association.
refusal-unknown-ending = What shall { $path } be? The name has to end with one of: { $endings }

register-read =
    { $rows ->
        [one] { $file }: 1 row read.
       *[other] { $file }: { $rows } rows read.
    }
register-tried = Only a trial: nothing was changed.
register-associations = Associations: { $created } new, { $merged } merged, { $unchanged } as before.
register-people = People: { $created } new, { $merged } merged, { $unchanged } as before.
register-ignored = No lists, not read: { $sheets }

register-skipped = Not taken over:
register-where = { $sheet }, line { $line }: { $what }
register-reason-no-name = There is no association in it ({ $value }).
register-reason-broken-email = The mail address { $value } is not right. Please correct it in the list and import it again.
register-reason-no-candidate = There is no association that looks like { $value }.

register-doubtful = Not clear, not taken over yet:
register-doubt = { $name } – is that { $candidate }? Alike to { $score } of 100.
register-doubt-how =
    Please decide and import the list again:
    the same association: --same { $line }    another one: --new { $line }
register-ask-same = The same association? [y]es, [n]o, Enter: later
register-ask-yes = j, ja, y, yes
register-ask-no = n, nein, no

register-problems = Taken over, but please have a look:
register-problem-broken-email = { $field }: "{ $value }" is no mail address. The other addresses are taken over.
register-problem-no-email = { $field }: "{ $value }" is no mail address. The text is kept.
register-problem-broken-phone = { $field }: "{ $value }" cannot be dialled. The text is kept.
register-unknown-topics = Netzbote does not know these topics: { $topics }. The text is kept.

register-differences = The list says something else than before:
register-difference-differs = { $name }, { $field }: now "{ $now }". Different: "{ $other }".
register-difference-topics = { $name }, { $field }: "{ $now }" stays. The list says "{ $other }".
register-difference-erased = { $name }: this person wanted to be erased. They are not put back.
register-difference-taken = { $name }, { $field }: { $other } belongs to somebody else.

register-changes = Changes:
register-change = { $name }, { $field }: "{ $old }" → "{ $new }"
register-ask-changes =
    { $number ->
        [one] Make this change? [y]es, [n]o
       *[other] Make these { $number } changes? [y]es, [n]o
    }
register-changed =
    { $number ->
        [0] Nothing to change.
        [one] 1 change made.
       *[other] { $number } changes made.
    }
register-not-changed = Nothing is changed yet. With --yes it will be.
register-kept = Not changed:
register-keep = { $name }, { $field }: { $reason }
register-kept-gone = This entry is not there any more.
register-kept-read-only = This column cannot be changed here.
register-kept-changed-since = "{ $value }" is out of date. The field was changed after the export.
register-kept-twice = "{ $value }" contradicts another line of the same association.
register-kept-unknown-topic = In "{ $value }" is a topic that Netzbote does not know.
register-kept-broken-email = "{ $value }" is no mail address.
register-kept-taken-email = "{ $value }" does not work. Only the person can change a confirmed address, and an address belongs to one person.
register-kept-broken-phone = "{ $value }" cannot be dialled.
register-kept-unknown-language = "{ $value }" is no language that Netzbote knows.
register-kept-no-name = An association needs a name.

register-exported =
    { $number ->
        [one] 1 association is in { $path }
       *[other] { $number } associations are in { $path }
    }
register-sheet = Associations
register-yes = yes
register-status-active = active
register-status-requested = requested
register-status-declined = declined
register-column-name = Association
register-column-native-name = Name in original language
register-column-town = Town
register-column-postcode = Postcode
register-column-street = Street
register-column-origin = Origin
register-column-members = Members
register-column-website = Website
register-column-topics = Topics
register-column-service = Responsible service
register-column-remarks = Remarks
register-column-status = Status
register-column-contact = Contact person
register-column-role = Role
register-column-email = E-mail
register-column-phone = Phone
register-column-language = Language
register-column-chat = Chat
register-column-confirmed = confirmed
register-column-key = Netzbote no.
register-column-as-of = Netzbote as of
