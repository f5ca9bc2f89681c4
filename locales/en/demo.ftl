# The command demo, and the pages that exist in the demonstration only.
demo-help = To try it out: all on this machine, without an account, a server or a configuration.
demo-help-no-open = opens no browser
demo-help-keep = keeps the data and says where they are
demo-help-port = port of the page (else a free one)
demo-kept = The data stay in { $path }.
demo-end = Ctrl-C ends the demonstration.
demo-far =
    There is no screen here. On your own machine, type:
    { $command }
    Then open the page there.
demo-over = The demonstration has ended.
refusal-demo-not-installed =
    Packages for the demonstration are missing. Start it with: python3 run.py demo
    Or: pip install "netzbote[demo]"
refusal-port-taken = Port { $port } is taken already. Please choose another one, or leave it out.
demo-privacy =
    <p><b>Privacy (only to try it out)</b></p>
    <p>Here it says what { $controller } stores about you, why, and for how long.</p>
    <p>In this demonstration nothing leaves this machine. All people and associations are made up.</p>
    <p>Questions? { $contact }.</p>
demo-imprint =
    <p><b>Imprint (only to try it out)</b></p>
    <p>Here are the postal address and the people responsible at { $controller }.</p>
    <p>Questions? { $contact }.</p>
demo-training = Bookkeeping for associations
demo-training-text = Income, expenses, receipts: how to keep track of them.
demo-training-venue = Community centre, room 2
