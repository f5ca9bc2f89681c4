# Groups that are not the staff's.
groups-not-here =
    Hello! I cannot help in this group. Please write to me directly, without a group.

    Are you from the office? Then write here: /staffgroup
    Questions? { $contact }.
