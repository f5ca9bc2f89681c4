"""Sheets: what staff print, hand out, and open in a spreadsheet program.

Each file makes one of them out of small frozen dataclasses, and knows neither database nor network:

    signing.pdf        the list to sign at a training; signing.read_digits hears who came
    certificate.pdf    what a person takes home
    declarations.pdf   who takes part in a project; declarations.csv the same for Excel
    participants.xlsx  everybody who signed up, and what became of it
    chart.png          seats and people, as bars; chart.text and chart.xlsx the same in numbers

    [data] = await made([partial(signing.pdf, sheet, "de", timezone, now)])

All are functions of their arguments: the words are in the language that is handed over, and a PDF that is made again of
the same has the same bytes. Moments are aware. PDFs and the chart belong in a process of their own (`making.py`).
"""
