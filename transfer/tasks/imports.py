"""The jobs of imports: files are read into rows, rows become contacts, and are taken back."""
