# What the clock could not do, for the admins.
duties-planned =
    Three times I could not send a planned announcement: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A planned announcement waits for your technician
duties-correcting =
    Three times I could not send a correction: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A correction waits for your technician
duties-progress =
    Three times I could not show how far an announcement has come: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = An announcement waits for your technician
duties-report =
    Three times I could not write a report: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A report waits for your technician
duties-invitation =
    Three times I could not write a second letter: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A second letter waits for your technician
duties-request =
    Three times I could not show an open request again: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A request waits for your technician
duties-sheet =
    Three times I could not make a list or certificates: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A list waits for your technician
duties-feedback =
    Three times I could not write the question “How was it?”: no. { $number } ({ $what }).

    Please pass this message on to your technician. Everything else goes on. In some hours I try once more.
    .subject = A question waits for your technician
