"""The spreadsheet host: what the buttons do in an open workbook, in Excel and, by an engine of ours, in Calc."""
