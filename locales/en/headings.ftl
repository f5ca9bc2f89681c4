# Words that people write into the tables of their lists: column headings, and what stands for "nothing".
# They are only read, never shown. Capitals, full stops, hyphens and umlauts do not matter.
headings-name = Association, Organisation, Organization, Club, Name of association, Association name, Organisation name, Group
headings-native-name = Native name, Original name, Name in own language, Name in original language
headings-either-name = Name
headings-town = Town, City, Place
headings-postcode = Postcode, Postal code, Zip, Zip code
headings-street = Street, Street and number, Street address
headings-address = Address, Postal address
headings-topics = Topics, Topic, Focus, Focus topics, Fields of work, Areas of work, Subjects
headings-origin = Origin, Country of origin, Nationality
headings-members = Members, Number of members, Membership
headings-remarks = Remarks, Remark, Notes, Note, Comment, Comments
headings-website = Website, Web page, Homepage, Web site, Internet
headings-responsible-service = Responsible service, Service in charge
headings-language = Language, Languages, Preferred language
headings-contact = Contact, Contact person, Contact name, Chair, Chairperson, Representative
headings-first-name = First name, Given name, Forename
headings-last-name = Last name, Surname, Family name
headings-role = Role, Function, Position
headings-email = E-mail, Mail, E-mail address, Mail address
headings-phone = Phone, Telephone, Phone number, Telephone number, Mobile, Mobile phone, Cell phone
headings-number = No, Number
headings-beside = of, the, and, or, for, private, office, first, second, other
headings-nothing = none, nothing, unknown, not known, n a, nil, null, not available
headings-sums = Sum, Total, Subtotal, As of, Source
headings-yes = yes
headings-no = no
