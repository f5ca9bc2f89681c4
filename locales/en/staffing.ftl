# The commands staff and person.
staffing-help = The staff: who has which role.
staffing-help-add = Offers a role to a mail address. It begins when that address says yes. A chat has it at once.
staffing-help-list = Shows who has which role.
staffing-help-remove = Takes somebody's role, at once.
staffing-help-address = The mail address.
staffing-help-chat = Instead of the address: the number of a chat that has written to the bot before.
staffing-help-role = admin (may do everything), editor (may write to all) or viewer (may look).
staffing-given = { $name } now has the role: { $role }.
staffing-nobody = Nobody has a role yet. This is how: netzbote staff add ADDRESS --role admin
refusal-unknown-role = There is no role { $name }. There are: { $known }
refusal-address-or-chat = Please give a mail address, or --chat with the number of a chat. Not both.
refusal-nobody-there = Nobody in the register is at { $address }.
refusal-only-admin = { $address } is the last person who may do everything. Please give that right to somebody else first: netzbote staff add ADDRESS --role admin

person-help = A person: what is stored about them, and how to erase them.
person-help-address = The mail address, or the number of the chat.
person-help-show = Shows everything that is stored about a person.
person-help-forget = Erases a person and all there is of them. Their address is never invited again.
person-sure = Really erase { $name } (associations: { $spoken })? This cannot be undone.
person-forgotten = Erased. Older backups still hold the person until you delete them.
